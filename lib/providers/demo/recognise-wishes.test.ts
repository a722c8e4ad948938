import { expect, test } from 'vitest';
import { balls } from './programs/balls.ts';
import { pomodoro } from './programs/pomodoro.ts';
import { snake } from './programs/snake.ts';
import type { DemoProgram } from './programs/program.ts';
import { recogniseWishes } from './recognise-wishes.ts';
import type { Wish } from './wish.ts';

/** A wish in one short line, to compare with. */
function brief(wish: Wish): string {
  switch (wish.kind) {
    case 'colour':
      return `${wish.part}=${wish.colour.name}`;
    case 'shade':
      return `${wish.part}:${wish.direction}`;
    case 'theme':
      return `theme=${wish.theme}`;
    case 'number':
      return 'to' in wish.change
        ? `${wish.property}=${wish.change.to}`
        : `${wish.property}*${Number(wish.change.times.toFixed(2))}`;
    case 'radius':
      return 'to' in wish.change ? `radius=${wish.change.to}` : `radius*${wish.change.times}`;
    case 'title':
      return `title=${wish.text}`;
    case 'font':
      return `font=${wish.name}`;
  }
}

const said: readonly (readonly [instruction: string, wishes: readonly string[], program?: DemoProgram])[] = [
  ['make it red', ['accent=red']],
  ['red and faster', ['accent=red', '--speed*1.5']],
  ['make it green', ['accent=green']],
  ['dark green', ['accent=dark green']],
  ['κόκκινο και πιο γρήγορα', ['accent=κοκκινο', '--speed*1.5']],
  ['#0a7 please', ['accent=#0a7']],
  ['blue background', ['background=blue']],
  ['white on navy', ['background=navy', 'text=white']],
  ['make the text brown', ['text=brown']],
  ['make the food blue', ['--food=blue'], snake],
  ['blue instead of red', ['accent=blue']],
  ['not red, teal', ['accent=teal']],
  ['warmer', ['all:warmer']],
  ['a cooler background', ['background:cooler']],
  ['darker', ['all:darker']],
  ['dark mode', ['theme=dark']],
  ['switch to a light theme', ['theme=light']],
  ['slower', ['--speed*0.67']],
  ['twice as fast', ['--speed*2']],
  ['half as fast', ['--speed*0.5']],
  ['half the speed', ['--speed*0.5']],
  ['3 times faster', ['--speed*3']],
  ['50% faster', ['--speed*1.5']],
  ['20% slower', ['--speed*0.8']],
  ['much slower', ['--speed*0.44']],
  ['speed 2', ['--speed=2']],
  ['bigger', ['--size*1.5']],
  ['a bit smaller', ['--size*0.83']],
  ['bigger text', ['--text-size*1.5']],
  ['rounder corners', ['radius*2']],
  ['square corners', ['radius=0']],
  ['serif font', ['font=serif']],
  ['use Georgia', ['font=georgia']],
  ['monospace', ['font=monospace']],
  ['call it Viper', ['title=Viper']],
  ['call it Salt and Pepper', ['title=Salt and Pepper']],
  ['call it Viper and faster', ['title=Viper', '--speed*1.5']],
  ['change the title to "Red, hot and blue", bigger', ['title=Red, hot and blue', '--size*1.5']],
  ['Title Night Garden', ['title=Night Garden']],
  ['more balls', ['--count*1.5'], balls],
  ['30 balls', ['--count=30'], balls],
  ['twice as many balls', ['--count*2'], balls],
  ['fewer', ['--count*0.67'], balls],
  ['bigger balls', ['--size*1.5'], balls],
  ['less gravity', ['--gravity*0.67'], balls],
  ['50 minutes', ['--minutes=50'], pomodoro],
  ['a ten minute break', ['--break-minutes=10'], pomodoro],
  ['red, dark mode, faster, rounder', ['accent=red', 'theme=dark', '--speed*1.5', 'radius*2']],
  ['add a high score table', []],
  ['what is this?', []],
];

test.each(said.map(([instruction, wishes, program]) => ({ instruction, wishes, program })))(
  '"$instruction"',
  ({ instruction, wishes, program }) => {
    expect(recogniseWishes(instruction, program).map(brief)).toEqual(wishes);
  },
);
