import type { ReplayMark } from '../../lib/live/replay-tape.ts';
import { describeFailure } from '../../lib/session/words.ts';
import { words } from '../words.ts';

const say = words.replay.marks;

/** A mark in words. */
export function markText(mark: ReplayMark): string {
  switch (mark.kind) {
    case 'turn':
      return say.turn(mark.turn, mark.instruction);
    case 'redirect':
      return say.redirect(mark.instruction);
    case 'race':
      return say.race(mark.turn, mark.racers, mark.instruction);
    case 'pick':
      return say.pick(mark.model.slice(mark.model.indexOf('/') + 1));
    case 'stop':
      return say.stop;
    case 'error':
      return mark.failure ? describeFailure(mark.failure).title : say.error;
    default:
      return mark satisfies never;
  }
}
