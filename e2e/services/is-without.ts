import { findService, type ServiceName } from './find-service.ts';

/**
 * For `describe.skipIf` and its like: whether tests are to be skipped for want of these services; a line then says why.
 * Where CI=true it throws instead: a build server that quietly leaves tests out shows nothing.
 */
export function isWithout(...names: readonly ServiceName[]): boolean {
  const missing = names.filter((name) => findService(name) === null);
  if (missing.length === 0) return false;
  const reason = `${missing.join(' and ')} not found on this machine`;
  if (process.env['CI'] === 'true') throw new Error(`With CI=true every test must run: ${reason}.`);
  console.warn(`Tests are skipped: ${reason}.`);
  return true;
}
