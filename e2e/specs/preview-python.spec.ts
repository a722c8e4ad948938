import type { Locator } from '@playwright/test';
import { wholeFiles } from '../fixtures/answers.ts';
import { createSession } from '../fixtures/session-door.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Workspace } from '../pages/workspace.ts';

/** Python is started once a page: on a busy machine that takes a while. */
const started = { timeout: 60_000 };
test.describe.configure({ timeout: 120_000 });

function output(author: Workspace): Locator {
  return author.preview.getByRole('log', { name: 'Output of the program' });
}

function status(author: Workspace): Locator {
  return author.preview.getByRole('status');
}

test('a program runs with its own modules, its texts and the standard library', async ({ author, flint }) => {
  const files = {
    'main.py':
      'import csv, sqlite3, statistics\nfrom shapes.square import area\n\nwith open("data/side.csv") as file:\n    sides = [int(row[0]) for row in csv.reader(file)]\nprint("area", area(statistics.mean(sides)))\nprint(sqlite3.connect(":memory:").execute("select 6 * 7").fetchone())\n',
    'shapes/square.py': 'def area(side):\n    return side * side\n',
    'data/side.csv': '2\n4\n',
  };
  await author.openSession(await createSession(flint.url, files));
  await expect(output(author)).toContainText('area 9', started);
  await expect(output(author)).toContainText('(42,)');
  await expect(status(author)).toHaveText(/^Ended after/);
  await expect(author.page.getByRole('log', { name: 'Console' })).toContainText('(42,)');
});

test('a mistake is told where it is, in whatever file', async ({ author, flint }) => {
  const files = {
    'main.py': 'import helper\n\nprint("before")\nhelper.divide(1, 0)\n',
    'helper.py': 'def divide(a, b):\n    return a / b\n',
  };
  await author.openSession(await createSession(flint.url, files));
  await expect(output(author)).toContainText('ZeroDivisionError: division by zero', started);
  await expect(output(author)).toContainText('File "helper.py", line 2, in divide');
  await expect(output(author)).not.toContainText(/\/home|\/flint|pyodide/);
  await author.button('Open console').click();
  const console = author.page.getByRole('log', { name: 'Console' });
  await expect(console).toContainText('ZeroDivisionError: division by zero');
  await expect(console).toContainText('helper.py:2');
});

test('a program asks, and goes on with the answer', async ({ author, flint }) => {
  const program = 'name = input("Who? ")\nfor word in (input("Word? "), input()):\n    print(name, "said", word)\n';
  await author.openSession(await createSession(flint.url, { 'main.py': program }));
  const field = author.preview.getByRole('textbox', { name: 'Answer to the program' });
  await field.fill('Ada', started);
  await expect(status(author)).toHaveText('Waits for you');
  await field.press('Enter');
  await expect(output(author)).toContainText('Word?');
  await field.fill('one');
  await field.press('Enter');
  await field.fill('two');
  await field.press('Enter');
  await expect(output(author)).toContainText('Ada said one');
  await expect(output(author)).toContainText('Ada said two');
  await expect(field).toHaveCount(0);
});

test('an endless loop leaves the page alone, is stopped in the middle, and the next run need not wait', async ({
  author,
  flint,
}) => {
  const program = 'print("round and round")\ncount = 0\nwhile True:\n    count += 1\n';
  await author.openSession(await createSession(flint.url, { 'main.py': program }));
  await expect(output(author)).toContainText('round and round', started);
  await expect(status(author)).toHaveText('Running');
  await author.goToLine(1);
  await author.page.keyboard.press('Home');
  await author.page.keyboard.type('# typed meanwhile ');
  await expect.poll(() => author.text()).toContain('# typed meanwhile print("round');
  // The comment took the place of the first line; the program was started again, without it.
  await expect(output(author)).not.toContainText('round and round', started);
  await expect(status(author)).toHaveText('Running', started);
  await author.button('Stop the program').click();
  await expect(status(author)).toHaveText('Stopped');
});

