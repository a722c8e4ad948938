import { type Change, changeFromJson, type ChangeJson, type Text } from '../document/change.ts';
import { afterOtherChange, afterOwnChange, beginReview, type Review } from '../document/run-review.ts';
import { isRunning } from '../session/run-machine.ts';
import type { FoldedEvent } from './open-session.ts';

/** What was written lately, so that what a person had not seen yet when they said Stop can be taken back. */
export interface RecentWriting {
  note(folded: FoldedEvent): void;
  /** The changes that take back what the run wrote after `sequence`, for the newest text, keeping what people typed. */
  takeBackSince(runId: string, sequence: number): { readonly fileId: string; readonly change: Change }[];
}

interface Writing {
  readonly sequence: number;
  readonly fileId: string;
  /** Null when a person wrote it. */
  readonly runId: string | null;
  /** As it stands in the log: read only when it has to be taken back, which is rare. */
  readonly change: ChangeJson;
  readonly before: Text;
}

/** Far more than can be under way to a page: about five seconds of a fast model, an event each 8 ms. */
const kept = 640;

/** Keeps the texts themselves, but only while a run goes on: nobody can say Stop to another one. */
export function createRecentWriting(): RecentWriting {
  let writings: Writing[] = [];
  return {
    note({ event, before, after }) {
      if (!isRunning(after.run)) {
        writings = [];
        return;
      }
      if (event.type !== 'text-changed') return;
      const text = before.files.get(event.fileId)?.text;
      if (!text) return;
      const runId = event.by.kind === 'model' ? event.by.runId : null;
      const { sequence, fileId } = event;
      writings.push({ sequence, fileId, runId, change: event.change, before: text });
      if (writings.length > kept * 2) writings = writings.slice(-kept);
    },
    takeBackSince(runId, sequence) {
      const reviews = new Map<string, Review>();
      for (const writing of writings) {
        if (writing.sequence <= sequence) continue;
        const { fileId, before } = writing;
        const change = changeFromJson(writing.change);
        const review = reviews.get(fileId) ?? beginReview(before.length);
        reviews.set(
          fileId,
          writing.runId === runId ? afterOwnChange(review, change, before) : afterOtherChange(review, change),
        );
      }
      return [...reviews]
        .map(([fileId, { inverse }]) => ({ fileId, change: inverse }))
        .filter(({ change }) => !change.empty);
    },
  };
}
