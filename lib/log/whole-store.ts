import type { EventStore } from './event-store.ts';
import type { SpeedRecord } from './speed-record.ts';
import type { TokenLedger } from './token-ledger.ts';

/** A store that keeps sessions, what they used of the models, and how fast those were. */
export interface WholeStore extends EventStore {
  readonly tokens: TokenLedger;
  readonly speeds: SpeedRecord;
}
