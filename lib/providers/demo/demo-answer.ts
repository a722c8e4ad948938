import { fileEdits, wholeFile } from './answer-format.ts';
import { planWishes, withWishes } from './apply-wishes.ts';
import { chooseProgram, closestProgram, matchPrograms, namedScore, recogniseProgram } from './choose-program.ts';
import type { DemoRequest } from './demo-request.ts';
import { applyReplacements, editBlocks } from './edit-blocks.ts';
import { demoPrograms } from './programs/catalog.ts';
import type { DemoProgram } from './programs/program.ts';
import { recogniseWishes } from './recognise-wishes.ts';
import { planInSelection } from './selection-wishes.ts';
import { unfinishedPaths, withCarriedValues } from './unfinished-files.ts';
import type { Wish } from './wish.ts';
import { plainText } from './words.ts';

type Files = ReadonlyMap<string, string>;

/**
 * The whole answer to a request, in the answer format. It is worked out from the request alone: the same request gets the
 * same answer. What Demo cannot do is said in plain words, with no files.
 */
export function demoAnswer(request: DemoRequest): string {
  const { instruction, files } = request;
  const said = plainText(instruction);
  if (tellsOfMissedEdits.test(instruction)) return `${missedEdits}\n`;
  const current = recogniseProgram(files) ?? programUnderWay(request);
  const named = namedProgram(instruction, current, request.selection !== undefined);
  if (named) return newProgram(named, instruction, files);
  if (asksWhatThereIs.test(said)) return `${aboutDemo}\n`;
  if (asksForRepair.test(said)) return cannotRepair(current);
  if (current && asksForFreshStart.test(said)) return newProgram(current, instruction, files);

  const wishes = recogniseWishes(instruction, current);
  const unfinished = current ? unfinishedPaths(current, request) : [];
  if (current && unfinished.length > 0) return finished(current, unfinished, wishes, request);
  if (wishes.length > 0 && files.size > 0) {
    const changed = changedFiles(request, wishes, current);
    if (changed !== undefined) return changed;
  }
  if (current) return notUnderstood(current, said);
  const hasOwnCode = [...files.values()].some((text) => text.trim() !== '');
  if (hasOwnCode && asksForChange.test(said)) {
    return `Demo cannot change code that it did not write. ${aboutDemo}\n`;
  }
  return closest(instruction, files);
}

/** The question that follows when an edit found no place, because somebody typed there meanwhile. */
const tellsOfMissedEdits = /\bthis SEARCH part\b/i;
const missedEdits =
  'The text changed while Demo wrote, so its edit has no place any more. Demo is not a model and cannot work out where it belongs: say it again, and it starts from the text as it is now.';

const asksWhatThereIs =
  /^(?:hi|hello|hey|help|who are you|what are you|what (?:can|else can|do) you|which programs|list|γεια|βοηθεια)(?!\p{L})/u;
const asksForRepair =
  /\b(?:fix|repair|debug|error|errors|exception|bug|bugs|broken|crash|crashes|does ?n.t work|not working|typeerror|referenceerror|syntaxerror)\b|(?<!\p{L})(?:διορθωσε|λαθοσ|σφαλμα)/u;
const asksForFreshStart =
  /\b(?:start over|from scratch|start again|write (?:it|this) again|reset|the original|as it was|undo everything)\b|απο την αρχη/u;
const asksToGoOn = /^(?:please )?(?:go on|continue|finish|complete|carry on|keep going|συνεχισε)(?!\p{L})/u;
const asksForChange =
  /\b(?:it|this|that|these|those|add|remove|change|rename|move|refactor|explain|replace|delete|convert|improve)\b/;
const isOther =
  /\b(?:instead|rather|no|nope|now|build|create|write|generate|code|new|another|an?|start|show|want|switch|give)\b|(?<!\p{L})(?:οχι|ενα|εναν|μια|φτιαξε|γραψε|καλυτερα)(?!\p{L})/u;

/** The program that was asked for and has not come far enough to be recognised in the files. */
function programUnderWay({ earlierInstructions, files }: DemoRequest): DemoProgram | undefined {
  const isTooFar = [...files.values()].some((text) => text.length > 400);
  if (isTooFar) return undefined;
  for (const earlier of earlierInstructions.toReversed()) {
    const match = chooseProgram(earlier);
    if (match && match.score >= namedScore) return match.program;
  }
  const first = earlierInstructions[0];
  return first === undefined ? undefined : closestProgram(first);
}

/** The program that an instruction asks for, unless it only speaks of a part of the one that is there. */
function namedProgram(
  instruction: string,
  current: DemoProgram | undefined,
  hasSelection: boolean,
): DemoProgram | undefined {
  const matches = matchPrograms(instruction);
  const [best] = matches;
  if (!best || best.score < namedScore) return undefined;
  if (!current) return best.program;
  if (best.program === current) return undefined;
  const isSaidOfCurrent = (matches.find((match) => match.program === current)?.score ?? 0) >= best.score;
  if (isSaidOfCurrent) return undefined;
  const asksForOther = isOther.test(plainText(instruction));
  if (hasSelection && !asksForOther) return undefined;
  const hasWishes = recogniseWishes(instruction, current).length > 0;
  return asksForOther || !hasWishes ? best.program : undefined;
}

const aboutDemo = `Demo is not a model: it has prepared programs and knows a few ways to change them. Ask for ${sample()}, then for another colour, speed, size, font, title or theme.`;

