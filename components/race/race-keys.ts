import { raceOn } from '../../lib/live/race-view.ts';
import { instructionFieldId } from '../instruction-bar/focus-instruction.ts';
import type { OpenSession } from '../workspace/session-context.tsx';
import { foldedRace } from './race-fold.ts';

/** 1 to 4 keep a racer while a race is shown; where somebody types, only in an instruction that is empty. Returns what ends it. */
export function listenToRaceKeys({ client, desk, controls }: OpenSession): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || desk.getState().dialog !== null) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-4]$/.test(event.key)) return;
    const view = client.view.getState();
    const race = raceOn(view);
    const racer = race?.racers[Number(event.key) - 1];
    if (!race || !racer || !view.canEdit || foldedRace.getState().raceId === race.raceId) return;
    if (isTyping(event.target)) return;
    event.preventDefault();
    void controls.pickRacer(racer.runId);
  }
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement && target.id === instructionFieldId) return target.value !== '';
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
