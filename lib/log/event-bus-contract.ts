import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventBus } from './event-bus.ts';
import type { StoredEvent } from './event-store.ts';

/** What every event bus must do, as tests. `open` gives a bus that nobody else uses; it is closed after each test. */
export function testEventBus(name: string, open: () => Promise<EventBus>): void {
  describe(`${name} as an event bus`, () => {
    let bus: EventBus;

    beforeEach(async () => {
      bus = await open();
    });
    afterEach(() => bus.close());

    test('every listener of a session hears every batch, in order', async () => {
      const heard: [string, number][] = [];
      bus.subscribe('pad', (events) => heard.push(['a', events[0]!.sequence]));
      bus.subscribe('pad', (events) => heard.push(['b', events[0]!.sequence]));
      for (const sequence of [1, 2, 3]) bus.publish('pad', [event(sequence)]);
      await vi.waitFor(() => expect(heard).toHaveLength(6));
      expect(heard.filter(([who]) => who === 'a').map(([, sequence]) => sequence)).toEqual([1, 2, 3]);
      expect(heard.filter(([who]) => who === 'b').map(([, sequence]) => sequence)).toEqual([1, 2, 3]);
    });

    test('events arrive as they were published', async () => {
      const heard: StoredEvent[] = [];
      bus.subscribe('pad', (events) => heard.push(...events));
      bus.publish('pad', [event(1), event(2)]);
      await vi.waitFor(() => expect(heard).toEqual([event(1), event(2)]));
    });

    test('what is published here is told as news from here', async () => {
      const origins: string[] = [];
      bus.subscribe('pad', (_events, from) => origins.push(from));
      bus.publish('pad', [event(1)]);
      expect(origins).toEqual(['here']);
    });

    test('a listener hears nothing of other sessions, of before, or of after it left', async () => {
      const heard: number[] = [];
      const end: number[] = [];
      bus.publish('pad', [event(1)]);
      const leave = bus.subscribe('pad', (events) => heard.push(events[0]!.sequence));
      bus.subscribe('pad', (events) => end.push(events[0]!.sequence));
      bus.publish('other', [event(7)]);
      bus.publish('pad', [event(2)]);
      await vi.waitFor(() => expect(heard).toEqual([2]));
      leave();
      leave();
      bus.publish('pad', [event(3)]);
      await vi.waitFor(() => expect(end.at(-1)).toBe(3));
      expect(heard).toEqual([2]);
    });

    test('leaving ends one subscription, also when the same function listens twice', async () => {
      const heard: number[] = [];
      const listener = (events: readonly StoredEvent[]) => void heard.push(events[0]!.sequence);
      const leave = bus.subscribe('pad', listener);
      bus.subscribe('pad', listener);
      bus.publish('pad', [event(1)]);
      await vi.waitFor(() => expect(heard).toEqual([1, 1]));
      leave();
      bus.publish('pad', [event(2)]);
      await vi.waitFor(() => expect(heard).toEqual([1, 1, 2]));
    });

    test('a listener that throws harms neither the publisher nor the other listeners', async () => {
      const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
      const heard: number[] = [];
      bus.subscribe('pad', () => {
        throw new Error('listener');
      });
      bus.subscribe('pad', (events) => heard.push(events[0]!.sequence));
      bus.publish('pad', [event(1)]);
      await vi.waitFor(() => expect(heard).toEqual([1]));
      expect(complaint).toHaveBeenCalledOnce();
      complaint.mockRestore();
    });
  });
}

function event(sequence: number): StoredEvent {
  return { sequence, atMs: sequence, type: 'text-changed', payload: `{"n":${sequence}}` };
}
