import { z } from 'zod';
import { limits } from '../session/limits.ts';
import type { RacerAct, SessionEventBody, SessionEventType } from '../session/session-event.ts';

type FieldsOf<Type extends SessionEventType> = Omit<Extract<SessionEventBody, { readonly type: Type }>, 'type'>;

const id = z.string().min(1).max(64);
/** It becomes part of an address. */
const sessionId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const name = z.string().max(300);
const title = z.string().max(limits.titleLength);
const path = z.string().min(1).max(limits.pathLength);
const text = z.string();
const count = z.int().min(0);
const amount = z.number().min(0);
const attemptOf = { runId: id, attempt: z.int().min(1) };
const change = z.array(z.union([count, z.tuple([count], z.string())]));

const by = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), clientId: id }),
  z.strictObject({ kind: z.literal('model'), ...attemptOf }),
]);

const selection = z.strictObject({ fileId: id, from: count, to: count });

const problem = z.strictObject({
  message: text.max(limits.problemLength),
  path: path.exactOptional(),
  line: z.int().min(1).exactOptional(),
  column: z.int().min(1).exactOptional(),
  stack: text.max(limits.problemLength).exactOptional(),
});

const review = z.discriminatedUnion('action', [
  z.strictObject({ runId: id, action: z.enum(['revert', 'restore']) }),
  z.strictObject({ runId: id, action: z.literal('revert-hunk'), inverse: change }),
]);

const receipt = z.strictObject({
  timeToFirstTokenMs: amount.nullable(),
  tokensPerSecond: amount.nullable(),
  tokens: count,
  durationMs: amount,
  provider: name,
  model: name,
  tier: name.nullable(),
  wantedTier: name.exactOptional(),
  tokensAfterStop: count,
  attempts: count,
});

const failure = z.strictObject({
  code: z.enum([
    'auth',
    'rate-limit',
    'quota',
    'overloaded',
    'withdrawn',
    'context',
    'refused',
    'invalid',
    'network',
    'stalled',
    'protocol',
    'length',
    'budget',
    'interrupted',
    'store-full',
    'store-unavailable',
    'internal',
  ]),
  retryAfterMs: amount.exactOptional(),
  model: name.exactOptional(),
  provider: name.exactOptional(),
  next: name.exactOptional(),
  spent: z
    .strictObject({
      limit: z.enum(['session', 'day']),
      leftTokens: count,
      neededTokens: count,
      freshAtMs: amount,
      isCut: z.boolean(),
    })
    .exactOptional(),
});

type RunFieldType = Exclude<SessionEventType, 'racer-acted'>;