test('a flood of output leaves Stop at hand', async ({ author, flint }) => {
  await author.openSession(
    await createSession(flint.url, { 'main.py': 'n = 0\nwhile True:\n    n += 1\n    print(n)\n' }),
  );
  await expect(output(author)).toContainText('earlier lines are gone', started);
  await author.button('Stop the program').click();
  await expect(status(author)).toHaveText('Stopped', { timeout: 3_000 });
});

test('half a program does not run and shows no error; it runs when it is written', async ({
  author,
  flint,
  models,
}) => {
  const program = `values = [n * n for n in range(5)]\n${'# a line of thought\n'.repeat(60)}print("the sum is", sum(values))\n`;
  models.script({ text: wholeFiles({ 'main.py': program }), tokensPerSecond: 120 });
  await author.openSession(await createSession(flint.url, { 'main.py': '' }));
  await author.say('Write it');
  await author.untilLength(200);
  await expect(status(author)).toHaveText('Runs when it is written', started);
  await expect(output(author)).not.toContainText('Error');
  await author.untilStatus('Done', started);
  await expect(output(author)).toContainText('the sum is 30', started);
});

test('what was typed runs when typing has paused', async ({ author, flint }) => {
  await author.openSession(await createSession(flint.url, { 'main.py': 'print("one")\n' }));
  await expect(output(author)).toContainText('one', started);
  await author.goToLine(1);
  await author.page.keyboard.type('; print("two', { delay: 30 });
  await author.page.keyboard.type('")', { delay: 30 });
  await expect(output(author)).toContainText('two');
  await expect(output(author)).not.toContainText('SyntaxError');
});

test('turtles draw, and hear clicks and keys', async ({ author, flint }) => {
  const program = `import turtle
screen = turtle.Screen()
screen.bgcolor("black")
pen = turtle.Turtle(visible=False)
pen.speed(10)
pen.color("red", "red")
pen.begin_fill()
pen.circle(80)
pen.end_fill()
print("drawn")
screen.onclick(lambda x, y: print("clicked", x > 100, y > 100))
screen.onkeypress(lambda: print("left"), "Left")
screen.listen()
turtle.done()
`;
  await author.openSession(await createSession(flint.url, { 'main.py': program }));
  await expect(output(author)).toContainText('drawn', started);
  const canvas = author.preview.getByRole('img', { name: 'Drawing of the program' });
  const colours = () =>
    canvas.evaluate((element: HTMLCanvasElement) => {
      const pixel = (x: number, y: number) =>
        [...(element.getContext('2d')?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3).join();
      return [pixel(element.width / 2, element.height / 2 - 10), pixel(5, 5)];
    });
  await expect.poll(colours).toEqual(['255,0,0', '0,0,0']);
  await expect(status(author)).toHaveText('Waits for clicks and keys');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('The canvas is not seen.');
  await canvas.click({ position: { x: box.width - 20, y: 20 } });
  await expect(output(author)).toContainText('clicked True True');
  await author.page.keyboard.press('ArrowLeft');
  await expect(output(author)).toContainText('left');
});

test('each interpreter has random numbers of its own, and the time of the browser', async ({ author, flint }) => {
  const program =
    'import random, secrets, time\nprint("numbers", random.random(), secrets.token_hex(8))\nprint("hour", time.localtime().tm_hour)\n';
  await author.openSession(await createSession(flint.url, { 'main.py': program }));
  const numbers = async () => {
    await expect(output(author)).toContainText(/hour \d+/, started);
    const [, random, secret] = /numbers (\S+) (\S+)/.exec((await output(author).textContent()) ?? '') ?? [];
    return { random, secret };
  };
  const first = await numbers();
  await expect(output(author)).toContainText(`hour ${await author.page.evaluate(() => new Date().getHours())}`);
  await author.page.reload();
  const second = await numbers();
  expect(second.random).not.toBe(first.random);
  expect(second.secret).not.toBe(first.secret);
});
