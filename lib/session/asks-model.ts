import type { Command } from './command.ts';

/** Whether a command leads to a model being asked. */
export function asksModel({ type }: Command): boolean {
  return type === 'start-run' || type === 'start-race' || type === 'redirect-run' || type === 'continue-run';
}
