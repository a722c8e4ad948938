import { expect, test } from 'vitest';
import { createManualClock } from '../base/clock.ts';
import { createPreviewDriver } from './drive-preview.ts';
import type { PreviewInput, PreviewStep } from './preview-step.ts';

function setUp() {
  const clock = createManualClock(10_000);
  const steps: PreviewStep[] = [];
  const session = { text: '', pen: false, isBusy: false, before: null as PreviewInput | null };
  const driver = createPreviewDriver({
    clock,
    look: () => ({
      entry: { path: 'index.html', text: session.text },
      paths: ['index.html'],
      readFile: () => null,
      pen: session.pen ? { path: 'index.html', at: session.text.length, isRewriting: false } : null,
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

test('typing is shown when it pauses', () => {
  const { clock, steps, write } = setUp();
  write('<p>a</p>');
  clock.advance(1_000);
  write('<p>ab</p>');
  clock.advance(150);
  write('<p>abc</p>');
  clock.advance(199);
  expect(steps).toHaveLength(1);
  clock.advance(1);
  expect(steps[1]).toEqual({ do: 'replace', html: '<p>abc</p>' });
});

test('typing without a pause is shown all the same before a second is over', () => {
  const { clock, steps, write } = setUp();
  write('<p></p>');
  clock.advance(1_000);
  for (let letter = 1; letter <= 20; letter += 1) {
    write(`<p>${'x'.repeat(letter)}</p>`);
    clock.advance(50);
  }
  expect(steps).toHaveLength(2);
});

test('a page being written goes out in pieces at most every 100 ms', () => {
  const { clock, steps, session, write } = setUp();
  session.pen = true;
  for (let count = 1; count <= 1_000; count += 1) {
    write('a'.repeat(count));
    clock.advance(1);
  }
  expect(steps.length).toBeGreaterThan(8);
  expect(steps.length).toBeLessThanOrEqual(11);
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
  expect(steps.slice(1)).toEqual([{ do: 'replace', html: '<p>before</p>' }]);
});
