/** Where the colours of a file are had: of the session's own, or of a racer's copy. */
export function codeAddress(sessionId: string | null, fileId: string, racer?: string): string {
  const query = new URLSearchParams({ file: fileId, ...(racer === undefined ? {} : { racer }) });
  return `/embed/${sessionId}/code?${query.toString()}`;
}
