import { expect, test } from 'vitest';
import { createSeededRandom, type SeededRandom } from '../base/seeded-random.ts';
import { replaceRange, textOf, type Change, type Text } from './change.ts';
import { afterOtherChange as penAfterOther, createPen, penChange, type ConcurrentPen } from './concurrent-pen.ts';
import { createHistory, mapOver, record, redo, undo, type LocalHistory } from './local-undo.ts';
import { apply, createOrderedText, rebase, type OrderedText } from './ordered-text.ts';
import {
  createReplica,
  editLocally,
  isSettled,
  receive,
  refuseInFlight,
  resend,
  takeOutgoing,
  type Outgoing,
  type Replica,
} from './replica.ts';
import {
  afterOtherChange,
  afterOwnChange,
  beginReview,
  hunksOf,
  settle,
  splitHunk,
  type Review,
} from './run-review.ts';

const seeds = Array.from({ length: 1_000 }, (_, index) => index + 1);

test('after 1,000 seeded sessions of one model and two people everybody has the same text and nobody lost any', () => {
  for (const seed of seeds) {
    withSeed(seed, () => {
      const session = createSession(seed);
      session.live();
      session.settleDown();
      session.expectConverged();
      session.expectNothingLost();
      session.expectTokensWhole();
      session.expectRunTakenBack();
    });
  }
});

test('when people and the run keep to their own lines, taking the run back leaves exactly what people alone would have', () => {
  for (const seed of seeds.slice(0, 300)) withSeed(seed, () => expectSameAsWithoutRun(seed));
});

/**
 * A whole session in one process: a server that orders, a model that writes with a pen, two people with replicas, and
 * lines that deliver late, lose what is sent, and refuse now and then. Every character is used once, so that what
 * became of it can be told at the end.
 */
