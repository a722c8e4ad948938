import { store } from './storage.ts';

export type Theme = 'light' | 'dark';

const key = 'flint:theme';

/** The theme that the page has now: the remembered one, else the system's. */
export function currentTheme(): Theme {
  const set = document.documentElement.dataset['theme'];
  if (set === 'light' || set === 'dark') return set;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Sets and remembers the theme. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  store('local', key, theme);
}

/** Hears when the theme changes, by a choice or by the system. Returns what ends it. */
export function listenToTheme(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const attributes = new MutationObserver(listener);
  attributes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    attributes.disconnect();
    system.removeEventListener('change', listener);
  };
}
