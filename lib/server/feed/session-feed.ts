import type { Clock } from '../../base/clock.ts';
import type { EventLog } from '../../log/event-log.ts';
import type { SessionState } from '../../session/session-state.ts';
import { endFrame, snapshotFrame } from './frames.ts';
import { createLane, type Lane } from './lane.ts';
import { createRecentFrames } from './recent-frames.ts';
import { createViewerStream, type ViewerStream } from './viewer-stream.ts';

/** A reader this many events behind starts from a snapshot; a snapshot this many events old is taken anew. */
const snapshotBeyondEvents = 256;

/** Nobody hears nothing for more than twice this. */
const heartbeatMs = 5_000;

/** Which of its readers a session's events go to first: those who may edit, and the crowd that watches. */
export type LaneName = 'editors' | 'crowd';

/** Where a reader comes in. */
export interface Entrance {
  readonly lane: LaneName;
  /** The last event that the reader has. */
  readonly after: number;
  /** The newest state that this process knows, which may lag behind the log. */
  readonly state: SessionState;
  /** The log's head, as just read. */
  readonly head: number;
  onOver(): void;
}

/** One session's events on their way to all who read them here: read once, encoded once, gathered by lane. */
export interface SessionFeed {
  readonly size: number;
  enter(entrance: Entrance): ViewerStream;
  /** Tells a lane something that is not of the log, in place of what it was told before. */
  say(lane: LaneName, frame: Buffer): void;
  /** Ends all streams with a frame: the readers come back. */
  close(): void;
}

/** Follows the session from `after` on. `onEmpty` is called when the last reader has left. */
export function createSessionFeed({
  log,
  clock,
  sessionId,
  after,
  tickMs,
  onEmpty,
}: {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly sessionId: string;
  readonly after: number;
  tickMs(lane: LaneName, size: number): number;
  onEmpty(): void;
}): SessionFeed {
  const recent = createRecentFrames(after);
  const lanes: Readonly<Record<LaneName, Lane>> = { editors: lane('editors'), crowd: lane('crowd') };
  const streams = new Set<ViewerStream>();
  const closing = new AbortController();
  let snapshot: { readonly sequence: number; readonly frame: Buffer } | null = null;
  let cancelHeartbeat = clock.schedule(heartbeatMs, beat);
  void followLog();

  return {
    get size() {
      return streams.size;
    },
    enter(entrance) {
      const viewer = { stream: null as unknown as ViewerStream, position: entrance.after };
      const stream = createViewerStream({
        onOver() {
          streams.delete(stream);
          lanes[entrance.lane].leave(viewer);
          entrance.onOver();
          if (streams.size === 0) onEmpty();
        },
      });
      viewer.stream = stream;
      streams.add(stream);
      void bringUp(viewer, entrance).catch(giveUp);
      return stream;
    },
    say: (name, frame) => lanes[name].say(frame),
    close,
  };

  function lane(name: LaneName): Lane {
    const own: Lane = createLane({ start: after, clock, tickMs: () => tickMs(name, own.size) });
    return own;
  }

  async function followLog(): Promise<void> {
    try {
      while (!closing.signal.aborted) {
        // It ends by itself only when this process was too busy to take in what was announced: the log has it.
        for await (const item of log.follow(sessionId, { after: recent.position, signal: closing.signal })) {
          if (item.type !== 'events') continue;
          const fresh = recent.add(item.events);
          lanes.editors.add(fresh);
          lanes.crowd.add(fresh);
        }
      }
    } catch (error) {
      giveUp(error);
    }
  }

  /** The readers come back, and are told what is wrong as long as it lasts. */
  function giveUp(error: unknown): void {
    if (closing.signal.aborted) return;
    console.error('The events of a session could not be read.', error);
    close();
  }

  function beat(): void {
    for (const stream of [...streams]) stream.beat();
    cancelHeartbeat = clock.schedule(heartbeatMs, beat);
  }

  function close(): void {
    if (closing.signal.aborted) return;
    closing.abort();
    cancelHeartbeat();
    for (const one of Object.values(lanes)) one.close();
    for (const stream of [...streams]) stream.end(endFrame);
  }

  /** From where the reader stands to where its lane does. */
  async function bringUp(
    viewer: { readonly stream: ViewerStream; position: number },
    { lane: name, state, head }: Entrance,
  ): Promise<void> {
    const { stream } = viewer;
    if (viewer.position > head || (head - viewer.position > snapshotBeyondEvents && state.sequence > viewer.position)) {
      const { sequence, frame } = snapshotOf(state, viewer.position > head ? 0 : viewer.position);
      stream.send(frame);
      viewer.position = sequence;
    }
    for (;;) {
      if (stream.isOver) return;
      const frames = recent.after(viewer.position);
      if (frames) {
        if (frames.length > 0) stream.send(Buffer.concat(frames.map(({ frame }) => frame)));
        viewer.position = Math.max(viewer.position, recent.position);
        lanes[name].enter(viewer);
        return;
      }
      const events = await log.readAll(sessionId, { after: viewer.position, upTo: recent.position });
      const missed = createRecentFrames(viewer.position);
      stream.send(Buffer.concat(missed.add(events).map(({ frame }) => frame)));
      if (missed.position < recent.position && events.length === 0) throw new Error('The log has a gap.');
      viewer.position = missed.position;
    }
  }

  /** The same one for all who come within a moment, as long as what came after it is at hand. */
  function snapshotOf(state: SessionState, after: number): { readonly sequence: number; readonly frame: Buffer } {
    const isFresh =
      snapshot !== null &&
      snapshot.sequence > after &&
      snapshot.sequence <= state.sequence &&
      state.sequence - snapshot.sequence <= snapshotBeyondEvents &&
      recent.after(snapshot.sequence) !== null;
    if (!snapshot || !isFresh) snapshot = { sequence: state.sequence, frame: snapshotFrame(state) };
    return snapshot;
  }
}
