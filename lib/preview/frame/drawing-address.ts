/** A drawing as an address that needs no fetching. */
export function drawingAddress(text: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text).replaceAll("'", '%27')}`;
}
