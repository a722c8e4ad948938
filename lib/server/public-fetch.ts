import { lookup as lookUpName } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, fetch as fetchOver } from 'undici';

/** What a name means on the network: all its addresses. Throws where there is none. */
export type Resolve = (hostName: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** An address that is not asked, as it is not one of the public internet. */
class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';

  constructor() {
    super('This address is not one of the public internet');
  }
}

/**
 * Azure's own services answer to its machines at this one, which is listed as public:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const publicInNameOnly: ReadonlySet<string> = new Set(['168.63.129.16']);

/** What one answer may have: much more than the longest that is asked for, and little enough to hold in memory. */
export interface AnswerLimits {
  /** Of one that comes bit by bit, as `text/event-stream`. */
  readonly streamBytes: number;
  /** Of any other. */
  readonly bytes: number;
}

const usualLimits: AnswerLimits = { streamBytes: 32 * 1024 ** 2, bytes: 2 * 1024 ** 2 };

/** Whether an address, in whatever way it is written, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address within an IPv6 one means the IPv4 one.
  const parsed = ipaddr.process(address);
  // Of IPv6 nothing but 2000::/3 is given out: https://www.iana.org/assignments/ipv6-address-space
  if (parsed instanceof ipaddr.IPv6 && ((parsed.parts[0] ?? 0) & 0xe000) !== 0x2000) return false;
  return parsed.range() === 'unicast' && !publicInNameOnly.has(parsed.toString());
}

/**
 * A `fetch` for addresses that strangers give: it reaches none but public ones, follows no redirects, and speaks HTTPS
 * only. What a name means is looked up once, and what was looked at is what is connected to, so that a name which means
 * something else a moment later gains nothing. Fails with a `PrivateAddress`, like all else, as the `cause` of a `TypeError`.
 * An answer breaks off, and its connection is closed, where it is longer than the limits, unpacked.
 *
 * `resolve` and `allows` are the network's and `isPublicAddress` unless given.
 */
export function createPublicFetch({
  resolve = (hostName) => lookUpName(hostName, { all: true }),
  allows = isPublicAddress,
  protocols = ['https:'],
  limits = usualLimits,
}: {
  readonly resolve?: Resolve;
  readonly protocols?: readonly string[];
  readonly limits?: AnswerLimits;
  allows?(address: string): boolean;
} = {}): typeof fetch {
  const lookup: LookupFunction = (hostName, { all, family }, done) => {
    resolve(hostName).then(
      (found) => {
        const wanted = found.filter((each) => !family || each.family === family || family === `IPv${each.family}`);
        const first = wanted[0];
        // One private address among public ones is a trick, too.
        if (!first || !found.every(({ address }) => allows(address))) done(new PrivateAddress(), '', 0);
        else if (all) done(null, [...wanted]);
        else done(null, first.address, first.family);
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), '', 0),
    );
  };
  const dispatcher = new Agent({ connect: { lookup }, allowH2: false });

  return (async (input: string | URL | Request, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const hostName = url.hostname.replace(/^\[|\]$/g, '');
    if (!protocols.includes(url.protocol)) throw new TypeError('fetch failed', { cause: new PrivateAddress() });
    // No name is looked up for an address that is written out.
    if (isIP(hostName) !== 0 && !allows(hostName)) throw new TypeError('fetch failed', { cause: new PrivateAddress() });
    const asked = { ...init, redirect: 'error', dispatcher } as unknown as Parameters<typeof fetchOver>[1];
    const answered = (await fetchOver(url, asked)) as unknown as Response;
    const isStream = answered.headers.get('content-type')?.startsWith('text/event-stream') === true;
    return limited(answered, isStream ? limits.streamBytes : limits.bytes);
  }) as typeof fetch;
}

/** The same answer, which breaks off after so many bytes. */
function limited({ body, status, statusText, headers }: Response, mostBytes: number): Response {
  let bytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) controller.error(new Error(`The answer is longer than ${mostBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
  return new Response(body?.pipeThrough(counting) ?? null, { status, statusText, headers: [...headers] });
}
