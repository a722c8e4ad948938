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

test('what calls a command off looks at the state that the command meets, not at the one it was sent in', async () => {
  const { session } = await tellGeneration();
  const met: number[] = [];
  const name = (path: string) =>
    session.dispatch(
      { type: 'create-file', path },
      {
        clientId: 'ann',
        check() {
          met.push(session.state.files.size);
          if (session.state.files.size === 3) throw new Error('too late');
        },
      },
    );
  const [first, second, third] = await Promise.allSettled([name('a.js'), name('b.js'), name('c.js')]);
  expect([first!.status, second!.status]).toEqual(['fulfilled', 'fulfilled']);
  expect(third).toMatchObject({ status: 'rejected', reason: new Error('too late') });
  expect(met).toEqual([1, 2, 3]);
  expect(session.state.files.size).toBe(3);
});
