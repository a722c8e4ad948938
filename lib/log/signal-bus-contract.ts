import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignalBus } from './signal-bus.ts';

/** What every signal bus must do, as tests. `open` gives a bus that nobody else uses; it is closed after each test. */
export function testSignalBus(name: string, open: () => Promise<SignalBus>): void {
  describe(`${name} as a signal bus`, () => {
    let bus: SignalBus;

    beforeEach(async () => {
      bus = await open();
    });
    afterEach(() => bus.close());

    test('everybody listening to a session hears a message before the sender goes on, once and as it was sent', async () => {
      const heard: string[] = [];
      bus.listen('pad', (message) => heard.push(`a ${message}`));
      bus.listen('pad', (message) => heard.push(`b ${message}`));
      bus.listen('other', (message) => heard.push(`other ${message}`));
      bus.send('pad', '{"name":"Ω 🙂"}');
      expect(heard).toEqual(['a {"name":"Ω 🙂"}', 'b {"name":"Ω 🙂"}']);
      bus.send('other', 'end');
      await vi.waitFor(() => expect(heard).toHaveLength(3));
      expect(heard.at(-1)).toBe('other end');
    });

    test('leaving ends one listening, also when the same function listens twice', () => {
      const heard: string[] = [];
      const listener = (message: string) => void heard.push(message);
      const leave = bus.listen('pad', listener);
      bus.listen('pad', listener);
      leave();
      leave();
      bus.send('pad', 'one');
      expect(heard).toEqual(['one']);
    });

    test('a listener that throws harms neither the sender nor the other listeners', () => {
      const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
      const heard: string[] = [];
      bus.listen('pad', () => {
        throw new Error('listener');
      });
      bus.listen('pad', (message) => heard.push(message));
      bus.send('pad', 'one');
      expect(heard).toEqual(['one']);
      expect(complaint).toHaveBeenCalledOnce();
      complaint.mockRestore();
    });
  });
}
