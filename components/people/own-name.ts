import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { words } from '../words.ts';
import { readStored, store } from '../ui/storage.ts';

const key = 'flint:name';

/** Longer names are of no use beside a caret. */
export const mostNameLength = 40;

/** What this browser's person is called in all sessions. */
export const ownName: StoreApi<string> = createStore<string>(() => remembered());

/** Takes a name from now on; one without letters gives way to a guest's. */
export function setOwnName(name: string): void {
  const trimmed = name.trim().slice(0, mostNameLength);
  ownName.setState(trimmed === '' ? guestName() : trimmed, true);
  store('local', key, ownName.getState());
}

function remembered(): string {
  if (typeof window === 'undefined') return '';
  const kept = readStored('local', key);
  if (kept) return kept;
  // Kept as well, so that a guest is the same one tomorrow.
  const name = guestName();
  store('local', key, name);
  return name;
}

function guestName(): string {
  const { guests } = words.people;
  return words.people.guest(guests[Math.floor(Math.random() * guests.length)] ?? '');
}
