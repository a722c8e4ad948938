import type { FrameLine, LinePiece, ShownPart } from '../../lib/preview/console-messages.ts';
import { placeInPage, stackInPage } from '../../lib/preview/inline-scripts.ts';

type ReadFile = (path: string) => string | null;

/** A line whose places are lines of the session's files: what a script in a page says is said in the page. */
export function placeLine(line: FrameLine, readFile: ReadFile): FrameLine {
  const place = line.path === null ? null : placeInPage({ path: line.path, line: line.line }, readFile);
  return {
    ...line,
    ...place,
    ...(line.stack === undefined ? {} : { stack: stackInPage(line.stack, readFile) }),
    ...(line.pieces ? { pieces: line.pieces.map((piece) => placePiece(piece, readFile)) } : {}),
  };
}

/** The same for stacks among the parts of a value. */
export function placeParts(parts: readonly ShownPart[], readFile: ReadFile): readonly ShownPart[] {
  return parts.map((part) => ({ ...part, ...placePiece(part, readFile) }));
}

function placePiece<Piece extends LinePiece | ShownPart>(piece: Piece, readFile: ReadFile): Piece {
  if (!('value' in piece) || piece.value.type !== 'stack') return piece;
  return { ...piece, value: { ...piece.value, text: stackInPage(piece.value.text, readFile) } };
}