function sample(): string {
  const names = demoPrograms.slice(0, 8).map((program) => program.summary);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function newProgram(program: DemoProgram, instruction: string, files: Files): string {
  const wishes = recogniseWishes(instruction, program);
  const written = withWishes(new Map(Object.entries(program.files)), wishes, program);
  return wholeProgram(
    `Here is ${program.summary}, one of Demo's prepared programs (Demo is not a model).`,
    program,
    written,
    files,
  );
}

function closest(instruction: string, files: Files): string {
  const program = chooseProgram(instruction)?.program ?? closestProgram(instruction);
  const wishes = recogniseWishes(instruction, program);
  const written = withWishes(new Map(Object.entries(program.files)), wishes, program);
  const others = demoPrograms.filter((other) => other !== program).slice(0, 6);
  const prose =
    `Demo is not a model and has only prepared programs; none is quite that, so here is ${program.summary}. ` +
    `It also has ${others.map((other) => other.summary).join(', ')} and more.`;
  return wholeProgram(prose, program, written, files);
}

/** All files of a program, and the removal of those that another program left behind. */
function wholeProgram(prose: string, program: DemoProgram, written: Files, files: Files): string {
  const before = recogniseProgram(files);
  const leftOver = Object.keys(before?.files ?? {}).filter((path) => files.has(path) && !written.has(path));
  return [
    `${prose}\n`,
    ...[...written].map(([path, text]) => wholeFile(path, text)),
    ...leftOver.map((path) => `DELETE ${path}\n`),
  ].join('\n');
}

/** Writes what was cut off again from its beginning, with the new wishes; what is whole gets small edits. */
function finished(
  program: DemoProgram,
  unfinished: readonly string[],
  wishes: readonly Wish[],
  request: DemoRequest,
): string {
  let rebuilt: Files = new Map(Object.entries(program.files));
  for (const earlier of instructionsFor(program, request.earlierInstructions)) {
    rebuilt = withWishes(rebuilt, recogniseWishes(earlier, program), program);
  }
  const files = new Map<string, string>();
  for (const path of Object.keys(program.files)) {
    const now = request.files.get(path);
    const whole = rebuilt.get(path) ?? '';
    files.set(path, unfinished.includes(path) ? withCarriedValues(whole, now ?? '', path) : (now ?? whole));
  }
  const { replacements, done, missing } = planWishes(files, wishes, program);
  const parts: string[] = [];
  for (const [path, text] of files) {
    const own = replacements.get(path) ?? [];
    if (unfinished.includes(path)) parts.push(wholeFile(path, applyReplacements(text, own)));
    else if (own.length > 0) parts.push(fileEdits(path, editBlocks(text, own)));
  }
  const changed =
    done.length > 0
      ? `Set ${inWords(done)}, and wrote ${program.summary} to its end.`
      : `Wrote ${program.summary} to its end.`;
  const prose = [changed, missingInWords(missing)].filter((sentence) => sentence !== '').join(' ');
  return [`${prose}\n`, ...parts].join('\n');
}

/** What was said since the program was asked for. */
function instructionsFor(program: DemoProgram, earlier: readonly string[]): readonly string[] {
  const askedAt = earlier.findLastIndex((instruction) => {
    const match = chooseProgram(instruction);
    return match?.program === program && match.score >= namedScore;
  });
  return earlier.slice(Math.max(0, askedAt));
}

/** Small edits to the files as they are; undefined where none of the wishes has a place in them. */
function changedFiles(
  request: DemoRequest,
  wishes: readonly Wish[],
  program: DemoProgram | undefined,
): string | undefined {
  const { files, selection } = request;
  const selectedText = selection ? files.get(selection.path) : undefined;
  if (selection && selectedText !== undefined) {
    const { replacements, done, left } = planInSelection(selectedText, selection, wishes);
    if (replacements.length > 0) {
      const prose = `In the selection, changed ${inWords(done)}.${left.length > 0 ? ' For the rest there is no place in it.' : ''}`;
      return `${prose}\n\n${fileEdits(selection.path, editBlocks(selectedText, replacements))}`;
    }
  }
  const { replacements, done, missing } = planWishes(files, wishes, program);
  if (done.length === 0) return undefined;
  const isWider = selection !== undefined;
  const parts = [...replacements].flatMap(([path, own]) => {
    const blocks = editBlocks(files.get(path) ?? '', own);
    return blocks.length > 0 ? [fileEdits(path, blocks)] : [];
  });
  const sentences = [
    parts.length > 0 ? `Set ${inWords(done)}.` : `Nothing to change: ${inWords(done)} already.`,
    isWider ? 'The selection had no place for it, so it holds for the whole program.' : '',
    missingInWords(missing),
  ];
  return [`${sentences.filter((sentence) => sentence !== '').join(' ')}\n`, ...parts].join('\n');
}

function inWords(things: readonly string[]): string {
  return things.length < 2 ? (things[0] ?? '') : `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;
}

function missingInWords(missing: readonly string[]): string {
  return missing.length > 0 ? `This program has no ${missing.join(' and no ')} that Demo can change.` : '';
}

function cannotRepair(current: DemoProgram | undefined): string {
  const offer = current
    ? `To get ${current.summary} as it was prepared, say "start over".`
    : 'Add a key or choose a local model for that.';
  return `Demo cannot find or fix mistakes: it is not a model, it only has prepared programs. ${offer}\n`;
}

function notUnderstood(current: DemoProgram, said: string): string {
  if (asksToGoOn.test(said))
    return `This is the whole of it: ${current.summary}. Demo is not a model and has nothing to add.\n`;
  const own = current.parameters.flatMap((parameter) => parameter.words.slice(0, 1));
  const further = own.length > 0 ? ` Here it also knows about ${own.join(', ')}.` : '';
  return (
    'Demo is not a model and does not know how to do that. It can change colours ("make it teal"), the theme, ' +
    `size, speed, corners, font and title, or write another program.${further}\n`
  );
}
