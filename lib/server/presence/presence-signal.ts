import { z } from 'zod';
import type { Tally } from './tally.ts';

export const caretSchema = z.object({
  fileId: z.string().max(64),
  from: z.int().min(0),
  to: z.int().min(0),
  version: z.int().min(0),
});

const personSchema = z.object({
  clientId: z.string(),
  name: z.string(),
  role: z.enum(['editor', 'viewer']),
  caret: caretSchema.nullable(),
});

const signalSchema = z.discriminatedUnion('kind', [
  /** Who is in the sender's process. Said again and again: silence means that it is gone. */
  z.object({
    kind: z.literal('here'),
    from: z.string(),
    tally: z.object({ people: z.array(personSchema), viewers: z.int(), editors: z.int() }),
  }),
  /** Whoever has somebody here is asked to say so. */
  z.object({ kind: z.literal('who'), from: z.string() }),
  /** Somebody told where they are; their feed may be in any process. */
  z.object({
    kind: z.literal('told'),
    from: z.string(),
    clientId: z.string(),
    name: z.string().nullable(),
    caret: caretSchema.nullable(),
    mayEdit: z.boolean(),
  }),
  /** From now on only the token with this hash edits. */
  z.object({ kind: z.literal('edit-token'), from: z.string(), hash: z.string() }),
]);

/** What processes tell each other about a session, over the signal bus. */
export type PresenceSignal =
  | { readonly kind: 'here'; readonly from: string; readonly tally: Tally }
  | { readonly kind: 'who'; readonly from: string }
  | {
      readonly kind: 'told';
      readonly from: string;
      readonly clientId: string;
      readonly name: string | null;
      readonly caret: z.infer<typeof caretSchema> | null;
      readonly mayEdit: boolean;
    }
  | { readonly kind: 'edit-token'; readonly from: string; readonly hash: string };

/** Null for what is none, or of a version to come. */
export function readPresenceSignal(message: string): PresenceSignal | null {
  try {
    return signalSchema.safeParse(JSON.parse(message)).data ?? null;
  } catch {
    return null;
  }
}
