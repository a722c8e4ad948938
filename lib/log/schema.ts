/** The log's tables, the same in every database. What each column means stands in event-store.ts. */
export interface LogSchema {
  sessions: { id: string; edit_token_hash: string; created_at_ms: number; head: number };
  events: { session_id: string; sequence: number; at_ms: number; type: string; payload: string };
  append_keys: { session_id: string; idempotency_key: string; last_sequence: number };
  snapshots: { session_id: string; sequence: number; state: string };
}
