import { Inflate } from 'fflate';
import { type Result, ok, refuse } from '../base/result.ts';
import { normalizePath } from '../session/file-path.ts';
import { limits } from '../session/limits.ts';

/** Why a file of a zip did not become one of the session. */
export type LeftOutReason = 'not-text' | 'too-large' | 'bad-path' | 'unreadable' | 'not-own';

/** The texts of a zip, and what was left out of it. */
export interface ReadZip {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly leftOut: readonly { readonly path: string; readonly reason: LeftOutReason }[];
}

/** Why nothing was taken from a zip. */
export type ZipRefusal = 'not-a-zip' | 'too-large' | 'too-many-files' | 'no-text';

interface Entry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly isLink: boolean;
  readonly method: number;
  readonly sizeBytes: number;
  readonly headerAt: number;
}

/** What unpacking may come to in all, with what is left out after a look at it. */
const mostUnpackedBytes = 2 * limits.sessionBytes;

/**
 * Reads the texts of a zip. It believes no size that stands in it: unpacking stops where a file, or all of them together,
 * get larger than a session keeps. What is no text, or somebody else's (`node_modules`, `.git`), is left out and named. A
 * folder around everything is taken off where the zip says that it is one.
 */
export function readZip(bytes: Uint8Array): Result<ReadZip, ZipRefusal> {
  const entries = listEntries(bytes);
  if (!entries) return refuse('not-a-zip');
  const folder = sharedFolder(entries.map(({ name }) => name));
  const files = new Map<string, string>();
  const leftOut: { path: string; reason: LeftOutReason }[] = [];
  let unpackedBytes = 0;
  for (const entry of entries) {
    const name = entry.name.slice(folder.length);
    if (name === '' || name.endsWith('/') || isClutter(name)) continue;
    const path = normalizePath(name);
    const leaveOut = (reason: LeftOutReason) => leftOut.push({ path: name.slice(0, limits.pathLength), reason });
    if (!path || files.has(path)) leaveOut('bad-path');
    else if (isNotOwn(path)) leaveOut('not-own');
    else {
      const content = unpack(bytes, entry, limits.fileBytes);
      unpackedBytes += typeof content === 'string' ? limits.fileBytes : content.byteLength;
      if (unpackedBytes > mostUnpackedBytes) return refuse('too-large');
      const text = typeof content === 'string' ? null : readText(content);
      if (typeof content === 'string') leaveOut(content);
      else if (text === null) leaveOut('not-text');
      else files.set(path, text);
    }
    if (files.size > limits.files) return refuse('too-many-files');
  }
  const total = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  if (total > limits.sessionBytes) return refuse('too-large');
  if (files.size === 0) return refuse('no-text');
  return ok({ files: [...files].map(([path, text]) => ({ path, text })), leftOut });
}

/** The text of a file, or null when it is none: not UTF-8, or with zeros in it as only other kinds of file have. */
function readText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What systems leave in folders without being asked. */
function isClutter(name: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

function isNotOwn(path: string): boolean {
  return /(?:^|\/)(?:node_modules|\.git)\//.test(path);
}

/** The folder that all names begin with, if the zip has it as a folder; else nothing. */
function sharedFolder(names: readonly string[]): string {
  const top = /^[^/]+\//.exec(names.find((name) => !isClutter(name)) ?? '')?.[0] ?? '';
  const isShared = names.includes(top) && names.every((name) => name.startsWith(top) || isClutter(name));
  return isShared ? top : '';
}

/** The zip's own list of what is in it, which stands at its end; null when there is none that can be read. */
function listEntries(bytes: Uint8Array): readonly Entry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return null;
    const nameLength = view.getUint16(at + 28, true);
    const nameEnd = at + 46 + nameLength;
    if (nameEnd > view.byteLength) return null;
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)).replaceAll('\\', '/'),
      isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      // The type of file as Unix writes it, in the upper half of what is kept about it.
      isLink: view.getUint32(at + 38, true) >>> 28 === 0xa,
      method: view.getUint16(at + 10, true),
      sizeBytes: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The record at the end has 22 bytes and a comment of up to 65,535. */
function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= first; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  return null;
}

function unpack(bytes: Uint8Array, entry: Entry, mostBytes: number): Uint8Array | 'unreadable' | 'too-large' {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { headerAt, sizeBytes } = entry;
  if (entry.isEncrypted || entry.isLink) return 'unreadable';
  if (headerAt + 30 > bytes.byteLength || view.getUint32(headerAt, true) !== 0x04034b50) return 'unreadable';
  const from = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  if (from + sizeBytes > bytes.byteLength) return 'unreadable';
  const packed = bytes.subarray(from, from + sizeBytes);
  if (entry.method === 0) return packed.byteLength > mostBytes ? 'too-large' : packed;
  return entry.method === 8 ? inflate(packed, mostBytes) : 'unreadable';
}

/** In small pieces, so that what unpacks to a thousand times its size is met before it has done so. */
function inflate(packed: Uint8Array, mostBytes: number): Uint8Array | 'unreadable' | 'too-large' {
  const pieceBytes = 512;
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const stream = new Inflate((piece) => {
    pieces.push(piece);
    sizeBytes += piece.byteLength;
  });
  try {
    for (let at = 0; at < packed.byteLength; at += pieceBytes) {
      stream.push(packed.subarray(at, at + pieceBytes), at + pieceBytes >= packed.byteLength);
      if (sizeBytes > mostBytes) return 'too-large';
    }
  } catch {
    return 'unreadable';
  }
  const whole = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
