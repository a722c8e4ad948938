import { limits } from './limits.ts';

/**
 * A path as files of a session have it: relative, forward slashes, no empty, `.` or `..` parts, no control
 * characters. Null when it cannot be made one. A leading `./` and surrounding blanks are dropped.
 */
export function normalizePath(path: string): string | null {
  const trimmed = path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.\/)+/, '');
  if (trimmed.length === 0 || trimmed.length > limits.pathLength) return null;
  // oxlint-disable-next-line no-control-regex -- control characters are just what must not be there
  if (/[\u0000-\u001f\u007f<>:"|?*]/.test(trimmed)) return null;
  const parts = trimmed.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part !== part.trim())) return null;
  return trimmed;
}
