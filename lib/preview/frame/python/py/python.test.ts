import { loadPyodide, type PyodideAPI } from 'pyodide';
import { beforeAll, expect, test } from 'vitest';
import type { Problem } from '../../../problem.ts';

declare global {
  interface ImportMeta {
    /** Vite's: the texts of all files that match, by their paths. */
    glob(pattern: string, options: object): Readonly<Record<string, string>>;
  }
}

const sources = import.meta.glob('./**/*.py', { query: '?raw', import: 'default', eager: true });

let python: PyodideAPI;
let steps: unknown[][] = [];
let written = '';

beforeAll(async () => {
  python = await loadPyodide();
  python.registerJsModule('_flint_host', {
    openStage() {},
    draw: (told: string) => steps.push(...(JSON.parse(told) as unknown[][])),
    untilDrawn: () => null,
    takeEvent: () => '',
    startTimer() {},
    setListening() {},
    sleep: () => Promise.resolve(),
  });
  for (const isError of [false, true]) {
    const write = (bytes: Uint8Array) => {
      written += new TextDecoder().decode(bytes);
      return bytes.length;
    };
    if (isError) python.setStderr({ write });
    else python.setStdout({ write });
  }
  for (const [path, text] of Object.entries(sources)) {
    const place = path.replace('./', '/flint/');
    python.FS.mkdirTree(place.slice(0, place.lastIndexOf('/')));
    python.FS.writeFile(place, text);
  }
  python.runPython("import sys; sys.path.append('/flint'); import flint_runner; flint_runner.set_up('UTC')");
}, 60_000);

/** Runs a session's main.py as the worker does. */
async function run(
  source: string,
  files: Readonly<Record<string, string>> = {},
  unreachable: Readonly<Record<string, string>> = {},
): Promise<Problem | null> {
  steps = [];
  written = '';
  const globals = python.toPy({ files: { ...files, 'main.py': source }, source, unreachable });
  const told: unknown = await python.runPythonAsync(
    "import flint_runner, json\nflint_runner.write_files(files)\njson.dumps(await flint_runner.run('main.py', source, unreachable))",
    { globals },
  );
  return JSON.parse(String(told)) as Problem | null;
}

/** The turtles' steps of a kind. */
const of = (kind: string) => steps.filter(([found]) => found === kind);

test('each run begins afresh: names, modules and files of the one before are gone', async () => {
  await run('import helper\nleft = 1\nopen("made.txt", "w").write("x")', { 'helper.py': 'value = 1' });
  await run('import helper, os\nprint(helper.value, "left" in globals(), os.path.exists("made.txt"), __name__)', {
    'helper.py': 'value = 2',
  });
  expect(written).toBe('2 False False __main__\n');
});

test("a problem has its place in the deepest of the session's files, and a traceback of nothing else", async () => {
  const problem = await run('from a.b import divide\n\ndivide(1)\n', {
    'a/b.py': 'import json\n\ndef divide(n):\n    return json.loads(n / 0)\n',
  });
  expect(problem).toMatchObject({
    kind: 'runtime',
    message: 'ZeroDivisionError: division by zero',
    path: 'a/b.py',
    line: 4,
    column: 23,
  });
  expect(problem?.stack).toContain('File "main.py", line 3, in <module>\n    divide(1)');
  expect(problem?.stack).not.toMatch(/flint|pyodide|<frozen/);
});

test('a text that is no Python is told before anything runs', async () => {
  const problem = await run('print("before")\nfor n in range(3)\n    pass\n');
  expect(problem).toMatchObject({ kind: 'compile', path: 'main.py', line: 2, message: "SyntaxError: expected ':'" });
  expect(written).toBe('');
});

test('what could not be loaded is told in plain words, unless the program does without it', async () => {
  const unreachable = { numpy: 'numpy is far away.' };
  expect(await run('import numpy', {}, unreachable)).toMatchObject({
    message: 'ModuleNotFoundError: numpy is far away.',
  });
  expect(await run('try:\n    import numpy\nexcept ImportError:\n    print("fine")', {}, unreachable)).toBeNull();
  expect(written).toBe('fine\n');
});

test('an exit is no problem', async () => {
  expect(await run('import sys\nprint("a")\nsys.exit("bye")')).toBeNull();
  expect(written).toBe('a\nbye\n');
});

test('a program may wait at its top level', async () => {
  expect(await run('import asyncio\nawait asyncio.sleep(0)\nprint("waited")')).toBeNull();
  expect(written).toBe('waited\n');
});

