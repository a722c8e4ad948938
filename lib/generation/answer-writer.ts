import { type Change, changeToJson, ChangeSet, Text, textOf } from '../document/change.ts';
import {
  afterOtherChange,
  type ConcurrentPen,
  createPen,
  othersDeletedAround,
  penChange,
  penPosition,
} from '../document/concurrent-pen.ts';
import type { EditStep } from '../edits/edit-step.ts';
import { locateTarget } from '../edits/locate-target.ts';
import { createReplacement } from '../edits/replacement.ts';
import { createRewrite, type Rewrite, type TextEdit } from '../edits/rewrite-cursor.ts';
import { normalizePath } from '../session/file-path.ts';
import type { Author, SessionEventBody } from '../session/session-event.ts';
import { fileAtPath, type FileState, type SessionState } from '../session/session-state.ts';
import { defaultPathFor, fitsLanguage } from './file-language.ts';
import { limits } from '../session/limits.ts';

/**
 * Turns what a model's answer means into events of the session, wherever people have typed meanwhile. One for each
 * attempt. Its changes are always for the state it is given, which must be the newest.
 */
export interface AnswerWriter {
  /** The events that these steps are, in order; several changes of one file in a row become one. */
  write(steps: readonly EditStep[], state: SessionState, tokens: number): SessionEventBody[];
  /**
   * Somebody else changed a file: the pen's places there move along. `against` is the older version they were looking
   * at, if it was not the newest.
   */
  othersChanged(fileId: string, change: Change, against: number | null): void;
  /** Where others deleted the pen's own region since it was begun, or the file it is in: that file. */
  lostItsPlace(state: SessionState): string | null;
  /** What others deleted around the pen so far is accepted: it goes on where it is, in a deleted file unseen. */
  acceptLoss(): void;
  /**
   * Remembers what was written so far; the function returned goes back there, for steps that are to be written again
   * because others' events came before them. Not across `othersChanged`.
   */
  mark(): () => void;
}

/** Versions that a person may still be looking at: a few seconds of a fast model. */
const keptMarks = 256;

/** Where the answer stands: in no file, in one that cannot be written, or writing. */
type Target =
  | { readonly kind: 'none' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'whole'; readonly fileId: string; readonly rewrite: Rewrite | null; begunAt: number; at: number }
  | { readonly kind: 'edits'; readonly fileId: string; place: EditPlace };

type EditPlace =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly replacement: Rewrite; readonly offset: number; begunAt: number; at: number }
  | { readonly kind: 'missed'; readonly search: string; readonly reason: 'missing' | 'ambiguous'; replacement: string };

/**
 * Starts with nothing written. `seen` are the files as the model is shown them: what people type from then on, it does
 * not know, and cannot delete. `openFileId` is meant when the answer names no file.
 */
