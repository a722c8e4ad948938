import type { Replay } from '../../lib/live/replay.ts';
import { restoreSnapshot } from '../../lib/session/snapshot.ts';
import type { OpenSession } from '../workspace/session-context.tsx';
import type { PageOpening } from '../workspace/still-client.ts';

/** The link to a moment of a session. */
export function linkToMoment(origin: string, sessionId: string, sequence: number): string {
  return `${origin}/s/${sessionId}?at=${sequence}`;
}

/** Opens the past when the address says so: `?at=` a moment, `?replay` the whole. */
export function openAtAddress(replay: Replay, opening: PageOpening): void {
  if (opening.kind !== 'existing') return;
  const query = new URLSearchParams(window.location.search);
  if (opening.past) replay.enterAt(restoreSnapshot(opening.past));
  else if (query.has('replay')) replay.enter();
}

/** The address follows only when the person has stayed at a moment: a moving one would fill the browser's patience. */
const stayMs = 400;

/** Keeps the address at the moment that is shown, so that it can be reloaded and copied. Returns what ends it. */
export function tellMoment({ client, replay }: OpenSession): () => void {
  if (!replay) return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let endFeed: () => void = () => {};

  function tell(): void {
    const { sessionId } = client.view.getState();
    if (sessionId === null) return;
    const feed = replay?.open.getState().feed;
    const { isPlaying, sequence } = feed?.view.getState() ?? {};
    const query = !feed ? '' : isPlaying ? '?replay' : `?at=${sequence}`;
    history.replaceState(history.state, '', `/s/${sessionId}${query}${window.location.hash}`);
  }

  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(tell, stayMs);
  }

  function begin(): void {
    endFeed();
    const feed = replay?.open.getState().feed;
    endFeed =
      feed?.view.subscribe((now, before) => {
        if (now.isPlaying !== before.isPlaying || (!now.isPlaying && now.sequence !== before.sequence)) later();
      }) ?? (() => {});
  }

  begin();
  const end = replay.open.subscribe(() => {
    begin();
    clearTimeout(timer);
    const feed = replay.open.getState().feed;
    // Opened as a whole it has no moment of its own yet.
    const { sessionId } = client.view.getState();
    if (feed && sessionId !== null) history.replaceState(history.state, '', `/s/${sessionId}?replay`);
    else tell();
  });
  return () => {
    clearTimeout(timer);
    end();
    endFeed();
  };
}
