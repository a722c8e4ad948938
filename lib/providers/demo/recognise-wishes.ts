import { amountIn, numberAfter } from './amount-words.ts';
import { colourWishes } from './colour-wishes.ts';
import { fontIn } from './font-words.ts';
import type { DemoParameter, DemoProgram } from './programs/program.ts';
import type { NumberChange, Wish } from './wish.ts';
import { isFormOf, plainText, wordsOf } from './words.ts';

/**
 * What an instruction asks to be changed, in its order; several wishes in one sentence are all found. The program, where
 * it is known, adds the words for its own parts. What is not understood is passed over.
 */
export function recogniseWishes(instruction: string, program: DemoProgram | undefined): readonly Wish[] {
  const { title, rest } = takeTitle(instruction);
  const wishes: Wish[] = title === undefined ? [] : [{ kind: 'title', text: title }];
  const plain = plainText(rest)
    .replaceAll(/\b(?:instead of|rather than|not|no longer) (?:so )?\p{L}+/gu, ' ')
    .replaceAll(/\bblack and white\b/g, 'grey');
  for (const clause of plain.split(
    /[,;\n]|\.(?!\d)|\band\b|\bbut\b|\bthen\b|\bwith\b|(?<!\p{L})(?:και|με)(?!\p{L})/u,
  )) {
    wishes.push(...clauseWishes(wordsOf(clause), program?.parameters ?? []));
  }
  return wishes.filter((wish, index) => !wishes.slice(index + 1).some((later) => isSameSubject(wish, later)));
}

function isSameSubject(a: Wish, b: Wish): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'colour' && b.kind === 'colour') return a.part === b.part;
  if (a.kind === 'shade' && b.kind === 'shade') return a.direction === b.direction && a.part === b.part;
  if (a.kind === 'number' && b.kind === 'number') return a.property === b.property;
  return true;
}

const quoted = '["“«]([^"”»\\n]{1,80})["”»]|(?<=\\s)\'([^\'\\n]{1,80})\'';
const asksForTitle = [
  /\b(?:re)?(?:call|name)\s+(?:it|this|that|the\s+(?:page|game|app|program|thing|site))\s+(?:to\s+|as\s+|now\s+)?/i,
  /\b(?:re)?title\s+it\s+(?:to\s+|as\s+)?/i,
  /\b(?:title|heading|headline|header|name|text)(?:\s+text)?(?:\s+(?:to|should\s+be|should\s+say|should\s+read|says|say|reads|is|as)\s+|\s*[:=]\s*)/i,
  /^\s*(?:the\s+)?(?:title|heading|headline)\s+(?=["“«'\p{Lu}])/u,
  /^\s*(?:the\s+)?Title\s+/,
  /\bshould\s+(?:say|read)\s+|\bmake\s+it\s+say\s+/i,
  /(?<!\p{L})(?:ονόμασέ?\s+το|πες\s+το|τίτλος:?)\s+/iu,
];

/** Finds the text of "call it X", "change the title to X" and takes it out, so that its words are not read as wishes. */
function takeTitle(instruction: string): { title: string | undefined; rest: string } {
  for (const pattern of asksForTitle) {
    const asked = pattern.exec(instruction);
    if (!asked) continue;
    const from = asked.index + asked[0].length;
    const after = instruction.slice(from);
    const inQuotes = new RegExp(`^(?:${quoted})`).exec(after) ?? /^'([^'\n]{1,80})'/.exec(after);
    const raw = inQuotes?.[0] ?? unquotedTitle(after);
    const title = (inQuotes?.[1] ?? inQuotes?.[2] ?? raw).trim();
    if (title === '') continue;
    return { title, rest: `${instruction.slice(0, asked.index)}, ${instruction.slice(from + raw.length)}` };
  }
  return { title: undefined, rest: instruction };
}

/** Up to the sentence's end, or to an "and" after which another wish begins. */
function unquotedTitle(after: string): string {
  const sentence = /^[^,;\n]*?(?=[,;\n]|[.!?](?:\s|$)|$)/.exec(after)?.[0].slice(0, 80) ?? '';
  for (const join of sentence.matchAll(/\s+(?:and|but|then|και)\s+/g)) {
    const next = sentence.slice(join.index + join[0].length);
    const isLowerCase = next[0] === next[0]?.toLowerCase();
    if (isLowerCase && recogniseWishes(next, undefined).length > 0) return sentence.slice(0, join.index);
  }
  return sentence;
}

