import type { SessionSnapshot } from '../../lib/session/snapshot.ts';
import { type CardFonts, drawCard } from './draw-card.tsx';

const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const mostKept = 60;
let turn: Promise<unknown> = Promise.resolve();

/** The picture of a session at its moment, drawn once while it is remembered, and no two at the same time: it is hard work. */
export function keptCard(
  sessionId: string,
  snapshot: SessionSnapshot,
  readFonts: () => Promise<CardFonts>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${sessionId}@${snapshot.sequence}`;
  const known = kept.get(key);
  if (known) return known;
  const card = turn.then(async () => drawCard(snapshot, await readFonts()));
  turn = card.catch(() => kept.delete(key));
  kept.set(key, card);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return card;
}
