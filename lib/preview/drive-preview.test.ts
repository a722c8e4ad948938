import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createPreviewDriver } from './drive-preview.ts';
import type { PreviewInput, PreviewStep } from './preview-step.ts';

function setUp(path = 'index.html') {
  const clock = createManualClock(10_000);
  const steps: PreviewStep[] = [];
  const session = { text: '', pen: false, isBusy: false, before: null as PreviewInput | null };
  const driver = createPreviewDriver({
    clock,
    look: () => ({
      entry: { path, text: session.text },
      paths: [path],
      readFile: () => null,
      pen: session.pen ? { path, at: session.text.length, isRewriting: false } : null,
    }),
    lookBefore: () => session.before,
    carryOut: (step) => steps.push(step),
    isBusy: () => session.isBusy,
  });
  const write = (text: string) => {
    session.text = text;
    driver.changed();
  };
  return { clock, steps, session, driver, write };
}

test('the first page is shown at once', () => {
  const { clock, steps, write } = setUp();
  write('<p>a</p>');
  clock.advance(0);
  expect(steps).toEqual([{ do: 'replace', html: '<p>a</p>' }]);
});

const script = (code: string) => `<script>${code}</script>`;

test('a script that is typed runs when the typing pauses', () => {
  const { clock, steps, write } = setUp();
  write(script('a'));
  clock.advance(1_000);
  write(script('ab'));
  clock.advance(150);
  write(script('abc'));
  clock.advance(199);
  expect(steps).toHaveLength(1);
  clock.advance(1);
  const html = script('abc\n//# sourceURL=index.html#1\n');
  expect(steps[1]).toEqual({ do: 'replace', html, keepsState: true });
});

test('markup that is typed is changed in place, letter by letter, and a half tag when the typing pauses', () => {
  const { clock, steps, write } = setUp();
  write('<p>a</p>');
  clock.advance(1_000);
  write('<p>ab</p>');
  clock.advance(16);
  expect(steps[1]).toEqual({ do: 'patch', html: '<p>ab</p>' });
  write('<p>ab<b</p>');
  clock.advance(399);
  expect(steps).toHaveLength(2);
  write('<p>ab<b></p>');
  clock.advance(16);
  expect(steps[2]).toEqual({ do: 'patch', html: '<p>ab<b></p>' });
});

test('what a frame cannot change in place begins again when the typing pauses', () => {
  const { clock, steps, driver, write } = setUp();
  write('<p>a</p>');
  clock.advance(1_000);
  write('<p>a</p><p>b</p>');
  clock.advance(16);
  expect(steps[1]?.do).toBe('patch');
  driver.refused();
  clock.advance(199);
  expect(steps).toHaveLength(2);
  clock.advance(1);
  expect(steps[2]).toEqual({ do: 'replace', html: '<p>a</p><p>b</p>', keepsState: true });
  // The new frame is tried again.
  write('<p>a</p><p>c</p>');
  clock.advance(16);
  expect(steps[3]?.do).toBe('patch');
});

test('typing without a pause is shown all the same before a second is over', () => {
  const { clock, steps, write } = setUp();
  write(script(''));
  clock.advance(1_000);
  for (let letter = 1; letter <= 20; letter += 1) {
    write(script('x'.repeat(letter)));
    clock.advance(50);
  }
  expect(steps).toHaveLength(2);
});

test('a page being written goes out in pieces with each frame of the screen', () => {
  const { clock, steps, session, write } = setUp();
  session.pen = true;
  for (let count = 1; count <= 1_000; count += 1) {
    write('a'.repeat(count));
    clock.advance(1);
  }
  expect(steps.length).toBeGreaterThan(55);
  expect(steps.length).toBeLessThanOrEqual(64);
});

test('what waits for a busy frame goes out as soon as the frame has taken in what it had', () => {
  const { clock, steps, session, driver, write } = setUp();
  session.pen = true;
  write('a');
  clock.advance(0);
  session.isBusy = true;
  write('ab');
  clock.advance(40);
  expect(steps).toHaveLength(1);
  session.isBusy = false;
  driver.taken(1);
  clock.advance(0);
  expect(steps).toHaveLength(2);
});

