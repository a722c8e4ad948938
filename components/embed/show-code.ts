import type { ProgramSource } from '../../lib/live/session-view.ts';
import { takeCodeLines } from './code-lines.ts';

/** The code is coloured anew when it has rested so long, or has been written for so long. */
const coloursAfterMs = 300;
const coloursEveryMs = 1_000;

/**
 * Keeps a file's code in step with its session, until ended. What is new stands there at once and gets its colours from the
 * server a moment later. The view goes along with the model's pen until somebody scrolls it away.
 */
export function showCode({
  client,
  coloursOf,
  fileId,
  pane,
}: {
  readonly client: ProgramSource;
  /** Where a file's colours are had. */
  coloursOf(fileId: string): string;
  readonly fileId: string;
  /** What scrolls; the code as it was drawn stands in it. */
  readonly pane: HTMLElement;
}): () => void {
  const pre = pane.querySelector<HTMLElement>('.flint-static');
  const code = pre?.querySelector('code');
  if (!pre || !code) return () => {};
  const lines = takeCodeLines(code);
  const ending = new AbortController();
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let isFollowing = true;
  let scrolledTo = -1;

  const draw = () => {
    frame = 0;
    const text = client.textOf(fileId).toString();
    lines.show(text);
    pre.style.setProperty('--flint-digits', String(Math.max(4, String(text.split('\n').length).length)));
    const pen = client.penAt(fileId);
    if (pen !== null && isFollowing) scrollTo(text.slice(0, pen).split('\n').length - 1);
  };
  // Not `scrollIntoView`, which moves the page around the embed as well.
  const scrollTo = (line: number) => {
    const top = lines.topOf(line);
    if (top > pane.scrollTop && top < pane.scrollTop + pane.clientHeight * 0.8) return;
    pane.scrollTop = Math.max(0, top - pane.clientHeight / 2);
    scrolledTo = pane.scrollTop;
  };
  const onScroll = () => {
    if (Math.abs(pane.scrollTop - scrolledTo) > 2) isFollowing = false;
  };
  const changed = () => {
    frame ||= requestAnimationFrame(draw);
    const restMs = Math.max(coloursAfterMs, askedAtMs + coloursEveryMs - performance.now());
    timer ??= setTimeout(() => void colour(), restMs);
  };
  const colour = async () => {
    timer = null;
    askedAtMs = performance.now();
    const before = client.textOf(fileId);
    try {
      const response = await fetch(coloursOf(fileId), { signal: ending.signal });
      if (response.status !== 200) return;
      const { lines: coloured } = (await response.json()) as { readonly lines: readonly string[] };
      if (frame !== 0) draw();
      lines.colour(coloured);
      if (!client.textOf(fileId).eq(before)) changed();
    } catch {
      // Without colours it can be read as well; the next change asks again.
    }
  };

  const path = client.view.getState().files.find((file) => file.id === fileId)?.path ?? '';
  const isOther = pre.getAttribute('aria-label') !== path;
  pre.setAttribute('aria-label', path);
  draw();
  if (isOther) {
    pane.scrollTop = 0;
    changed();
  }
  pane.addEventListener('scroll', onScroll, { passive: true });
  const ends = [
    client.listenToAnyText((id) => {
      if (id === fileId) changed();
    }),
    () => pane.removeEventListener('scroll', onScroll),
  ];
  return () => {
    for (const end of ends) end();
    ending.abort();
    cancelAnimationFrame(frame);
    if (timer !== null) clearTimeout(timer);
  };
}
