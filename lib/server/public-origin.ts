import type { Environment } from './environment.ts';

/** The address that this Flint is reached at: as configured, else as the browser sees it. Without a slash at the end. */
export function publicOrigin(headers: Headers, { publicUrl }: Pick<Environment, 'publicUrl'>): string {
  if (publicUrl !== null) return publicUrl;
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '127.0.0.1';
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() ?? 'http';
  return `${protocol}://${host}`;
}
