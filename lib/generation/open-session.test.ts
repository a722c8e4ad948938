import { expect, test, vi } from 'vitest';
import { changeToJson, replaceRange } from '../document/change.ts';
import { tellGeneration } from './generation-story.ts';

test('a change that does not fit its file never reaches the log, and the session goes on', async () => {
  const { session, open } = await tellGeneration({ files: { 'a.js': 'one' } });
  const write = (length: number, version: number) =>
    session.record(() => [
      {
        type: 'text-changed',
        fileId: 'a.js',
        version,
        change: changeToJson(replaceRange(length, 0, 0, 'x')),
        by: { kind: 'person', clientId: 'ann' },
      },
    ]);
  await expect(write(7, 1)).rejects.toThrow('does not fit');
  await expect(write(3, 5)).rejects.toThrow('does not fit');
  await write(3, 1);
  expect((await open()).session.state.files.get('a.js')?.text.toString()).toBe('xone');
});

test('a listener that fails stops neither the command nor the other events', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { session, command } = await tellGeneration();
  const end = session.listen(() => {
    throw new Error('listener');
  });
  expect(await command({ type: 'create-file', path: 'a.js' })).toBeNull();
  end();
  expect(session.state.sequence).toBe(2);
  expect(said).toHaveBeenCalledOnce();
});