function createSession(seed: number) {
  const random = createSeededRandom(seed);
  const freshPersonChar = characters(0x4e00);
  const freshModelChar = characters(0xac00);
  const freshFirstChar = characters(0x0400);
  /** What a person meant to delete, in whichever order it arrived. */
  const deleted = new Set<string>();
  const typed = new Set<string>();
  const tokenOf = new Map<string, string>();
  /** Tokens that somebody meant to cut into. */
  const cut = new Set<string>();

  const files = Array.from({ length: 1 + random.integer(2) }, () => {
    const lines = Array.from({ length: random.integer(5) }, () =>
      Array.from({ length: random.integer(6) }, freshFirstChar).join(''),
    );
    const text = textOf(lines.join('\n'));
    return createFile(text);
  });
  const people = ['ada', 'ben'].map((name) =>
    createPerson(
      name,
      files.map((file) => file.ordered.text),
    ),
  );
  let isQuiet = false;

  interface SimulatedFile {
    ordered: OrderedText;
    pen: ConcurrentPen;
    penAt: number;
    review: Review;
    initial: string;
    seenChangeIds: Map<string, number>;
  }

  interface SimulatedPerson {
    name: string;
    replicas: Replica[];
    histories: LocalHistory[];
    up: { file: number; outgoing: Outgoing }[];
    down: ({ file: number; version: number; change: Change; changeId?: string } | { file: number; refused: string })[];
    sent: number;
  }

  function createFile(text: Text): SimulatedFile {
    return {
      ordered: createOrderedText(text),
      pen: createPen(text),
      penAt: random.integer(text.length + 1),
      review: beginReview(text.length),
      initial: text.toString(),
      seenChangeIds: new Map(),
    };
  }

  function createPerson(name: string, texts: readonly Text[]): SimulatedPerson {
    return {
      name,
      replicas: texts.map((text) => createReplica(text, 0)),
      histories: texts.map(() => createHistory()),
      up: [],
      down: [],
      sent: 0,
    };
  }

  function order(fileIndex: number, change: Change, changeId?: string) {
    const file = files[fileIndex]!;
    file.ordered = apply(file.ordered, change);
    const { version } = file.ordered;
    if (changeId) file.seenChangeIds.set(changeId, version);
    for (const person of people) person.down.push({ file: fileIndex, version, change, ...(changeId && { changeId }) });
  }

  /** Notes what an edit of this text means to delete and to cut. What only the run deleted comes back with its revert. */
  function noteIntent(text: Text, change: Change, by: 'person' | 'model') {
    change.iterChanges((from, to) => {
      for (const char of text.sliceString(from, to)) {
        if (by === 'person') deleted.add(char);
        const token = tokenOf.get(char);
        if (token) cut.add(token);
      }
      const before = tokenOf.get(text.sliceString(from - 1, from));
      if (from > 0 && before && before === tokenOf.get(text.sliceString(to, to + 1))) cut.add(before);
    });
  }

  function modelWrites() {
    const fileIndex = random.integer(files.length);
    const file = files[fileIndex]!;
    const length = file.pen.text.length;
    const token = Array.from({ length: 1 + random.integer(4) }, freshModelChar).join('');
    for (const char of token) tokenOf.set(char, token);
    const insert = random.chance(0.1) ? `${token}\n` : token;
    let from = file.penAt;
    let to = from;
    if (random.chance(0.12)) {
      from = random.integer(length + 1);
      to = random.chance(0.1) ? length : Math.min(length, from + random.integer(6));
      if (random.chance(0.1)) from = 0;
    }
    const inCopy = replaceRange(length, from, to, random.chance(0.05) ? '' : insert);
    noteIntent(file.pen.text, inCopy, 'model');
    const written = penChange(file.pen, inCopy);
    const without = file.review.inverse.apply(file.ordered.text);
    file.review = afterOwnChange(file.review, written.change, file.ordered.text);
    order(fileIndex, written.change);
    file.pen = written.pen;
    file.penAt = from + (inCopy.newLength - (length - (to - from)));
    expect(file.review.inverse.apply(file.ordered.text).eq(without)).toBe(true);
  }

  function personEdits(person: SimulatedPerson) {
    const fileIndex = random.integer(files.length);
    const { text } = person.replicas[fileIndex]!;
    const kind = random.next();
    if (kind < 0.2) {
      const history = person.histories[fileIndex]!;
      const moved = kind < 0.12 ? undo(history, text) : redo(history, text);
      if (!moved?.change) return;
      noteIntent(text, moved.change, 'person');
      person.histories[fileIndex] = moved.history;
      person.replicas[fileIndex] = editLocally(person.replicas[fileIndex]!, moved.change);
      return;
    }
    const from = random.integer(text.length + 1);
    const to = kind < 0.7 ? from : Math.min(text.length, from + random.integer(5));
    let insert = '';
    if (kind < 0.85) insert = Array.from({ length: 1 + random.integer(3) }, freshPersonChar).join('');
    for (const char of insert) typed.add(char);
    if (random.chance(0.1)) insert += '\n';
    const change = replaceRange(text.length, from, to, insert);
    noteIntent(text, change, 'person');
    person.histories[fileIndex] = record(person.histories[fileIndex]!, change, text, {
      nowMs: random.integer(3) * 300,
      joinable: random.chance(0.7),
    });
    person.replicas[fileIndex] = editLocally(person.replicas[fileIndex]!, change);
  }

  function personSends(person: SimulatedPerson) {
    const fileIndex = random.integer(files.length);
    const replica = person.replicas[fileIndex]!;
    const taken = takeOutgoing(replica, `${person.name}-${person.sent}`);
    if (taken) {
      person.sent += 1;
      person.replicas[fileIndex] = taken.replica;
      if (isQuiet || !random.chance(0.1)) person.up.push({ file: fileIndex, outgoing: taken.outgoing });
      return;
    }
    const again = resend(replica);
    if (again && random.chance(isQuiet ? 1 : 0.3)) person.up.push({ file: fileIndex, outgoing: again });
  }

  function serverTakesFrom(person: SimulatedPerson) {
    const arrived = person.up.shift();
    if (!arrived) return;
    const file = files[arrived.file]!;
    const { changeId, version, change } = arrived.outgoing;
    if (file.seenChangeIds.has(changeId)) return;
    if (!isQuiet && random.chance(0.04)) {
      file.seenChangeIds.set(changeId, -1);
      // What is refused is told once; what the person had typed in it is theirs to keep elsewhere.
      for (const piece of change.toJSON() as unknown[]) {
        if (Array.isArray(piece)) for (const char of piece.slice(1).join('')) deleted.add(char);
      }
      person.down.push({ file: arrived.file, refused: changeId });
      return;
    }
    const rebased = rebase(file.ordered, { version, change });
    if (!rebased.ok) throw new Error(`The server refused: ${rebased.refusal}`);
    file.pen = penAfterOther(file.pen, rebased.value);
    file.review = afterOtherChange(file.review, rebased.value);
    order(arrived.file, rebased.value, changeId);
  }

  function personHears(person: SimulatedPerson) {
    const news = person.down.shift();
    if (!news) return;
    const replica = person.replicas[news.file]!;
    const heard = 'refused' in news ? refuseInFlight(replica) : receive(replica, news);
    if (!heard) throw new Error('A change was refused that is not in flight');
    person.replicas[news.file] = heard.replica;
    if (heard.visible) person.histories[news.file] = mapOver(person.histories[news.file]!, heard.visible);
  }

  function step(random: SeededRandom) {
    const person = random.pick(people);
    const kind = random.next();
    if (kind < 0.2) modelWrites();
    else if (kind < 0.4) personEdits(person);
    else if (kind < 0.6) personSends(person);
    else if (kind < 0.75) serverTakesFrom(person);
    else personHears(person);
  }

  function allTexts() {
    return files.map((file) => file.ordered.text.toString());
  }

  return {
    live() {
      const steps = 40 + random.integer(120);
      for (let count = 0; count < steps; count += 1) step(random);
    },
    settleDown() {
      isQuiet = true;
      for (let round = 0; round < 10_000; round += 1) {
        const isBusy = people.some(
          (person) => person.up.length > 0 || person.down.length > 0 || !person.replicas.every(isSettled),
        );
        if (!isBusy) return;
        for (const person of people) {
          personSends(person);
          serverTakesFrom(person);
          personHears(person);
        }
      }
      throw new Error('The session did not come to rest');
    },
    expectConverged() {
      for (const person of people) {
        expect(person.replicas.map((replica) => replica.text.toString())).toEqual(allTexts());
        expect(person.replicas.map((replica) => replica.confirmed.text.toString())).toEqual(allTexts());
      }
      for (const file of files) expect(file.pen.others.apply(file.pen.text).eq(file.ordered.text)).toBe(true);
    },
    expectNothingLost() {
      const everything = allTexts().join('');
      for (const char of typed) {
        if (!deleted.has(char)) expect(everything.split(char), `the typed ${char}`).toHaveLength(2);
      }
    },
    expectTokensWhole() {
      const everything = allTexts().join('\n');
      const written = new Set(files.flatMap((file) => [...file.pen.text.toString()]));
      for (const token of new Set(tokenOf.values())) {
        const isThere = [...token].some((char) => written.has(char));
        if (isThere && !cut.has(token)) expect(everything.split(token), `the token ${token}`).toHaveLength(2);
      }
    },
    expectRunTakenBack() {
      for (const { review, ordered, initial } of files) {
        const text = ordered.text;
        const reverted = review.inverse.apply(text);
        const left = reverted.toString();
        for (const char of left) if (tokenOf.has(char)) expect(deleted, `the run's ${char}`).toContain(char);
        for (const char of text.toString()) {
          if (typed.has(char))
            expect(left.split(char).length, `the typed ${char}`).toBe(text.toString().split(char).length);
        }
        const firstLeft = [...initial].filter((char) => char !== '\n' && !deleted.has(char));
        expect([...left].filter((char) => firstLeft.includes(char))).toEqual(firstLeft);
        const settled = settle(review, text);
        expect(settled.inverse.apply(text).toString()).toBe(left);
        expectHunksTakeBack(review, text, left);
        expectHunksTakeBack(settled, text, left);
      }
    },
  };

  function expectHunksTakeBack(review: Review, text: Text, expected: string) {
    let current = text;
    let rest = review;
    for (let hunks = hunksOf(rest, current); hunks.length > 0; hunks = hunksOf(rest, current)) {
      for (const hunk of hunks) {
        expect(current.sliceString(hunk.from, hunk.to)).toBe(hunk.added);
        expect(hunk.removed === hunk.added && hunk.kind === 'changed').toBe(false);
      }
      const split = splitHunk(rest, current, random.integer(hunks.length))!;
      current = split.revert.apply(current);
      rest = split.rest;
      expect(hunksOf(rest, current)).toHaveLength(hunks.length - 1);
    }
    expect(current.toString()).toBe(expected);
  }
}