test("only imports that are neither the session's nor the standard library's are looked for", () => {
  const files = {
    'main.py':
      'import json, helper, numpy as np\nfrom pandas.io import sql\nfrom . import own\n\ndef f():\n    import PIL\n',
    'helper.py': 'import numpy',
    'broken.py': 'import (',
    'notes.txt': 'import this',
  };
  const found = python.globals.get('flint_runner').find_imports(python.toPy(files)).toJs() as string[];
  expect(found).toEqual(['numpy', 'pandas', 'PIL']);
});

test('turtles go where they are told, and say how long that takes', async () => {
  expect(
    await run(
      'import turtle as t\nt.forward(100)\nt.left(90)\nt.penup()\nt.speed(0)\nt.goto(-20, 30)\nprint(t.pos(), t.heading())',
    ),
  ).toBeNull();
  expect(of('go')).toEqual([
    ['go', 1, 100, 0, ['black', 1], 90],
    ['go', 1, -20, 30, null, 0],
  ]);
  expect(of('turn')).toEqual([['turn', 1, 90, 90, 110]]);
  expect(written).toBe('(-20.00,30.00) 90.0\n');
});

test('circles are polygons of as many sides as ever, and end where they began', async () => {
  await run('import turtle as t\nt.speed(0)\nt.circle(60)\nprint(round(abs(t.pos()), 6), round(t.heading(), 6) % 360)');
  const [[, , points] = []] = of('path');
  expect(points).toHaveLength(22);
  expect(written).toBe('0.0 0.0\n');
});

test('a filling is told with its corners, a change taken back with what it left', async () => {
  await run(`import turtle as t
t.speed(0)
t.fillcolor("gold")
t.begin_fill()
for _ in range(3):
    t.forward(10); t.left(120)
t.end_fill()
t.forward(50)
t.undo()
print(t.pos() == (t.xcor(), t.ycor()), round(t.xcor()), round(t.ycor()))`);
  expect(of('filled')[0]?.slice(0, 3)).toEqual(['filled', 1, 'gold']);
  expect(of('erase')).toEqual([['erase', 1, 1, 0]]);
  expect(written).toBe('True 0 0\n');
});

test('colours are told as the page says them', async () => {
  await run(`import turtle as t
t.pencolor(0.5, 0, 1)
t.colormode(255)
t.fillcolor(255, 128, 0)
print(t.color())
for name in ("light blue", "grey50", "Red2", "#abc"):
    t.pencolor(name)`);
  expect(of('look').map((step) => step[4])).toEqual([
    'black',
    '#8000ff',
    '#8000ff',
    'lightblue',
    '#7f7f7f',
    'color-mix(in srgb, red 93%, black)',
    '#abc',
  ]);
  expect(written).toBe('((128, 0, 255), (255, 128, 0))\n');
});

test('what a turtle cannot do is a problem of the line that asked for it', async () => {
  expect(await run('import turtle\n\nturtle.color("no such colour")')).toMatchObject({
    message: 'turtle.TurtleGraphicsError: bad color string: no such colour',
    path: 'main.py',
    line: 3,
  });
});

test('without a tracer nothing is shown before it is asked for, or the program ends', async () => {
  await run('import turtle as t\nt.tracer(0)\nfor n in range(500):\n    t.forward(n)\n');
  expect(of('go')).toHaveLength(500);
  expect(of('go').every((step) => step.at(-1) === 0)).toBe(true);
});

test('every name of the usual turtle that a canvas can do is there', async () => {
  await run(`import turtle
wanted = """forward fd backward bk back right rt left lt goto setpos setposition teleport setx sety setheading seth home
circle dot stamp clearstamp clearstamps undo speed position pos towards xcor ycor heading distance degrees radians
pendown pd down penup pu up pensize width pen isdown color pencolor fillcolor filling begin_fill end_fill reset clear
write showturtle st hideturtle ht isvisible shape resizemode shapesize turtlesize tiltangle tilt onclick onrelease ondrag
begin_poly end_poly get_poly clone getturtle getpen getscreen setundobuffer undobufferentries bgcolor bgpic clearscreen
resetscreen screensize setworldcoordinates delay tracer update listen onkey onkeyrelease onkeypress onscreenclick ontimer
mainloop done mode colormode getcanvas getshapes register_shape addshape turtles window_height window_width bye
exitonclick setup title textinput numinput Turtle RawTurtle Pen RawPen Screen TurtleScreen Shape Vec2D""".split()
print([name for name in wanted if not hasattr(turtle, name)])`);
  expect(written).toBe('[]\n');
});
