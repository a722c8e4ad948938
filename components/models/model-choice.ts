import { createStore } from 'zustand/vanilla';
import type { Lane } from '../../lib/session/session-event.ts';
import { readStored, store } from '../ui/storage.ts';
import { keysHeader } from './own-keys.ts';

/** A model that this server can ask, as `/api/models` lists it. */
export interface OfferedModel {
  /** `provider/model`. */
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly providerName: string;
  /** Null of Demo, which is no model. */
  readonly traits: {
    readonly contextTokens: number;
    /** None for what writes no code. */
    readonly lanes: readonly ('fast' | 'deep')[];
    /** Null where nothing is known of it but its name. */
    readonly speed: 'instant' | 'fast' | 'steady' | 'slow' | null;
    readonly canThink: boolean;
    readonly isRefused: boolean;
  } | null;
  /** How fast it was lately on this Flint; null where it has not answered yet. */
  readonly speed: { readonly tokensPerSecond: number; readonly firstTokenMs: number; readonly answers: number } | null;
}

/** What can be asked here, and what this person chose. */
export interface ModelChoice {
  /** Empty until the list is here. */
  readonly offered: readonly OfferedModel[];
  readonly lane: Lane;
  /** The model of each lane, which answers when none was chosen. */
  readonly usual: Readonly<Record<'fast' | 'deep', string | null>>;
  /** Null: the lane's own. */
  readonly chosen: string | null;
  /** Was chosen on an earlier visit, and is not offered any more; null once something else was chosen. */
  readonly gone: string | null;
  /** Whoever runs this server asks for a code, and the person has not given it, or not the right one. */
  readonly isCodeMissing: boolean;
  /** Whoever runs this server limits the tokens of a day. */
  readonly limitsTokens: boolean;
  /** The Codex of the server's machine may be signed in to from here. */
  readonly hasCodex: boolean;
  /** Providers that did not list their models, and why, in the words of `ProviderErrorKind`. */
  readonly unreachable: readonly { readonly provider: string; readonly kind: string }[];
  /** Where a key for a compatible server can be of use: at the server's own one, or at an address that the person gives. */
  readonly compatible: { readonly takesAddress: boolean; readonly isThere: boolean };
}

const modelKey = 'flint:model';
const laneKey = 'flint:lane';
const codeKey = 'flint:access-code';

/** One for the page: the choice outlives the session, and is remembered. */
export const modelChoice = createStore<ModelChoice>(() => ({
  offered: [],
  lane: 'fast',
  usual: { fast: null, deep: null },
  chosen: null,
  gone: null,
  isCodeMissing: false,
  limitsTokens: false,
  hasCodex: false,
  unreachable: [],
  compatible: { takesAddress: false, isThere: false },
}));

/** Asks the server what there is. Without an answer the usual model is asked, and nothing can be chosen. */
export async function loadModels(): Promise<void> {
  const keys = keysHeader();
  const response = await fetch('/api/models', {
    headers: keys === null ? {} : { 'X-Flint-Provider-Keys': keys },
  }).catch(() => null);
  if (!response?.ok) return;
  const listed = (await response.json()) as {
    readonly models: readonly OfferedModel[];
    readonly lanes: ModelChoice['usual'];
    readonly unreachable: ModelChoice['unreachable'];
    readonly needsAccessCode: boolean;
    readonly limitsTokens: boolean;
    readonly usesCodex: boolean;
    readonly takesBaseUrls: boolean;
    readonly hasCompatible: boolean;
  };
  const chosen = readStored('local', modelKey);
  const isThere = listed.models.some(({ id }) => id === chosen);
  // A provider that does not answer lists nothing, and has withdrawn nothing.
  const isGone =
    chosen !== null && !isThere && !listed.unreachable.some(({ provider }) => chosen.startsWith(`${provider}/`));
  if (isGone) store('local', modelKey, null);
  modelChoice.setState({
    offered: listed.models,
    usual: listed.lanes,
    lane: readLane(),
    // What was withdrawn since is not asked for again.
    chosen: isThere ? chosen : null,
    ...(isGone ? { gone: chosen } : {}),
    isCodeMissing: listed.needsAccessCode && readStored('local', codeKey) === null,
    limitsTokens: listed.limitsTokens,
    hasCodex: listed.usesCodex,
    unreachable: listed.unreachable,
    compatible: { takesAddress: listed.takesBaseUrls, isThere: listed.hasCompatible },
  });
}

/** The model that answers when none was chosen; Auto shows the fast lane's. */
export function usualModel({ usual, lane }: ModelChoice): string | null {
  return usual[lane === 'deep' ? 'deep' : 'fast'];
}

/** The model that the next run is asked of. */
export function askedModel(choice: ModelChoice): string | null {
  return choice.chosen ?? usualModel(choice);
}

/** Asks this model from the next run on; null for the usual one. */
export function chooseModel(id: string | null): void {
  store('local', modelKey, id);
  modelChoice.setState({ chosen: id, gone: null });
}

/** Asks this lane from the next run on, and its own model. */
export function chooseLane(lane: Lane): void {
  store('local', laneKey, lane);
  store('local', modelKey, null);
  modelChoice.setState({ lane, chosen: null, gone: null });
}

/** What goes with each run: the lane, and a model where one was chosen. */
export function wishForRun(): { readonly lane: Lane; readonly model?: string } {
  const { lane, chosen } = modelChoice.getState();
  return { lane, ...(chosen === null ? {} : { model: chosen }) };
}

/** The model that was chosen for the fast lane; null for the lane's own. */
export function fastModelToAsk(): string | null {
  const { lane, chosen } = modelChoice.getState();
  return lane === 'fast' ? chosen : null;
}

function readLane(): Lane {
  const lane = readStored('local', laneKey);
  return lane === 'deep' || lane === 'auto' ? lane : 'fast';
}

/** The code that goes with each command, or null. */
export function accessCode(): string | null {
  return readStored('local', codeKey);
}

/** Keeps the code for this and later visits. */
export function giveAccessCode(code: string): void {
  store('local', codeKey, code);
  modelChoice.setState({ isCodeMissing: false });
}

/** The server did not take the code: it is asked for again. */
export function refuseAccessCode(): void {
  store('local', codeKey, null);
  modelChoice.setState({ isCodeMissing: true });
}