test('what is slow to make ready is made less often while a model writes, and as often as ever for who types', () => {
  for (const pen of [true, false]) {
    const { clock, steps, session, driver, write } = setUp();
    session.pen = pen;
    write('<p>a</p>');
    clock.advance(0);
    driver.prepared(100);
    write('<p>ab</p>');
    clock.advance(499);
    expect(steps).toHaveLength(pen ? 1 : 2);
    clock.advance(1);
    expect(steps).toHaveLength(2);
  }
});

test('what comes too soon is given again when it may be due, also where nothing more is written', () => {
  const { clock, steps, session, driver, write } = setUp('main.ts');
  session.pen = true;
  write('one();\n');
  clock.advance(0);
  write('one();\ntwo();\n');
  clock.advance(16);
  expect(steps).toHaveLength(2);
  driver.prepared(0, 100);
  write('one();\ntwo();\nthree();\n');
  clock.advance(99);
  expect(steps).toHaveLength(2);
  clock.advance(1);
  expect(steps).toHaveLength(3);
  driver.prepared(0, 100);
  clock.advance(100);
  expect(steps).toHaveLength(4);
  expect(steps[3]).toEqual(steps[2]);
  driver.prepared(0);
  clock.advance(5_000);
  expect(steps).toHaveLength(4);
});

test('a slow frame gets its pieces less often, a busy one none', () => {
  const { clock, steps, session, driver, write } = setUp();
  session.pen = true;
  write('a');
  clock.advance(0);
  driver.taken(200);
  write('ab');
  clock.advance(999);
  expect(steps).toHaveLength(1);
  clock.advance(1);
  expect(steps).toHaveLength(2);
  session.isBusy = true;
  write('abc');
  clock.advance(5_000);
  expect(steps).toHaveLength(2);
  session.isBusy = false;
  clock.advance(100);
  expect(steps).toHaveLength(3);
});

test('a hidden preview stands still and catches up when it is seen', () => {
  const { clock, steps, driver, write } = setUp();
  driver.setVisible(false);
  write('<p>a</p>');
  clock.advance(5_000);
  expect(steps).toEqual([]);
  driver.setVisible(true);
  clock.advance(100);
  expect(steps).toEqual([{ do: 'replace', html: '<p>a</p>' }]);
});

test('a program that hung is not started again before it has changed', () => {
  const { clock, steps, driver, write } = setUp();
  write('<script>for(;;);</script>');
  clock.advance(0);
  driver.ended();
  driver.changed();
  clock.advance(5_000);
  expect(steps).toHaveLength(1);
  write('<script>fixed()</script>');
  clock.advance(5_000);
  expect(steps).toHaveLength(2);
  driver.ended();
  driver.restart();
  clock.advance(5_000);
  expect(steps).toHaveLength(3);
});

const pageOf = (text: string): PreviewInput => ({
  entry: { path: 'index.html', text },
  paths: ['index.html'],
  readFile: () => null,
  pen: null,
});

test('at another moment, in the middle of a script, the program from before the run is shown', () => {
  const { clock, steps, session, driver, write } = setUp();
  write('<p>the end</p>');
  clock.advance(1_000);
  session.pen = true;
  session.text = '<script>half';
  driver.leapt();
  clock.advance(2_000);
  expect(steps).toHaveLength(1);
  session.before = pageOf('<p>before</p>');
  driver.changed();
  clock.advance(2_000);
  expect(steps.slice(1)).toEqual([{ do: 'patch', html: '<p>before</p>' }]);
});

test('a page that a model begins anew does not wait for a pause, but one frame does not follow the other', () => {
  const { clock, steps, session, write } = setUp();
  write('<p>old</p>');
  clock.advance(1_000);
  session.pen = true;
  write('<h1>n');
  clock.advance(0);
  expect(steps[1]).toEqual({ do: 'begin', html: '<h1>n' });
  // Changed before the pen, which what was written cannot follow: thrice within a second.
  for (const text of ['<h1>an', '<h1>ban', '<h1>cban']) {
    clock.advance(100);
    write(text);
  }
  clock.advance(150);
  expect(steps).toHaveLength(2);
  clock.advance(50);
  expect(steps[2]).toEqual({ do: 'begin', html: '<h1>cban' });
});