export function createAnswerWriter({
  runId,
  attempt,
  seen,
  openFileId,
  newId,
}: {
  readonly runId: string;
  readonly attempt: number;
  readonly seen: ReadonlyMap<string, FileState>;
  readonly openFileId: string | null;
  newId(): string;
}): AnswerWriter {
  const by: Author = { kind: 'model', runId, attempt };
  /** The pen of each file. It lives as long as the attempt. */
  let pens = new Map<string, ConcurrentPen>();
  for (const file of seen.values()) if (!file.isDeleted) pens.set(file.id, createPen(file.text));
  let target: Target = { kind: 'none' };
  /** How far the present place was written at each version of its file: what a person saw when they deleted there. */
  let marks: { readonly version: number; readonly at: number }[] = [];
  let seenTo: number | null = null;
  /** Files of which others may delete what they like: they were asked. */
  const givenUp = new Set<string>();

  // Within one `write`:
  let events: SessionEventBody[] = [];
  let files = new Map<string, FileState>();
  let unsaid: { readonly fileId: string; change: Change } | null = null;
  let tokensNow = 0;

  return {
    write(steps, state, tokens) {
      events = [];
      files = new Map(state.files);
      tokensNow = tokens;
      for (const step of steps) take(step);
      sayChange();
      return events;
    },
    othersChanged(fileId, change, against) {
      const pen = pens.get(fileId);
      if (pen) pens.set(fileId, afterOtherChange(pen, change));
      if ((target.kind !== 'whole' && target.kind !== 'edits') || target.fileId !== fileId) return;
      seenTo = against === null ? null : (marks.findLast(({ version }) => version <= against)?.at ?? null);
    },
    lostItsPlace(state) {
      if (target.kind !== 'whole' && target.kind !== 'edits') return null;
      const { fileId } = target;
      if (state.files.get(fileId)?.isDeleted && !givenUp.has(fileId)) return fileId;
      const pen = pens.get(fileId);
      const region = writtenRegion(target);
      if (!pen || !region) return null;
      // What was written since they last saw it, they could not delete with the rest.
      const to = Math.min(region.to, seenTo ?? region.to);
      if (to <= region.from) return null;
      // All that was written here is enough, with nothing beside it.
      return othersDeletedAround(pen, region.from, Math.max(region.from + 1, to - 1)) ? fileId : null;
    },
    acceptLoss() {
      seenTo = null;
      marks = [];
      if (target.kind === 'whole' || target.kind === 'edits') givenUp.add(target.fileId);
      if (target.kind === 'whole') target.begunAt = target.at;
      else if (target.kind === 'edits' && target.place.kind === 'found') target.place.begunAt = target.place.at;
    },
    mark() {
      const kept = { pens: new Map(pens), target: copyOf(target), marks, seenTo };
      const goBack = rewriteOf(target)?.mark();
      return () => {
        ({ pens, target, marks, seenTo } = kept);
        goBack?.();
      };
    },
  };

  function take(step: EditStep): void {
    switch (step.type) {
      case 'prose':
        sayChange();
        events.push({ type: 'prose-written', runId, attempt, text: step.text, tokens: tokensNow });
        return;
      case 'note':
        note(step.code, step.text);
        return;
      case 'file-opened':
        openFile(step);
        return;
      case 'search-ended':
        locate(step.search);
        return;
      case 'content':
        writeContent(step.text);
        return;
      case 'replace-ended':
        endReplacement(true);
        return;
      case 'file-closed':
        closeFile(step.complete);
        return;
      case 'file-deleted': {
        const file = findFile(step.path);
        if (file) {
          sayChange();
          events.push({ type: 'file-deleted', fileId: file.id, by });
          files.set(file.id, { ...file, isDeleted: true });
        } else note('other', `There is no file “${step.path}” to delete.`);
        return;
      }
      case 'file-renamed': {
        const file = findFile(step.path);
        const path = normalizePath(step.newPath);
        if (!file || !path || findFile(path)) {
          note('other', `“${step.path}” could not be renamed to “${step.newPath}”.`);
          return;
        }
        sayChange();
        events.push({ type: 'file-renamed', fileId: file.id, path, by });
        files.set(file.id, { ...file, path });
        return;
      }
      default:
        step satisfies never;
    }
  }

  function beginPlace(): void {
    marks = [];
    seenTo = null;
  }

  function openFile(step: Extract<EditStep, { type: 'file-opened' }>): void {
    beginPlace();
    sayChange();
    const file = meantFile(step);
    if (typeof file === 'string') {
      if ([...files.values()].filter(({ isDeleted }) => !isDeleted).length >= limits.files) {
        note('other', `A session holds ${limits.files} files at most: “${file}” was left out.`);
        target = { kind: 'skipped' };
        return;
      }
      if (step.mode === 'edits') note('other', `There is no file “${file}” yet, so it is made.`);
      openCreated(file, step.mode);
      return;
    }
    if (!file) {
      target = { kind: 'skipped' };
      return;
    }
    const pen = penOf(file);
    if (step.mode === 'edits') {
      target = { kind: 'edits', fileId: file.id, place: { kind: 'none' } };
      return;
    }
    const rewrite = pen.text.length > 0 ? createRewrite(pen.text) : null;
    target = { kind: 'whole', fileId: file.id, rewrite, begunAt: 0, at: 0 };
    movePen(file.id, 0);
  }

  function openCreated(path: string, mode: 'whole' | 'edits'): void {
    const fileId = newId();
    const file: FileState = { id: fileId, path, text: Text.empty, version: 0, isDeleted: false };
    events.push({ type: 'file-created', fileId, path, text: '', by });
    files.set(fileId, file);
    pens.set(fileId, createPen(Text.empty));
    target =
      mode === 'whole'
        ? { kind: 'whole', fileId, rewrite: null, begunAt: 0, at: 0 }
        : { kind: 'edits', fileId, place: { kind: 'none' } };
  }

  /** The file that is there, the path of one to make, or null when the name cannot be used. */
  function meantFile(step: Extract<EditStep, { type: 'file-opened' }>): FileState | string | null {
    if (step.path !== null) {
      const path = normalizePath(step.path);
      if (!path) {
        note('bad-path', `The answer names a file that cannot be used: “${step.path}”. That part was left out.`);
        return null;
      }
      return findFile(path) ?? path;
    }
    const open = openFileId === null ? undefined : files.get(openFileId);
    if (open && !open.isDeleted && fitsLanguage(open.path, step.language)) return open;
    const fitting = [...files.values()].filter((file) => !file.isDeleted && fitsLanguage(file.path, step.language));
    if (fitting.length === 1 && step.language !== null) return fitting[0] ?? null;
    if (open && !open.isDeleted && step.mode === 'edits') return open;
    const path = defaultPathFor(step.language);
    note('unnamed-file', `The answer named no file for a part of it: it went to “${path}”.`);
    return findFile(path) ?? path;
  }

  function locate(search: string): void {
    if (target.kind !== 'edits') return;
    const pen = pens.get(target.fileId);
    if (!pen) return;
    // Blocks come from top to bottom: of several places the next one below is meant. The first block has to be unique.
    const near = target.place.kind === 'found' ? { near: target.place.at } : {};
    const found = locateTarget(pen.text, search, near);
    if (found.status !== 'found') {
      target.place = { kind: 'missed', search, reason: found.status, replacement: '' };
      return;
    }
    const { from, to, fit } = found;
    const replacement = createReplacement(pen.text.slice(from, to), fit);
    beginPlace();
    target.place = { kind: 'found', replacement, offset: from, begunAt: from, at: from };
    movePen(target.fileId, from);
  }

  function writeContent(text: string): void {
    const place = target;
    if (place.kind === 'whole') {
      const { fileId, rewrite } = place;
      const at = Math.min(place.at, pens.get(fileId)?.text.length ?? 0);
      edit(fileId, rewrite ? rewrite.write(text) : [{ from: at, to: at, insert: text }], 0);
      place.at = rewrite ? rewrite.position : at + text.length;
    } else if (place.kind === 'edits' && place.place.kind === 'found') {
      const { replacement, offset } = place.place;
      edit(place.fileId, replacement.write(text), offset);
      place.place.at = offset + replacement.position;
    } else if (place.kind === 'edits' && place.place.kind === 'missed') {
      place.place.replacement += text;
    }
  }

  function endReplacement(isComplete: boolean): void {
    if (target.kind !== 'edits') return;
    const { place } = target;
    if (place.kind === 'found') {
      edit(target.fileId, place.replacement.end({ keepRest: !isComplete }), place.offset);
      place.at = place.offset + place.replacement.position;
    } else if (place.kind === 'missed') {
      const path = files.get(target.fileId)?.path ?? '';
      sayChange();
      const { search, replacement, reason } = place;
      events.push({ type: 'edit-missed', runId, attempt, path, search, replacement, reason });
      target.place = { kind: 'none' };
    }
  }

  function closeFile(isComplete: boolean): void {
    if (target.kind === 'whole' && target.rewrite) {
      edit(target.fileId, target.rewrite.end({ keepRest: !isComplete }), 0);
    } else if (target.kind === 'edits' && !isComplete) endReplacement(false);
    sayChange();
    target = { kind: 'none' };
  }

  /** Carries out edits that are in offsets of the pen's own copy, one after another; in a deleted file too, which may come back. */
  function edit(fileId: string, edits: readonly TextEdit[], offset: number): void {
    const file = files.get(fileId);
    for (const { from, to, insert } of edits) {
      const pen = pens.get(fileId);
      if (!pen || !file) return;
      if (from === to && insert === '') continue;
      if (insert.length > to - from && pen.others.newLength + insert.length - (to - from) > limits.fileBytes) {
        note('other', `“${file.path}” would become larger than Flint keeps: the rest of it was left out.`);
        target = { kind: 'skipped' };
        return;
      }
      const own = ChangeSet.of({ from: from + offset, to: to + offset, insert: textOf(insert) }, pen.text.length);
      const written = penChange(pen, own);
      pens.set(fileId, written.pen);
      addChange(fileId, written.change);
    }
  }

  function addChange(fileId: string, change: Change): void {
    if (unsaid && unsaid.fileId !== fileId) sayChange();
    unsaid = unsaid ? { fileId, change: unsaid.change.compose(change) } : { fileId, change };
  }

  /** What was changed so far becomes one event. */
  function sayChange(): void {
    if (!unsaid) return;
    const { fileId, change } = unsaid;
    unsaid = null;
    const file = files.get(fileId);
    if (!file || change.empty) return;
    const version = file.version + 1;
    files.set(fileId, { ...file, version });
    const region = writtenRegion(target);
    if (region) marks = [...marks.slice(-keptMarks), { version, at: region.to }];
    events.push({
      type: 'text-changed',
      fileId,
      version,
      change: changeToJson(change),
      by,
      penAt: penNow(fileId),
      tokens: tokensNow,
    });
  }

  function penNow(fileId: string): number {
    const pen = pens.get(fileId);
    if (!pen) return 0;
    if (target.kind === 'whole' && target.fileId === fileId)
      return penPosition(pen, Math.min(target.at, pen.text.length));
    if (target.kind === 'edits' && target.fileId === fileId && target.place.kind === 'found') {
      return penPosition(pen, Math.min(target.place.at, pen.text.length));
    }
    return penPosition(pen, pen.text.length);
  }

  function movePen(fileId: string, atInCopy: number): void {
    sayChange();
    const pen = pens.get(fileId);
    if (pen) events.push({ type: 'pen-moved', runId, attempt, fileId, at: penPosition(pen, atInCopy) });
  }

  function penOf(file: FileState): ConcurrentPen {
    const known = pens.get(file.id);
    if (known) return known;
    // Somebody made this file, or brought it back, meanwhile: to the model it is empty.
    const pen = afterOtherChange(createPen(Text.empty), ChangeSet.of({ from: 0, insert: file.text }, 0));
    pens.set(file.id, pen);
    return pen;
  }

  function findFile(path: string): FileState | null {
    const normal = normalizePath(path);
    return normal ? fileAtPath({ files }, normal) : null;
  }

  function note(code: string, text: string): void {
    sayChange();
    events.push({ type: 'answer-unclear', runId, attempt, code, text });
  }

  /** What this answer wrote in its present place, in offsets of the pen's copy. */
  function writtenRegion(place: Target): { readonly from: number; readonly to: number } | null {
    if (place.kind === 'whole') return { from: place.begunAt, to: place.at };
    if (place.kind === 'edits' && place.place.kind === 'found')
      return { from: place.place.begunAt, to: place.place.at };
    return null;
  }
}

function copyOf(target: Target): Target {
  return target.kind === 'edits' ? { ...target, place: { ...target.place } } : { ...target };
}

function rewriteOf(target: Target): Rewrite | null {
  if (target.kind === 'whole') return target.rewrite;
  return target.kind === 'edits' && target.place.kind === 'found' ? target.place.replacement : null;
}
