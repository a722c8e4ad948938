import { findDeclaration, findInFiles, findNumber, writeNumber } from './declarations.ts';
import { applyReplacements, type Replacement } from './edit-blocks.ts';
import { planColours } from './palette-wishes.ts';
import type { DemoProgram } from './programs/program.ts';
import { titleReplacements } from './title-text.ts';
import { type NumberChange, propertyWords, subjectOf, type Wish } from './wish.ts';

/** What wishes come to in a set of files. */
export interface WishOutcome {
  /** By path; the offsets are of the files as they were given. */
  readonly replacements: ReadonlyMap<string, readonly Replacement[]>;
  /** What was changed, for people: `the accent colour to red`. */
  readonly done: readonly string[];
  /** What the files have no place for: `speed`. */
  readonly missing: readonly string[];
}

type Files = ReadonlyMap<string, string>;

/**
 * Finds the places in the files that wishes are about, and what to write there. It reads the real text: a value that a
 * person changed is the one that "faster" starts from. Colours keep their contrast: text, muted text and what stands
 * on the accent are moved along where they would be hard to read.
 */
export function planWishes(files: Files, wishes: readonly Wish[], program: DemoProgram | undefined): WishOutcome {
  const replacements = new Map<string, Replacement[]>();
  const done: string[] = [];
  const missing: string[] = [];
  const add = (path: string, replacement: Replacement) => {
    if (files.get(path)?.slice(replacement.from, replacement.to) === replacement.insert) return false;
    replacements.set(path, [...(replacements.get(path) ?? []), replacement]);
    return true;
  };
  const setProperty = (property: string, value: string) => {
    const place = findInFiles(files, (text) => findDeclaration(text, property));
    return place ? add(place.path, { from: place.found.from, to: place.found.to, insert: value }) : false;
  };

  planColours(files, wishes, setProperty, done, missing);
  for (const wish of wishes) {
    switch (wish.kind) {
      case 'colour':
      case 'shade':
      case 'theme':
        break;
      case 'number': {
        const place = findInFiles(files, (text) => findNumber(text, wish.property));
        if (!place) {
          missing.push(subjectOf(wish));
          break;
        }
        const value = changedNumber(place.found.value, wish.change, limitsOf(wish.property, program));
        add(place.path, { from: place.found.from, to: place.found.to, insert: writeNumber(value) });
        const words = propertyWords(place.found.name);
        done.push(
          value === place.found.value ? `the ${words} stays at ${value}` : `the ${words} to ${writeNumber(value)}`,
        );
        break;
      }
      case 'radius': {
        const place = findInFiles(files, (text) => findDeclaration(text, '--radius'));
        const now = place ? Number.parseFloat(place.found.value) : Number.NaN;
        if (!place || Number.isNaN(now)) {
          missing.push(subjectOf(wish));
          break;
        }
        const raised =
          'times' in wish.change && wish.change.times > 1 ? Math.max(now * wish.change.times, now + 6) : undefined;
        const value = Math.round(raised ?? changedNumber(now, wish.change, { least: 0, most: 40 }));
        add(place.path, { from: place.found.from, to: place.found.to, insert: `${Math.min(40, value)}px` });
        done.push(`the corner radius to ${Math.min(40, value)}px`);
        break;
      }
      case 'font':
        if (setProperty('--font', wish.stack)) done.push(`the font to ${wish.name}`);
        else missing.push(subjectOf(wish));
        break;
      case 'title': {
        let isSet = false;
        for (const [path, text] of files) {
          for (const replacement of titleReplacements(path, text, wish.text)) isSet = add(path, replacement) || isSet;
        }
        if (isSet) done.push(`the title to ${wish.text}`);
        else missing.push(subjectOf(wish));
        break;
      }
    }
  }
  return { replacements, done, missing: [...new Set(missing)] };
}

/** The files with wishes carried out. */
export function withWishes(
  files: Files,
  wishes: readonly Wish[],
  program: DemoProgram | undefined,
): Map<string, string> {
  let result = new Map(files);
  const { replacements } = planWishes(result, wishes, program);
  result = new Map([...result].map(([path, text]) => [path, applyReplacements(text, replacements.get(path) ?? [])]));
  return result;
}

interface Limits {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

function limitsOf(property: string, program: DemoProgram | undefined): Limits {
  const own = program?.parameters.find((parameter) => parameter.property === property);
  if (own?.kind === 'number') return own;
  return property === '--text-size' ? { least: 0.7, most: 2 } : { least: 0.1, most: 10 };
}

function changedNumber(now: number, change: NumberChange, { least, most, isWhole = false }: Limits): number {
  const wanted = 'to' in change ? change.to : now * change.times;
  const moved = isWhole && 'times' in change ? (change.times > 1 ? Math.ceil(wanted) : Math.floor(wanted)) : wanted;
  const bounded = Math.min(most, Math.max(least, moved));
  return isWhole ? Math.round(bounded) : Number(bounded.toPrecision(3));
}
