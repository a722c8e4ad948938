import { expect, test } from 'vitest';
import type { ShownPart } from '../../lib/preview/console-messages.ts';
import { createConsole } from './console-lines.ts';
import { createValueOpener } from './open-values.ts';

const value = { type: 'array', text: '', id: 5 } as const;
const part = (text: string): ShownPart => ({ key: null, value: { type: 'number', text } });

function setUp() {
  const store = createConsole();
  const asked: string[] = [];
  const opener = createValueOpener(store, (id, from) => asked.push(`${id} from ${from}`));
  return { store, asked, opener, at: (way: string) => store.getState().opened.get(way) };
}

test('a value is asked for when it is opened, and forgotten when it is closed', () => {
  const { asked, opener, at } = setUp();
  opener.toggle('1/0', value);
  expect(at('1/0')).toEqual({ status: 'asking' });
  opener.answered(5, 0, [part('1')], 1);
  expect(at('1/0')).toEqual({ status: 'open', parts: [part('1')], total: 1 });
  opener.toggle('1/0', value);
  expect(at('1/0')).toBeUndefined();
  expect(asked).toEqual(['5 from 0']);
});

test('more of a long one is put behind what is there', () => {
  const { asked, opener, at } = setUp();
  opener.toggle('1/0', value);
  opener.answered(5, 0, [part('1'), part('2')], 3);
  opener.toggle('1/0', value, true);
  opener.answered(5, 2, [part('3')], 3);
  expect(asked).toEqual(['5 from 0', '5 from 2']);
  expect(at('1/0')).toEqual({ status: 'open', parts: [part('1'), part('2'), part('3')], total: 3 });
});

test('one value in two lines is opened in each by itself', () => {
  const { opener, at } = setUp();
  opener.toggle('1/0', value);
  opener.toggle('2/0', value);
  opener.answered(5, 0, [], 0);
  opener.toggle('1/0', value);
  expect([at('1/0'), at('2/0')?.status]).toEqual([undefined, 'open']);
});

test('what the frame has let go of is said to be gone, and answers nobody asked for change nothing', () => {
  const { store, opener, at } = setUp();
  opener.toggle('1/0', value);
  opener.answered(5, 0, null, 0);
  expect(at('1/0')).toEqual({ status: 'gone' });
  opener.answered(9, 0, [part('1')], 1);
  opener.toggle('2/0', value);
  store.setState({ opened: new Map() });
  opener.answered(5, 0, [part('1')], 1);
  expect(store.getState().opened.size).toBe(0);
});