/** People edit behind their own marks, the run in its own lines; beside it the same people in a world without the run. */
function expectSameAsWithoutRun(seed: number) {
  const random = createSeededRandom(seed);
  const freshChar = characters(0x4e00);
  const marks = ['①', '②', '③', '④'];
  let text = textOf(marks.map((mark) => `${mark}abc\nrun ${mark === '④' ? '' : '\n'}`).join(''));
  let alone = text;
  let pen = createPen(text);
  let review = beginReview(text.length);
  for (let count = 0; count < 80; count += 1) {
    if (random.chance(0.5)) {
      const line = pen.text.line(2 * (1 + random.integer(Math.floor(pen.text.lines / 2))));
      const from = line.from + random.integer(line.length + 1);
      const to = from + random.integer(line.to - from + 1);
      // The pen's copy has no people's text in it, so its even lines are the run's own for as long as it adds none.
      const written = penChange(pen, replaceRange(pen.text.length, from, to, freshChar().repeat(random.integer(4))));
      review = afterOwnChange(review, written.change, text);
      text = written.change.apply(text);
      pen = written.pen;
    } else {
      const mark = random.pick(marks);
      const own = lineOf(text, mark).text.length;
      const from = 1 + random.integer(own);
      const to = from + random.integer(own - from + 1);
      const insert = freshChar().repeat(random.integer(3));
      const edit = (base: Text) => {
        const { from: start } = lineOf(base, mark);
        return replaceRange(base.length, start + from, start + to, insert);
      };
      alone = edit(alone).apply(alone);
      const change = edit(text);
      review = afterOtherChange(review, change);
      pen = penAfterOther(pen, change);
      text = change.apply(text);
    }
    if (random.chance(0.05)) review = settle(review, text);
  }
  expect(review.inverse.apply(text).toString()).toBe(alone.toString());
}

function lineOf(text: Text, mark: string) {
  for (let number = 1; number <= text.lines; number += 1) {
    const line = text.line(number);
    if (line.text.startsWith(mark)) return line;
  }
  throw new Error(`The line ${mark} is gone`);
}

function characters(firstCode: number): () => string {
  let code = firstCode;
  return () => String.fromCharCode(code++);
}

function withSeed(seed: number, run: () => void) {
  try {
    run();
  } catch (cause) {
    throw new Error(`Seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
