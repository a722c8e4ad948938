import { container } from './container.ts';
import { publicOrigin } from './public-origin.ts';

/** What the preview's frame may reach, when it is asked for with these headers. */
export async function readFrameSources(headers: Headers): Promise<{
  readonly origin: string;
  readonly moduleCdn: string | null;
  readonly pythonIndex: string | null;
}> {
  const { moduleCdn, pythonIndex } = (await container()).environment;
  // Not the configured address: the frame's files come from wherever this browser got the frame.
  const origin = publicOrigin(headers, { publicUrl: null });
  // It goes into a policy, where a blank or a semicolon would say something else.
  return { origin: /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? origin : 'http://127.0.0.1', moduleCdn, pythonIndex };
}
