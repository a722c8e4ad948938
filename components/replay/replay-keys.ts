import type { ReplayFeed } from '../../lib/live/replay-feed.ts';
import type { OpenSession } from '../workspace/session-context.tsx';

/** How far an arrow goes. */
const arrowMs = 5_000;

/** The keys of an open replay, from anywhere on the page where nobody types. Returns what ends it. */
export function listenToReplayKeys({ replay, desk }: OpenSession): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    const feed = replay?.open.getState().feed;
    if (!feed || event.defaultPrevented || event.isComposing || desk.getState().dialog !== null) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = event.key === 'Escape' ? replay?.leave : hasOwnUse(event) ? null : actionOf(event, feed);
    if (!act) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  }
  // Before the slider takes the arrows for steps of its own.
  window.addEventListener('keydown', onKeyDown, true);
  return () => window.removeEventListener('keydown', onKeyDown, true);
}

function actionOf({ key, shiftKey }: KeyboardEvent, feed: ReplayFeed): (() => void) | null {
  switch (key) {
    case ' ':
      return () => (feed.view.getState().isPlaying ? feed.pause() : feed.play());
    case 'ArrowLeft':
      return () => (shiftKey ? feed.step(-1) : feed.seekBy(-arrowMs));
    case 'ArrowRight':
      return () => (shiftKey ? feed.step(1) : feed.seekBy(arrowMs));
    case '[':
      return () => feed.step(-1, 'mark');
    case ']':
      return () => feed.step(1, 'mark');
    case 'Home':
      return () => feed.seekTo(1);
    case 'End':
      return feed.toEnd;
    case '<':
      return () => feed.changeSpeed(-1);
    case '>':
      return () => feed.changeSpeed(1);
    default:
      return null;
  }
}

/** What has the focus uses this key itself: who types or chooses is not played with. */
function hasOwnUse({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type === 'range') return false;
  if (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  if (target.role === 'textbox') return true;
  if (key === ' ') return target.closest('button, a, summary, [role="separator"]') !== null;
  return target.closest('[role="tab"], [role="separator"], [role="radio"]') !== null;
}
