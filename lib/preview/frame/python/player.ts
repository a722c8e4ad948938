import { apply, leaveMiddle, showMiddle, type Scene } from './scene.ts';
import { timeOf, type StageStep } from './stage-step.ts';

/** Plays steps in their order and in their time. */
export interface Player {
  add(steps: readonly StageStep[]): void;
  /** Brings the scene to a moment; whether anything changed. */
  advance(nowMs: number): boolean;
  /** Whether nothing is left to be played. */
  isDone(): boolean;
}

/** Beyond so much, what waits is played faster: a program that cannot be made to wait must not run away. */
const mostAheadMs = 30_000;

/** A player of one scene. Its time is whatever it is told. */
export function createPlayer(scene: Scene): Player {
  let steps: StageStep[] = [];
  let at = 0;
  let aheadMs = 0;
  /** When the step at hand began; null when nothing is being played. */
  let beganMs: number | null = null;
  let isInMiddle = false;

  return {
    add(more) {
      steps = [...steps.slice(at), ...more];
      at = 0;
      for (const step of more) aheadMs += timeOf(step);
    },
    advance(nowMs) {
      let isChanged = false;
      const haste = Math.max(1, aheadMs / mostAheadMs);
      while (at < steps.length) {
        const step = steps[at];
        if (!step) break;
        beganMs ??= nowMs;
        const takesMs = timeOf(step) / haste;
        if (isInMiddle) leaveMiddle(scene, step);
        isInMiddle = false;
        isChanged = true;
        if (takesMs > 0 && nowMs < beganMs + takesMs) {
          showMiddle(scene, step, (nowMs - beganMs) / takesMs);
          isInMiddle = true;
          return true;
        }
        apply(scene, step);
        beganMs += takesMs;
        aheadMs -= timeOf(step);
        at += 1;
      }
      if (at > 0) {
        steps = [];
        at = 0;
        aheadMs = 0;
        beganMs = null;
      }
      return isChanged;
    },
    isDone: () => at >= steps.length,
  };
}
