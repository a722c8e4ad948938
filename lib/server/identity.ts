import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A fresh id for a session: 128 bits, so that a link cannot be guessed. 22 characters of base64url. */
export function newSessionId(): string {
  return randomBytes(16).toString('base64url');
}

/** A fresh id for a file or a run within a session. */
export function newShortId(): string {
  return randomBytes(9).toString('base64url');
}

/** A fresh edit token: 256 bits. Only its hash is kept. */
export function newEditToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 of an edit token, hex. */
export function hashEditToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether the token is the one whose hash was kept. Takes the same time whether it is or not. */
export function isEditToken(token: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashEditToken(token), 'hex'), Buffer.from(hash, 'hex'));
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
