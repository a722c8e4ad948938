import type { ChangeJson } from '../../lib/document/change.ts';
import { changeFromJson } from '../../lib/document/change.ts';
import type { FeedFrame } from '../fixtures/session-door.ts';

/** From the upstream's write of each token to the moment the whole of it had arrived, in milliseconds. */
export function tokenLags(
  tokens: readonly string[],
  sentAtMs: readonly number[],
  pieces: readonly { readonly receivedAtMs: number; readonly lengthAfter: number }[],
): number[] {
  const lags: number[] = [];
  let end = 0;
  let piece = 0;
  for (const [index, token] of tokens.entries()) {
    end += token.length;
    while ((pieces[piece]?.lengthAfter ?? Infinity) < end) piece += 1;
    const received = pieces[piece]?.receivedAtMs;
    const sent = sentAtMs[index];
    if (received !== undefined && sent !== undefined) lags.push(received - sent);
  }
  return lags;
}

/** When which length of a new file's text had arrived over Flint's feed. */
export function piecesOf(
  frames: readonly FeedFrame[],
): { readonly receivedAtMs: number; readonly lengthAfter: number }[] {
  return frames
    .filter(({ event }) => event === 'text-changed')
    .map(({ data, receivedAtMs }) => {
      const { change } = JSON.parse(data) as { readonly change: ChangeJson };
      return { receivedAtMs, lengthAfter: changeFromJson(change).newLength };
    });
}
