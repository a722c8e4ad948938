import { changeFromJson, type ChangeJson, changeToJson } from '../document/change.ts';
import type { FileReview, RunRecord } from './session-state.ts';

/** A run as plain JSON. */
export type RunSnapshot = Omit<RunRecord, 'reviews'> & { readonly reviews: readonly ReviewSnapshot[] };

interface ReviewSnapshot {
  readonly fileId: string;
  readonly inverse: ChangeJson;
  readonly restore: ChangeJson | null;
  readonly isAccepted: boolean;
}

/** The run as JSON. `restoreRunRecord` gives the same run back. */
export function snapshotRun(run: RunRecord): RunSnapshot {
  return { ...run, reviews: [...run.reviews].map(snapshotReview) };
}

/** The run that a snapshot was taken of. */
export function restoreRunRecord(run: RunSnapshot): RunRecord {
  return {
    ...run,
    // Snapshots of Flint 0.1 say nothing of what has a fallback here.
    startSequence: run.startSequence ?? 0,
    endSequence: run.endSequence ?? null,
    name: run.name ?? null,
    continues: run.continues ?? null,
    problem: run.problem ?? null,
    chosenLane: run.chosenLane ?? null,
    context: run.context ?? null,
    reviews: new Map(run.reviews.map(restoreReview)),
  };
}

function snapshotReview([fileId, file]: [string, FileReview]): ReviewSnapshot {
  return {
    fileId,
    inverse: changeToJson(file.review.inverse),
    restore: file.restore ? changeToJson(file.restore) : null,
    isAccepted: file.isAccepted,
  };
}

function restoreReview(review: ReviewSnapshot): [string, FileReview] {
  return [
    review.fileId,
    {
      review: { inverse: changeFromJson(review.inverse) },
      restore: review.restore ? changeFromJson(review.restore) : null,
      isAccepted: review.isAccepted,
    },
  ];
}
