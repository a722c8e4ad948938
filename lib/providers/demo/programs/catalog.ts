import type { DemoProgram } from './program.ts';
import { snake } from './snake.ts';

/** Every program that Demo has. */
export const demoPrograms: readonly DemoProgram[] = [snake];
