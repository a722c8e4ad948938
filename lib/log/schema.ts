/**
 * The log's tables, the same in every database. What their columns mean stands in event-store.ts, as far as it is not said
 * here.
 */
export interface LogSchema {
  sessions: SessionRow;
  /** A session's own events, as long as they are not packed: those of a fork begin after its parent's moment. */
  events: { session_id: string; sequence: number; at_ms: number; type: string; payload: string };
  /** Packed events, a block of them in a row, without gaps from the session's first own event on; packing.ts reads them. */
  segments: { session_id: string; first_sequence: number; last_sequence: number; events: Uint8Array };
  append_keys: { session_id: string; idempotency_key: string; last_sequence: number };
  /** Snapshots as they were handed in. */
  snapshots: { session_id: string; sequence: number; state: string };
  /** Packed snapshots. `base_sequence`: the keyframe of the same session that this one is packed against. */
  keyframes: { session_id: string; sequence: number; base_sequence: number | null; state: Uint8Array };
  /** Tokens used on a day, by UTC, with those set aside: of a session, and under an empty id of all of them together. */
  token_use: { day: number; session_id: string; tokens: number };
  /** What is set aside and not settled. */
  token_reservations: { id: string; day: number; session_id: string; tokens: number };
  /** How fast answers were written lately; speed-record.ts says what is kept. */
  model_speeds: { model: string; at_ms: number; id: string; tokens_per_second: number; first_token_ms: number };
}

export interface SessionRow {
  id: string;
  edit_token_hash: string;
  created_at_ms: number;
  head: number;
  last_active_at_ms: number;
  parent_id: string | null;
  parent_sequence: number | null;
  /** 1: nobody can find it any more, and the row and some events are there only because forks live on them. */
  is_erased: number;
  lease_owner: string | null;
  lease_epoch: number;
  lease_until_ms: number;
}
