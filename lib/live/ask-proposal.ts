import type { Clock } from '../base/clock.ts';
import { readError, readRetryAfter } from './command-sender.ts';
import { createFrameReader } from './frame-reader.ts';

/** What a person was writing when they paused, as much as is told of it. */
export interface ProposalWish {
  readonly path: string;
  readonly before: string;
  readonly rest: string;
  readonly after: string;
  readonly recent: readonly string[];
  /** `provider/model`; the fast lane's own when absent. */
  readonly model?: string;
}

/** What comes of asking for a proposal. After `ended` or `failed` nothing more comes. */
export interface ProposalListener {
  /** More of the text. */
  text(more: string): void;
  /** Not whole where the model had to stop before its end. */
  ended(isWhole: boolean): void;
  failed(failure: { readonly code: string; readonly retryAfterMs: number | null }): void;
}

/** Who has waited this long for a word has gone on: the connection is dead, or as good as that. */
const silentForMs = 20_000;

/**
 * Asks a session's door for a proposal. Returns what calls it off: the model's call is closed, and nothing more is told. It
 * fails as `stalled` where nothing comes for 20 s.
 */
export function askProposal({
  url,
  headers,
  wish,
  listener,
  clock,
}: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly wish: ProposalWish;
  readonly listener: ProposalListener;
  readonly clock: Pick<Clock, 'schedule'>;
}): () => void {
  const closing = new AbortController();
  let isOver = false;
  let endWait = () => {};
  const wait = () => {
    endWait();
    endWait = clock.schedule(silentForMs, () => {
      fail('stalled');
      closing.abort();
    });
  };
  const unlessOver = (tell: () => void, isLast: boolean) => {
    if (isOver || closing.signal.aborted) return;
    isOver = isLast;
    if (isLast) endWait();
    else wait();
    tell();
  };
  const fail = (code: string, retryAfterMs: number | null = null) =>
    unlessOver(() => listener.failed({ code, retryAfterMs }), true);

  wait();
  void read().catch(() => fail('unreachable'));
  return () => {
    endWait();
    closing.abort();
  };

  async function read(): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(wish),
      signal: closing.signal,
    });
    if (!response.ok || !response.body) {
      const body: unknown = await response.json().catch(() => null);
      return fail(readError(body).code, readRetryAfter(body));
    }
    const frames = createFrameReader();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return fail('unreachable');
      for (const { event, data } of frames.feed(value)) take(event, JSON.parse(data) as Record<string, unknown>);
      if (isOver) return;
    }
  }

  function take(event: string, data: Readonly<Record<string, unknown>>): void {
    const { text, isWhole, code, retryAfterMs } = data;
    if (event === 'text' && typeof text === 'string') unlessOver(() => listener.text(text), false);
    else if (event === 'end') unlessOver(() => listener.ended(isWhole === true), true);
    else if (event === 'failed') {
      fail(typeof code === 'string' ? code : 'unknown', typeof retryAfterMs === 'number' ? retryAfterMs : null);
    }
  }
}
