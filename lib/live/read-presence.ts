import type { ToldCaret } from './carets.ts';

/** Who is here, as the feed tells it in passing. */
export interface Presence {
  readonly people: readonly {
    readonly clientId: string;
    readonly name: string;
    readonly role: 'editor' | 'viewer';
    readonly caret: ToldCaret | null;
  }[];
  readonly viewers: number;
  readonly editors: number;
}

/** Reads the data of a `presence` frame. What a newer server says otherwise is left out; null when nothing can be read. */
export function readPresence(data: string): Presence | null {
  let told: Record<string, unknown>;
  try {
    told = JSON.parse(data) as Record<string, unknown>;
  } catch {
    return null;
  }
  const people = Array.isArray(told['people']) ? (told['people'] as unknown[]) : [];
  return {
    people: people.flatMap(readPerson),
    viewers: readCount(told['viewers']),
    editors: readCount(told['editors']),
  };
}

function readPerson(value: unknown): Presence['people'] {
  const { clientId, name, role, caret } = (value ?? {}) as Record<string, unknown>;
  if (typeof clientId !== 'string') return [];
  return [
    {
      clientId,
      name: typeof name === 'string' ? name : '',
      role: role === 'editor' ? 'editor' : 'viewer',
      caret: readCaret(caret),
    },
  ];
}

function readCaret(value: unknown): ToldCaret | null {
  const { fileId, from, to, version } = (value ?? {}) as Record<string, unknown>;
  if (typeof fileId !== 'string' || !isOffset(from) || !isOffset(to) || !isOffset(version)) return null;
  return { fileId, from, to, version };
}

function readCount(value: unknown): number {
  return isOffset(value) ? value : 0;
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
