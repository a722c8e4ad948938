/**
 * A process full of people who watch one session: `node crowd.ts '<CrowdOrder as JSON>'`. It prints `gathered` once
 * everybody has the session's first event, takes `finish <sequence>` and then one line of `CrowdTimeline` from its input,
 * and prints `report <CrowdReport as JSON>`.
 */
import { createInterface } from 'node:readline';
import type { SessionEvent } from '../../../lib/session/session-event.ts';
import { foldSession } from '../../../lib/session/fold-session.ts';
import { emptySession } from '../../../lib/session/session-state.ts';
import { restoreSnapshot, type SessionSnapshot } from '../../../lib/session/snapshot.ts';
import { readNothing } from '../../fixtures/idle-reader.ts';
import { textsOf } from '../../fixtures/session-door.ts';
import type { CrowdOrder, CrowdReport, CrowdTimeline } from './crowd-process.ts';
import { type CrowdReader, type SeenEvents, startCrowdReader } from './crowd-reader.ts';

const order = JSON.parse(process.argv[2] ?? '') as CrowdOrder;
const url = new URL(`${order.flintUrl}/api/sessions/${order.sessionId}/events`);
const seen: SeenEvents = { frames: [], snapshots: new Map() };
const readers: CrowdReader[] = [];
let wake: () => void = () => {};
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

await gather();
console.log('gathered');
const idle = await Promise.all(Array.from({ length: order.idle }, () => readNothing(order.flintUrl, order.sessionId)));
let reconnects = 0;
const leaving = setInterval(() => {
  // By the clock: a busy machine's timers come late.
  const due = ((performance.now() - startedAtMs) / 1_000) * order.reconnectsPerSecond;
  for (; reconnects < due; reconnects++) readers[Math.floor(Math.random() * readers.length)]?.comeBack();
}, 20);
const startedAtMs = performance.now();
const startedUsage = process.cpuUsage();
const end = Number((await nextLine()).replace('finish ', ''));
clearInterval(leaving);
await until(() => readers.every(({ position }) => position >= end), 15_000);
const { user, system } = process.cpuUsage(startedUsage);
const cores = (user + system) / 1_000 / (performance.now() - startedAtMs);
const timeline = JSON.parse(await nextLine()) as CrowdTimeline;
console.log(`report ${JSON.stringify(report(timeline))}`);
for (const one of [...readers, ...idle]) one.close();
process.exit(0);

/** A few at a time: so many at once would not be let in by the system. */
async function gather(): Promise<void> {
  const atOnce = 50;
  while (readers.length < order.viewers) {
    const count = Math.min(atOnce, order.viewers - readers.length);
    for (let index = 0; index < count; index++) readers.push(startCrowdReader({ url, seen, onArrival: () => wake() }));
    if (!(await until(() => readers.every(({ position }) => position > 0), 30_000))) {
      const { open_files: files } = (process.report.getReport() as { userLimits: { open_files: { hard: string } } })
        .userLimits;
      throw new Error(`Not all of ${readers.length} were let in; this system allows ${files.hard} open files.`);
    }
  }
}

async function until(holds: () => boolean, patienceMs: number): Promise<boolean> {
  const giveUpAtMs = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > giveUpAtMs) return false;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 100);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  return true;
}

async function nextLine(): Promise<string> {
  const next = await input.next();
  if (next.done) throw new Error('Nothing more was asked for.');
  return next.value;
}

function report({ endSequences, sentAtMs, path, text }: CrowdTimeline): CrowdReport {
  const texts = checkTexts(path, text);
  return {
    reconnects,
    sentAway: readers.reduce((sum, reader) => sum + reader.endings, 0),
    faults: [...readers.flatMap(({ faults }) => faults), ...texts.faults].slice(0, 20),
    behind: readers.filter(({ position }) => position < end).length,
    isTextExact: texts.isExact,
    cores,
    lagsMs: countLags(endSequences, sentAtMs),
  };
}

/** All had the same events, one by one: so one fold tells the text of everybody, and that of each snapshot. */
function checkTexts(path: string, text: string): { readonly isExact: boolean; readonly faults: string[] } {
  const faults: string[] = [];
  let state = emptySession;
  for (let sequence = 1; sequence <= end; sequence++) {
    const frame = seen.frames[sequence]?.toString();
    if (!frame) {
      faults.push(`nobody had ${sequence}`);
      break;
    }
    state = foldSession(state, JSON.parse(frame.slice(frame.indexOf('\ndata: ') + 7)) as SessionEvent);
    const snapshot = seen.snapshots.get(sequence);
    if (snapshot === undefined) continue;
    const told = textsOf(restoreSnapshot(JSON.parse(snapshot) as SessionSnapshot));
    if (JSON.stringify(told) !== JSON.stringify(textsOf(state))) faults.push(`the snapshot at ${sequence} is wrong`);
  }
  return { isExact: textsOf(state)[path] === text, faults };
}

/** How many tokens reached a reader so many milliseconds after the upstream had written them, over all readers. */
function countLags(endSequences: readonly number[], sentAtMs: readonly number[]): number[] {
  const counts: number[] = [];
  for (const { arrivals } of readers) {
    let token = 0;
    for (let arrival = 0; arrival < arrivals.length; arrival += 2) {
      const sequence = arrivals[arrival]!;
      const atMs = arrivals[arrival + 1]!;
      for (; token < endSequences.length && endSequences[token]! <= sequence; token++) {
        const lagMs = Math.max(0, Math.ceil(atMs - sentAtMs[token]!));
        counts[lagMs] = (counts[lagMs] ?? 0) + 1;
      }
    }
  }
  return Array.from(counts, (count) => count ?? 0);
}