function clauseWishes(words: readonly string[], parameters: readonly DemoParameter[]): Wish[] {
  const has = (...candidates: string[]) => candidates.some((candidate) => words.includes(candidate));
  const speaksOfText = has('text', 'font', 'letters', 'lettering', 'type', 'writing', 'words', 'γραμματα', 'κειμενο');
  const wishes: Wish[] = [];
  const font = fontIn(words, speaksOfText);
  if (font) wishes.push(font);
  wishes.push(...colourWishes(words, parameters, speaksOfText));

  const count = countWish(words, parameters);
  const amount = amountIn(words);
  if (count) wishes.push(count);
  const number = (property: `--${string}`, sign: 1 | -1): Wish => ({
    kind: 'number',
    property,
    change: { times: sign > 0 ? amount.up : amount.down },
  });

  const speedTo = numberAfter(words, ['speed', 'ταχυτητα']);
  if (speedTo !== undefined) wishes.push({ kind: 'number', property: '--speed', change: speedTo });
  else if (has('slower', 'slow', 'slowly', 'slowed', 'calmer', 'αργα', 'αργο', 'αργοτερα'))
    wishes.push(number('--speed', -1));
  else if (has('faster', 'fast', 'quicker', 'quick', 'speedier', 'γρηγορα', 'γρηγορο', 'γρηγοροτερα')) {
    wishes.push(number('--speed', 1));
  } else if (
    has('speed', 'pace', 'tempo', 'ταχυτητα') &&
    (amount.isSaid || has('up', 'more', 'down', 'less', 'lower'))
  ) {
    wishes.push(number('--speed', has('down', 'less', 'lower') ? -1 : 1));
  }

  const sizeProperty = speaksOfText ? '--text-size' : '--size';
  if (has('smaller', 'small', 'tiny', 'tinier', 'compact', 'shrink', 'μικροτερο', 'μικροτερα', 'μικρο')) {
    wishes.push(number(sizeProperty, -1));
  } else if (has('bigger', 'larger', 'big', 'large', 'huge', 'enlarge', 'grow', 'μεγαλυτερο', 'μεγαλυτερα', 'μεγαλο')) {
    wishes.push(number(sizeProperty, 1));
  } else if (has('size', 'scale') && amount.isSaid) wishes.push(number(sizeProperty, 1));

  const roundness = font ? undefined : radiusChange(words);
  if (roundness) wishes.push({ kind: 'radius', change: roundness });
  return wishes;
}

const smallNumbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

function countWish(words: readonly string[], parameters: readonly DemoParameter[]): Wish | undefined {
  const countable = parameters.filter(
    (parameter) => parameter.kind === 'number' && !['--speed', '--size', '--text-size'].includes(parameter.property),
  );
  const isNamed = (parameter: DemoParameter) =>
    parameter.words.some((name) => words.some((word) => isFormOf(word, name)));
  const spoken = countable.find(isNamed);
  const parameter = spoken ?? countable[0];
  if (!parameter) return undefined;
  const amount = amountIn(words);
  const wish = (change: NumberChange): Wish => ({ kind: 'number', property: parameter.property, change });
  if (spoken) {
    const figure =
      words.find((word) => /^\d+(?:\.\d+)?$/.test(word)) ?? words.find((word) => smallNumbers.indexOf(word) > 0);
    const value = figure === undefined ? undefined : /^\d/.test(figure) ? Number(figure) : smallNumbers.indexOf(figure);
    if (value !== undefined && !words.includes('times') && !words.includes('x')) return wish({ to: value });
  }
  const has = (...candidates: string[]) => candidates.some((candidate) => words.includes(candidate));
  if (has('fewer', 'sparser', 'shorter', 'λιγοτερα', 'λιγοτερεσ', 'λιγοτεροι') || (spoken && has('less', 'reduce'))) {
    return wish({ times: amount.down });
  }
  if (has('denser', 'longer') || (spoken && has('more', 'many', 'add', 'increase', 'περισσοτερα', 'περισσοτερεσ'))) {
    return wish({ times: amount.up });
  }
  const isOnlyMore = words.filter(
    (word) => !['make', 'it', 'a', 'lot', 'bit', 'much', 'add', 'some', 'of', 'them', 'please'].includes(word),
  );
  if (isOnlyMore.length === 1 && ['more', 'less', 'περισσοτερα'].includes(isOnlyMore[0] ?? '')) {
    return wish({ times: isOnlyMore[0] === 'less' ? amount.down : amount.up });
  }
  const isOfSize = has('big', 'fast', 'large', 'size', 'speed', 'quick', 'small', 'slow');
  return spoken && amount.isSaid && !isOfSize ? wish({ times: amount.up }) : undefined;
}

function radiusChange(words: readonly string[]): NumberChange | undefined {
  const has = (...candidates: string[]) => candidates.some((candidate) => words.includes(candidate));
  const isRound = has('round', 'rounded', 'rounder', 'roundness', 'pill', 'curvy', 'softer', 'στρογγυλο', 'στρογγυλα');
  if (has('square', 'squared', 'sharp', 'sharper', 'angular', 'boxy', 'τετραγωνο', 'τετραγωνα')) return { to: 0 };
  if (!isRound) return undefined;
  if (has('no', 'without', 'zero')) return { to: 0 };
  if (has('less')) return { times: 0.5 };
  return has('rounder', 'more', 'softer', 'pill') ? { times: 2 } : { to: 18 };
}
