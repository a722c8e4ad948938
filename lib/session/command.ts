import { z } from 'zod';
import { limits } from './limits.ts';

const id = z.string().min(1).max(64);
const path = z.string().min(1).max(limits.pathLength);
const offset = z.int().min(0).max(100_000_000);
const instruction = z
  .string()
  .refine((text) => utf8Length(text) <= limits.instructionBytes, { error: 'longer than 32 KB' });

/** A file, by its id or by its path as it is now. */
const fileNames = { fileId: id.optional(), path: path.optional() };

const selection = z.object({ ...fileNames, from: offset, to: offset });

/** Counted from 1. */
const place = z.int().min(1).max(100_000_000);

const problem = z.object({
  message: z.string().min(1).max(limits.problemLength),
  path: path.exactOptional(),
  line: place.exactOptional(),
  column: place.exactOptional(),
  stack: z.string().max(limits.problemLength).exactOptional(),
});

/** One command as it comes from outside, by its `type`. Unknown fields are dropped; a wrong one is told by name. */
export const commandSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('change-text'),
    ...fileNames,
    /** The version of the file that the change was made against; the newest when absent. */
    version: z.int().min(0).optional(),
    /** `@codemirror/state` ChangeSet JSON, or `edits` instead. */
    change: z.unknown().optional(),
    /** Replacements, all in offsets of the text before, not overlapping. */
    edits: z
      .array(z.object({ from: offset, to: offset.optional(), insert: z.string().optional() }))
      .max(5_000)
      .optional(),
    changeId: id.optional(),
  }),
  z.object({ type: z.literal('create-file'), path, text: z.string().optional(), fileId: id.optional() }),
  z.object({ type: z.literal('rename-file'), fileId: id.optional(), path: path.optional(), newPath: path }),
  z.object({ type: z.literal('delete-file'), ...fileNames }),
  z.object({ type: z.literal('restore-file'), fileId: id }),
  z.object({ type: z.literal('rename-session'), title: z.string().max(limits.titleLength) }),
  z.object({
    type: z.literal('start-run'),
    instruction,
    selection: selection.optional(),
    /** What went wrong in the program and is to be mended: the model is told it, beside the instruction. */
    problem: problem.optional(),
    openFileId: id.optional(),
    lane: z.enum(['fast', 'deep', 'auto']).optional(),
    /** `provider/model`; the lane's own when absent. */
    model: z.string().max(200).optional(),
  }),
  /** Asks several models the same, each in a copy of its own. `pick-racer` keeps one; `stop-run` stops all. */
  z.object({
    type: z.literal('start-race'),
    instruction,
    selection: selection.optional(),
    problem: problem.optional(),
    openFileId: id.optional(),
    /** `provider/model` each. */
    models: z
      .array(z.string().min(1).max(200))
      .min(limits.fewestRacers, { error: 'a race needs two models at least' })
      .max(limits.mostRacers, { error: 'a race takes four models at most' }),
  }),
  /** Keeps one racer, named by its run: as it is, and going on if it still writes. */
  z.object({ type: z.literal('pick-racer'), racer: id }),
  /** Asks again for what a run was asked last, to be finished from where it broke off or was stopped. */
  z.object({
    type: z.literal('continue-run'),
    runId: id,
    lane: z.enum(['fast', 'deep', 'auto']).optional(),
    model: z.string().max(200).optional(),
  }),
  z.object({
    type: z.literal('redirect-run'),
    instruction,
    revert: z.boolean().optional(),
    /** Hands it over to another lane, with all that is written. */
    lane: z.enum(['fast', 'deep', 'auto']).optional(),
  }),
  z.object({
    type: z.literal('stop-run'),
    revert: z.boolean().optional(),
    /** The last event the person had seen: what the model wrote after it is taken back, so that Stop is where they saw it. */
    seen: z.int().min(0).optional(),
  }),
  z.object({ type: z.literal('resume-run') }),
  z.object({ type: z.literal('revert-run'), runId: id }),
  z.object({ type: z.literal('restore-run'), runId: id }),
  z.object({ type: z.literal('name-version'), runId: id, name: z.string().max(limits.titleLength) }),
  /** Makes the files stand again as they were right after this event. */
  z.object({ type: z.literal('restore-version'), sequence: z.int().min(1) }),
  z.object({
    type: z.literal('accept-changes'),
    runId: id,
    fileId: id.optional(),
    /** One hunk, counted from 0, of the file as it is at `version`. */
    hunk: z.int().min(0).optional(),
    version: z.int().min(0).optional(),
  }),
  z.object({
    type: z.literal('revert-changes'),
    runId: id,
    fileId: id,
    hunk: z.int().min(0).optional(),
    version: z.int().min(0).optional(),
  }),
]);

/** What a person can ask of a session. */
export type Command = z.infer<typeof commandSchema>;

/** A size in bytes as UTF-8. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The first thing wrong with a command, in words that name the field. */
export function explainBadCommand(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'This command is not understood.';
  const where = issue.path.join('.');
  return where ? `The command's \`${where}\` is wrong: ${issue.message}.` : `The command is wrong: ${issue.message}.`;
}
