import { createWriteStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type EventStore, type SessionRecord, StoreError } from '../log/event-store.ts';
import { eventToWireJson } from '../session/event-codec.ts';
import type { Environment } from './environment.ts';
import { dayMs } from './retention.ts';
import { openStore } from './storage.ts';

const help = `Usage: npm run sessions -- <what>

  list [--idle DAYS]        the sessions that are kept, those longest idle first; only those idle for so long
  export ID [--to FILE]     a session's whole log as JSON lines, which Flint can import; to the screen or to a file
  erase ID …                erases sessions for good; their forks stay whole

Sessions are looked for where the server keeps them: in FLINT_DATA_DIR (.flint), or in the database at DATABASE_URL. The
data directory belongs to one process at a time: stop the server first. The database can be asked at any time.
`;

/**
 * `npm run sessions`: lists, exports and erases sessions while no page is open. Resolves to the exit code: 0 when it was
 * done, 1 when it could not be, 2 when what was asked makes no sense.
 */
export async function runSessionsCommand({
  arguments: given,
  environment,
  out,
  complain,
  nowMs,
}: {
  readonly arguments: readonly string[];
  readonly environment: Pick<Environment, 'databaseUrl' | 'dataDirectory'>;
  readonly out: Writable;
  complain(line: string): void;
  readonly nowMs: number;
}): Promise<number> {
  const asked = readAsked(given);
  if (asked.what === 'help') {
    if (asked.because !== null) complain(asked.because);
    out.write(help);
    return asked.because === null ? 0 : 2;
  }
  try {
    const store = await openExisting(environment);
    if (!store) {
      complain(`There are no sessions in ${resolve(environment.dataDirectory)}.`);
      return asked.what === 'list' ? 0 : 1;
    }
    try {
      switch (asked.what) {
        case 'list':
          return await list(store, asked.idleDays);
        case 'export':
          return await exportLog(store, asked.id, asked.file);
        case 'erase':
          return await erase(store, asked.ids);
      }
    } finally {
      await store.close();
    }
  } catch (error) {
    complain(wordsOf(error, environment));
    return 1;
  }

  async function list(store: EventStore, idleDays: number): Promise<number> {
    const idleSinceMs = idleDays > 0 ? nowMs - idleDays * dayMs : Number.MAX_SAFE_INTEGER;
    out.write(lineOf(['Session', 'Made', 'Last active', 'Events', 'Forked from']));
    for (let offset = 0; ;) {
      const page = await store.listSessions({ idleSinceMs, offset });
      if (page.length === 0) return 0;
      for (const record of page) out.write(lineOf(cellsOf(record)));
      offset += page.length;
    }
  }

  async function exportLog(store: EventStore, id: string, file: string | null): Promise<number> {
    const record = await store.findSession(id);
    if (!record) return missing(id);
    const lines = Readable.from(linesOf(store, record));
    if (file === null) await pipeline(lines, out, { end: false });
    else {
      await pipeline(lines, createWriteStream(file, { mode: 0o600 }));
      complain(`Wrote ${record.head} events to ${file}.`);
    }
    return 0;
  }

  async function erase(store: EventStore, ids: readonly string[]): Promise<number> {
    let code = 0;
    for (const id of ids) {
      if (await store.erase(id)) complain(`Erased ${id}.`);
      else code = missing(id);
    }
    return code;
  }

  function missing(id: string): number {
    complain(`There is no session ${id}.`);
    return 1;
  }
}

type Asked =
  | { readonly what: 'help'; readonly because: string | null }
  | { readonly what: 'list'; readonly idleDays: number }
  | { readonly what: 'export'; readonly id: string; readonly file: string | null }
  | { readonly what: 'erase'; readonly ids: readonly string[] };

function readAsked(given: readonly string[]): Asked {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: { idle: { type: 'string' }, to: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    return { what: 'help', because: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  const [what, ...ids] = positionals;
  if (values.help || what === undefined) return { what: 'help', because: null };
  const [id] = ids;
  if (what === 'list' && ids.length === 0) {
    if (values.idle !== undefined && !/^\d{1,5}$/.test(values.idle)) {
      return { what: 'help', because: '--idle takes a whole number of days.' };
    }
    return { what, idleDays: Number(values.idle ?? 0) };
  }
  if (what === 'export' && id !== undefined && ids.length === 1) return { what, id, file: values.to ?? null };
  if (what === 'erase' && ids.length > 0) return { what, ids };
  return { what: 'help', because: `“${positionals.join(' ')}” is not understood.` };
}

/** Null when nobody has kept anything there yet: looking must not make it. */
async function openExisting(
  environment: Pick<Environment, 'databaseUrl' | 'dataDirectory'>,
): Promise<EventStore | null> {
  const isThere = environment.databaseUrl !== null || existsSync(join(environment.dataDirectory, 'flint.db'));
  return isThere ? openStore(environment) : null;
}

function wordsOf(error: unknown, { dataDirectory }: Pick<Environment, 'dataDirectory'>): string {
  if (!(error instanceof StoreError)) return error instanceof Error ? error.message : String(error);
  if (error.kind !== 'locked') return error.message;
  return `Flint is running, and has ${resolve(dataDirectory)} to itself. Stop it, then ask again.`;
}

async function* linesOf(store: EventStore, { id, head }: SessionRecord): AsyncGenerator<string> {
  for (let after = 0; after < head;) {
    const events = await store.read(id, { after, upTo: head });
    if (events.length === 0) return;
    after = events.at(-1)!.sequence;
    yield events.map((event) => `${eventToWireJson(event)}\n`).join('');
  }
}

function cellsOf({ id, createdAtMs, lastActiveAtMs, head, parent }: SessionRecord): readonly string[] {
  return [
    id,
    day(createdAtMs),
    day(lastActiveAtMs),
    String(head),
    parent ? `${parent.sessionId} at ${parent.sequence}` : '',
  ];
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

const widths = [24, 18, 18, 8, 0];

function lineOf(cells: readonly string[]): string {
  return `${cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd()}\n`;
}
