import type { PageState } from '../page-state.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What a person did to the page so far: only what differs from how it was written. */
export function keepState(): PageState {
  const scrolls = [...document.querySelectorAll('*')]
    .filter((element) => element.scrollTop !== 0 || element.scrollLeft !== 0)
    .slice(0, 200)
    .map((element) => ({ at: placeOf(element), top: element.scrollTop, left: element.scrollLeft }));
  const fields = [...document.querySelectorAll<Field>('input,textarea,select')]
    .filter((field) => !isSecret(field) && isTouched(field))
    .slice(0, 200)
    .map((field) => ({
      at: placeOf(field),
      value: field instanceof HTMLSelectElement ? chosenIn(field) : field.value,
      isChecked: field instanceof HTMLInputElement && field.checked,
    }));
  return { scrolls, fields };
}

/** Gives a page that began again what a person had done to it, as far as it still has a place for it. */
export function restoreState({ scrolls, fields }: PageState): void {
  for (const { at, value, isChecked } of fields) {
    const field = elementAt(at);
    if (field instanceof HTMLSelectElement) {
      const chosen = value.split('\n');
      for (const option of field.options) option.selected = chosen.includes(option.value);
    } else if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
      field.checked = isChecked;
    } else if (field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== 'file')) {
      field.value = value;
    }
  }
  const scroll = () => {
    for (const { at, top, left } of scrolls) elementAt(at)?.scrollTo({ top, left, behavior: 'instant' });
  };
  scroll();
  // What a page makes of itself when it has loaded can be what it is scrolled over.
  if (document.readyState !== 'complete') addEventListener('load', () => requestAnimationFrame(scroll), { once: true });
}

/** A password is not carried from program to program. */
function isSecret(field: Field): boolean {
  return field.type === 'password' || field.type === 'file' || field.type === 'hidden';
}

function isTouched(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return [...field.options].some((one) => one.selected !== one.defaultSelected);
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) {
    return field.checked !== field.defaultChecked;
  }
  return field.value !== field.defaultValue;
}

function chosenIn(field: HTMLSelectElement): string {
  return [...field.selectedOptions].map((option) => option.value).join('\n');
}

/** An element by the nearest id above it and its place below that: the same in a page that was changed elsewhere. */
function placeOf(element: Element): string {
  const steps: string[] = [];
  for (let one: Element | null = element; one && one !== document.documentElement; one = one.parentElement) {
    if (one.id !== '' && document.getElementById(one.id) === one) return [`#${CSS.escape(one.id)}`, ...steps].join('>');
    const same = [...(one.parentElement?.children ?? [])].filter(({ tagName }) => tagName === one?.tagName);
    steps.unshift(`${CSS.escape(one.localName)}:nth-of-type(${same.indexOf(one) + 1})`);
  }
  return steps.join('>');
}

function elementAt(place: string): Element | null {
  if (place === '') return document.documentElement;
  try {
    return document.querySelector(place.startsWith('#') ? place : `html>${place}`);
  } catch {
    return null;
  }
}
