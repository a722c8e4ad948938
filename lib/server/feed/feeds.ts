import type { Clock } from '../../base/clock.ts';
import type { EventLog } from '../../log/event-log.ts';
import { crowdTickMs, editorTickMs } from './crowd-tick.ts';
import { endFrame } from './frames.ts';
import { watchLoopLag } from './loop-lag.ts';
import { createSessionFeed, type Entrance, type LaneName, type SessionFeed } from './session-feed.ts';
import type { ViewerStream } from './viewer-stream.ts';

/** Everybody who reads a session's events from this process. */
export interface Feeds {
  enter(sessionId: string, entrance: Entrance): ViewerStream;
  /** How many read this session here. */
  countReaders(sessionId: string): number;
  /** Tells those of a lane who read this session here something that is not of the log, in place of what was told before. */
  say(sessionId: string, lane: LaneName, frame: Buffer): void;
  /** Ends all streams with a frame, also those to come. */
  close(): void;
}

export function createFeeds({ log, clock }: { readonly log: EventLog; readonly clock: Clock }): Feeds {
  const feeds = new Map<string, SessionFeed>();
  const loop = watchLoopLag(clock);
  /** In all sessions: they share one event loop. */
  let viewers = 0;
  let isClosed = false;

  return {
    enter(sessionId, entrance) {
      const feed = feeds.get(sessionId) ?? open(sessionId, Math.min(entrance.state.sequence, entrance.head));
      if (entrance.lane === 'crowd') viewers++;
      const stream = feed.enter({
        ...entrance,
        onOver() {
          if (entrance.lane === 'crowd') viewers--;
          entrance.onOver();
        },
      });
      if (isClosed) stream.end(endFrame);
      return stream;
    },
    countReaders: (sessionId) => feeds.get(sessionId)?.size ?? 0,
    say: (sessionId, lane, frame) => feeds.get(sessionId)?.say(lane, frame),
    close() {
      isClosed = true;
      loop.close();
      for (const feed of [...feeds.values()]) feed.close();
    },
  };

  function open(sessionId: string, after: number): SessionFeed {
    const feed = createSessionFeed({
      log,
      clock,
      sessionId,
      after,
      tickMs: (lane, size) =>
        lane === 'editors' ? editorTickMs({ editors: size }) : crowdTickMs({ viewers, lagMs: loop.lagMs() }),
      onEmpty() {
        if (feeds.get(sessionId) === feed) feeds.delete(sessionId);
        feed.close();
      },
    });
    feeds.set(sessionId, feed);
    return feed;
  }
}