/** All but what holds another event. */
const plainFields: { readonly [Type in RunFieldType]: z.ZodType<FieldsOf<Type>> } = {
  'session-started': z.strictObject({
    title,
    files: z.array(z.strictObject({ fileId: id, path, text })).max(limits.files),
  }),
  'session-forked': z.strictObject({ parent: z.strictObject({ sessionId, sequence: z.int().min(1) }), title }),
  'session-renamed': z.strictObject({ title }),
  'file-created': z.strictObject({ fileId: id, path, text, by }),
  'file-renamed': z.strictObject({ fileId: id, path, by }),
  'file-deleted': z.strictObject({ fileId: id, by }),
  'file-restored': z.strictObject({ fileId: id, path, by }),
  'text-changed': z.strictObject({
    fileId: id,
    version: count,
    change,
    by,
    against: count.exactOptional(),
    changeId: id.exactOptional(),
    review: review.exactOptional(),
    penAt: count.exactOptional(),
    tokens: count.exactOptional(),
  }),
  'run-started': z.strictObject({
    runId: id,
    continues: id.exactOptional(),
    instruction: text,
    selection: selection.exactOptional(),
    problem: problem.exactOptional(),
    openFileId: id.exactOptional(),
    lane: z.enum(['fast', 'deep', 'auto']),
    model: name.exactOptional(),
    clientId: id,
  }),
  'attempt-started': z.strictObject({
    ...attemptOf,
    instruction: text,
    provider: name,
    model: name,
    lane: z.enum(['fast', 'deep']).exactOptional(),
    laneReason: z
      .enum([
        'new-program',
        'selection',
        'small-change',
        'asks-why',
        'rework',
        'plan',
        'hard',
        'broad',
        'many-parts',
        'tried-before',
      ])
      .exactOptional(),
    reason: z.enum(['run', 'redirect', 'reask']),
  }),
  'context-chosen': z.strictObject({
    ...attemptOf,
    limitTokens: count,
    answerTokens: count,
    taskTokens: count,
    turnTokens: count,
    fileTokens: count,
    isEstimated: z.boolean(),
    files: count,
    leftOut: z.array(z.strictObject({ path, tokens: count, reason: z.enum(['no-room', 'data']) })),
    leftOutCount: count,
  }),
  'attempt-queued': z.strictObject({
    ...attemptOf,
    position: count.exactOptional(),
    waitMs: amount.exactOptional(),
  }),
  'attempt-thinking': z.strictObject(attemptOf),
  'attempt-writing': z.strictObject({ ...attemptOf, timeToFirstTokenMs: amount }),
  'pen-moved': z.strictObject({ ...attemptOf, fileId: id, at: count }),
  'prose-written': z.strictObject({ ...attemptOf, text, tokens: count }),
  'edit-missed': z.strictObject({
    ...attemptOf,
    path: text,
    search: text,
    replacement: text,
    reason: z.enum(['missing', 'ambiguous']),
  }),
  'answer-unclear': z.strictObject({ ...attemptOf, code: name, text }),
  'run-paused': z.strictObject({ runId: id, fileId: id }),
  'run-resumed': z.strictObject({ runId: id }),
  'stop-requested': z.strictObject({ runId: id, revert: z.boolean(), clientId: id }),
  'redirect-requested': z.strictObject({
    runId: id,
    instruction: text,
    revert: z.boolean(),
    clientId: id,
    lane: z.enum(['fast', 'deep', 'auto']).exactOptional(),
  }),
  'run-ended': z.strictObject({
    runId: id,
    outcome: z.enum(['done', 'stopped', 'failed']),
    receipt,
    failure: failure.exactOptional(),
  }),
  'run-reverted': z.strictObject({ runId: id }),
  'run-restored': z.strictObject({ runId: id }),
  'version-named': z.strictObject({ runId: id, name: title }),
  'version-restored': z.strictObject({ moment: z.int().min(1), by }),
  'changes-accepted': z.strictObject({
    runId: id,
    fileId: id.exactOptional(),
    inverse: change.exactOptional(),
  }),
  'race-started': z.strictObject({
    raceId: id,
    instruction: text,
    selection: selection.exactOptional(),
    problem: problem.exactOptional(),
    openFileId: id.exactOptional(),
    racers: z
      .array(z.strictObject({ runId: id, model: name }))
      .min(limits.fewestRacers)
      .max(limits.mostRacers),
    clientId: id,
  }),
  'race-stopped': z.strictObject({ raceId: id, clientId: id }),
  'race-picked': z.strictObject({ raceId: id, racer: id, clientId: id }),
  'race-dismissed': z.strictObject({ raceId: id, clientId: id }),
};

function actOf<Type extends RacerAct['type']>(type: Type) {
  return (plainFields[type] as unknown as z.ZodObject).extend({ type: z.literal(type) });
}

const act = z.discriminatedUnion('type', [
  actOf('attempt-started'),
  actOf('context-chosen'),
  actOf('attempt-queued'),
  actOf('attempt-thinking'),
  actOf('attempt-writing'),
  actOf('pen-moved'),
  actOf('prose-written'),
  actOf('edit-missed'),
  actOf('answer-unclear'),
  actOf('file-created'),
  actOf('file-renamed'),
  actOf('file-deleted'),
  actOf('text-changed'),
  actOf('run-ended'),
]) as unknown as z.ZodType<RacerAct>;

/**
 * What each event holds beside its type, its number and its time, for reading one that comes from outside. Strict: a field
 * that is not known here was written by a newer Flint, and leaving it out would make another session of it.
 */
export const eventFields: { readonly [Type in SessionEventType]: z.ZodType<FieldsOf<Type>> } = {
  ...plainFields,
  'racer-acted': z.strictObject({ racer: id, act }),
};
