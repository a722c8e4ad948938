import { container } from './container.ts';
import { publicOrigin } from './public-origin.ts';

/** The address that this Flint is reached at, for a page that was asked for with these headers. */
export async function readPublicOrigin(headers: Headers): Promise<string> {
  return publicOrigin(headers, (await container()).environment);
}
