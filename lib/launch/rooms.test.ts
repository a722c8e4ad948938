import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'flint-rooms-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Who may import whom. The key is where the importing file stands, the list where the imported one may. */
const mayImport: Record<string, readonly string[]> = {
  'lib/base': [],
  'lib/document': ['lib/base'],
  'lib/edits': ['lib/base', 'lib/document'],
  'lib/session': ['lib/base', 'lib/document'],
  'lib/classroom': ['lib/base', 'lib/document', 'lib/session'],
  'lib/providers': ['lib/base'],
  'lib/providers/codex': ['lib/base', 'lib/providers', 'node:fs'],
  'lib/log': ['lib/base', 'node:fs'],
  'lib/generation': ['lib/base', 'lib/document', 'lib/edits', 'lib/session'],
  'lib/live': ['lib/base', 'lib/document', 'lib/session', 'lib/classroom'],
  'lib/preview': ['lib/base', 'lib/document'],
  'lib/preview/frame': [],
  'lib/sharing': ['lib/base', 'lib/document', 'lib/session', 'lib/log', 'lib/preview'],
  'lib/server': [
    'lib/base',
    'lib/document',
    'lib/edits',
    'lib/session',
    'lib/classroom',
    'lib/providers',
    'lib/log',
    'lib/generation',
    'lib/sharing',
    'node:fs',
  ],
  'lib/launch': ['lib/base', 'lib/server', 'lib/log', 'lib/preview', 'node:fs'],
  'components/editor': [
    'components/ui',
    'lib/base',
    'lib/document',
    'lib/edits',
    'lib/session',
    'lib/classroom',
    'lib/live',
    'lib/preview',
    'react',
  ],
  'app/s/[id]': ['components/ui', 'lib/base', 'lib/session', 'lib/classroom', 'lib/preview', 'lib/server', 'react'],
  'app/api/sessions': ['lib/base', 'lib/session', 'lib/classroom', 'lib/server', 'react'],
};

const everywhere = [...new Set([...Object.keys(mayImport), 'components/ui', 'react', 'node:fs'])].filter(
  (place) => place !== 'lib/providers/codex' && place !== 'components/editor' && !place.startsWith('app/'),
);

test('every room of lib has its line in the table', () => {
  const rooms = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(Object.keys(mayImport)).toEqual(expect.arrayContaining(rooms.map((room) => `lib/${room.name}`)));
});

test('lint refuses each import that the table does not allow, and no other', () => {
  for (const room of Object.keys(mayImport)) {
    for (const target of everywhere.filter((place) => place !== room)) {
      write(join(room, sampleName(target)), `import '${specifier(room, target)}';\n`);
    }
  }
  const allowed = Object.entries(mayImport).flatMap(([room, targets]) =>
    targets.map((target) => join(room, sampleName(target))),
  );
  const refused = lint();
  const expected = Object.keys(mayImport)
    .flatMap((room) => everywhere.filter((place) => place !== room).map((place) => join(room, sampleName(place))))
    .filter((file) => !allowed.includes(file));
  expect(refused.toSorted()).toEqual(expected.toSorted());
});

test('generation knows the interfaces of providers and log, and nothing behind them', () => {
  const imports = {
    '../providers/model-provider.ts': true,
    '../providers/provider-error.ts': true,
    '../providers/catalog.ts': true,
    '../providers/openai.ts': false,
    '../providers/demo/demo-provider.ts': false,
    '../log/event-log.ts': true,
    '../log/event-store.ts': true,
    '../log/token-ledger.ts': true,
    '../log/sqlite-store.ts': false,
  };
  const names = Object.keys(imports).map((path, index) => {
    write(`lib/generation/import-${index}.ts`, `import '${path}';\n`);
    return { path, file: `lib/generation/import-${index}.ts` };
  });
  const refused = lint().filter((file) => file.startsWith('lib/generation/import-'));
  expect(Object.fromEntries(names.map(({ path, file }) => [path, !refused.includes(file)]))).toEqual(imports);
});

test('tests may import anything', () => {
  write('lib/base/sample.test.ts', `import 'node:fs';\nimport '../server/sample.ts';\nimport 'react';\n`);
  expect(lint()).not.toContain('lib/base/sample.test.ts');
});

/** The files in which oxlint, under the project's own configuration, finds an import that must not be. */
function lint(): readonly string[] {
  cpSync(join(root, '.oxlintrc.json'), join(scratch, '.oxlintrc.json'));
  const program = join(root, 'node_modules/.bin/oxlint');
  let output: string;
  try {
    output = execFileSync(program, ['-f', 'json', '.'], { cwd: scratch, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] };
  const importRules = ['eslint(no-restricted-imports)', 'import(no-nodejs-modules)'];
  return [...new Set(diagnostics.filter(({ code }) => importRules.includes(code)).map(({ filename }) => filename))];
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), content);
}

function sampleName(target: string): string {
  return `imports-${target.replaceAll(/[/:]/g, '-')}.ts`;
}

function specifier(room: string, target: string): string {
  if (!target.includes('/')) return target;
  const up = room.split('/').map(() => '..');
  if (room.startsWith('lib/') && target.startsWith('lib/')) up.pop();
  if (room === 'components/editor' && target === 'components/ui') return '../ui/sample.ts';
  return [...up, room.startsWith('lib/') ? target.replace(/^lib\//, '') : target, 'sample.ts'].join('/');
}
