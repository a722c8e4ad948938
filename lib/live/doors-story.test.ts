import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveDoors } from './doors-story.ts';

const directory = mkdtempSync(join(tmpdir(), 'flint-story-'));

beforeAll(() => {
  process.env['FLINT_DATA_DIR'] = directory;
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('many requests over one connection leave no listeners behind', async () => {
  const warnings: Error[] = [];
  const collect = (warning: Error) => warnings.push(warning);
  process.on('warning', collect);
  const doors = await serveDoors();
  for (let time = 0; time < 20; time++) {
    await (await fetch(`${doors.baseUrl}/api/sessions`, { method: 'POST', body: '{}' })).text();
  }
  await doors.close();
  process.off('warning', collect);
  expect(warnings).toEqual([]);
});
