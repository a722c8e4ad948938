import { expect, test } from 'vitest';
import { createProgramBuilder } from '../../modules/build-program.ts';
import type { ModuleBody } from './define-module.ts';
import { hole, wrapNamespace } from './namespace.ts';
import { createRegistry, type Refresh } from './registry.ts';

/** A registry with a program that changes, run by Node.js instead of a frame. `say` notes what ran. */
function setUp({ withReact = false } = {}) {
  const ran: string[] = [];
  const registered: string[] = [];
  const refresh: Refresh = {
    register: (_component, id) => registered.push(id),
    sign: () => {},
    isComponent: (value) => typeof value === 'function' && /^[A-Z]/.test(value.name),
  };
  const packages = { tools: { double: (value: number) => 2 * value } };
  const registry = createRegistry({
    refresh: () => (withReact ? refresh : null),
    getPackage: (specifier) =>
      wrapNamespace(specifier in packages ? packages.tools : { say: (id: string) => ran.push(id) }),
    loadPackage: (specifier) => Promise.resolve(wrapNamespace({ loaded: specifier })),
    define(code, _id, isAsync) {
      const text = `return (${isAsync ? 'async ' : ''}function (require, exports, module, $flint) {${code}\n})`;
      // oxlint-disable-next-line typescript/no-implied-eval
      const body = new Function(text)() as ModuleBody;
      return (require, exports, module, services) =>
        body(require, exports, module, { ...services, hole } as typeof services);
    },
    onCandidate: () => {},
  });
  const builder = createProgramBuilder(() => 0);
  async function run(files: Record<string, string>, isBeingWritten = false) {
    const entry = Object.keys(files)[0] ?? '';
    const { program, problems } = builder.build({
      entries: [{ id: entry, path: entry, text: null }],
      files,
      importMap: {},
      unfinished: null,
      isBeingWritten,
      isPage: false,
    });
    if (!program) throw new Error(problems[0]?.message);
    ran.length = 0;
    await registry.update(program);
    return registry.exportsOf(entry);
  }
  return { run, ran, registered, registry };
}

const say = (id: string) => `import { say } from 'log';\nsay('${id}');\n`;

test('what is imported runs first, and each module once', async () => {
  const { run, ran } = setUp();
  await run({
    'main.ts': `${say('main')}import './a';\nimport './b';`,
    'a.ts': `${say('a')}import './c';`,
    'b.ts': `${say('b')}import './c';`,
    'c.ts': say('c'),
  });
  expect(ran).toEqual(['c', 'a', 'b', 'main']);
});

test('modules that import each other see what the other has by the time they call it', async () => {
  const { run } = setUp();
  const exports = await run({
    'main.ts': "import { a } from './a';\nexport const answer = a();",
    'a.ts': "import { b } from './b';\nexport const name = 'a';\nexport function a() { return b(); }",
    'b.ts': "import { name } from './a';\nexport function b() { return `b of ${name}`; }",
  });
  expect(exports['answer']).toBe('b of a');
});

test('a module that awaits holds back whoever imports it', async () => {
  const { run } = setUp();
  const exports = await run({
    'main.ts': "import { late } from './late';\nexport const answer = late + 1;",
    'late.ts': 'export const late = await Promise.resolve(41);',
  });
  expect(exports['answer']).toBe(42);
});

test('packages come with and without a default, and import() when it is called', async () => {
  const { run } = setUp();
  const exports = await run({
    'main.ts':
      "import tools, { double } from 'tools';\nimport * as all from 'tools';\nexport const answers = [double(1), tools.double(2), all.double(3)];\nexport const late = async () => [(await import('./late')).value, (await import('elsewhere')).loaded];",
    'late.ts': `${say('late')}export const value = 'late';`,
  });
  expect(exports['answers']).toEqual([2, 4, 6]);
  await expect((exports['late'] as () => Promise<unknown>)()).resolves.toEqual(['late', 'elsewhere']);
});

test('after a change only that module runs again and whoever depends on it', async () => {
  const { run, ran } = setUp();
  const files = {
    'main.ts': `${say('main')}import { a } from './a';\nimport './b';\nexport const seen = a;`,
    'a.ts': `${say('a')}export const a = 1;`,
    'b.ts': say('b'),
  };
  await run(files);
  await run(files);
  expect(ran).toEqual([]);
  const exports = await run({ ...files, 'a.ts': `${say('a')}export const a = 2;` });
  expect(ran).toEqual(['a', 'main']);
  expect(exports['seen']).toBe(2);
});

test('a module of components alone runs by itself, and its importers see the new ones', async () => {
  const { run, ran, registered } = setUp({ withReact: true });
  const files = {
    'main.tsx': `${say('main')}import { Card } from './card';\nexport const current = () => Card;`,
    'card.tsx': `${say('card')}export function Card() { return 'one'; }`,
  };
  const exports = await run(files);
  await run({ ...files, 'card.tsx': `${say('card')}export function Card() { return 'two'; }` });
  expect(ran).toEqual(['card']);
  const current = exports['current'] as () => () => string;
  expect(current()()).toBe('two');
  expect(registered).toContain('card.tsx Card');
});

test('when something throws, everything stays as it was, and the next good form runs', async () => {
  const { run, registry } = setUp();
  const files = { 'main.ts': "import { a } from './a';\nexport const seen = a;", 'a.ts': 'export const a = 1;' };
  await run(files);
  await expect(run({ ...files, 'a.ts': "export const a = 2;\nthrow new Error('no');" })).rejects.toThrow('no');
  expect(registry.exportsOf('main.ts')['seen']).toBe(1);
  expect(registry.exportsOf('a.ts')['a']).toBe(1);
  expect((await run({ ...files, 'a.ts': 'export const a = 3;' }))['seen']).toBe(3);
});

test('what is not written yet is an empty component, whatever it is called', async () => {
  const { run } = setUp();
  const exports = await run({ 'main.tsx': "import { Card } from './card';\nexport const seen = Card;" }, true);
  expect((exports['seen'] as () => unknown)()).toBeNull();
});
