import type { Patience } from '../stream-answer.ts';

/** What every vendor behind the AI SDK needs. */
export interface VendorOptions extends Patience {
  readonly apiKey: string;
  /** The vendor's own unless given. With its version in the path; where there is no path at all, the usual one is meant. */
  readonly baseUrl?: string | undefined;
}

/** The address to ask at. People give some vendors' addresses with the version, others without. */
export function addressOf(baseUrl: string | undefined, usual: string): string {
  if (baseUrl === undefined) return usual;
  const { pathname } = new URL(baseUrl);
  return pathname === '/' ? `${baseUrl.replace(/\/+$/, '')}${new URL(usual).pathname}` : baseUrl;
}
