import { balls } from './balls.ts';
import { drawing } from './drawing.ts';
import { fireworks } from './fireworks.ts';
import { habits } from './habits.ts';
import { kanban } from './kanban.ts';
import { landing } from './landing.ts';
import { life } from './life.ts';
import { markdownPreview } from './markdown-preview.ts';
import { maze } from './maze.ts';
import { memory } from './memory.ts';
import { piano } from './piano.ts';
import { pomodoro } from './pomodoro.ts';
import type { DemoProgram } from './program.ts';
import { snake } from './snake.ts';
import { starfield } from './starfield.ts';
import { tripPlan } from './trip-plan.ts';
import { weather } from './weather.ts';

/** Every program that Demo has; among equals the earlier one is chosen. */
export const demoPrograms: readonly DemoProgram[] = [
  snake,
  fireworks,
  kanban,
  piano,
  weather,
  pomodoro,
  balls,
  landing,
  life,
  drawing,
  memory,
  starfield,
  markdownPreview,
  habits,
  maze,
  tripPlan,
];
