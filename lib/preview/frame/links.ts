import type { OwnAddresses } from './own-address.ts';

export interface LinkOptions {
  readonly own: OwnAddresses;
  /** To another page of the program. */
  readonly navigate: (address: string) => void;
  /** To somewhere else. */
  readonly open: (url: string) => void;
  readonly say: (text: string) => void;
}

/**
 * Links between the pages of a program lead from one to the other; those that lead out are asked about. Set again after
 * each `document.open()`, which takes listeners away.
 */
export function followLinks({ own, navigate, open, say }: LinkOptions): void {
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href],area[href]') : null;
    const address = link?.getAttribute('href');
    if (!link || address == null || event.defaultPrevented) return;
    // An anchor within the page, or a script of the program's own.
    if (address.startsWith('#') || link.protocol === 'javascript:') return;
    if (link.hash !== '' && link.href.split('#')[0] === location.href.split('#')[0]) return;
    event.preventDefault();
    const within = own.within(link.href);
    if (within !== null) navigate(within);
    else if (/^https?:$/.test(link.protocol)) open(link.href);
    else say(`Link not followed: ${address}`);
  });
}

/** Where a form leads that asks a page of the program for something; null when it leads elsewhere, or sends something. */
export function formAddress(form: HTMLFormElement, submitter: HTMLElement | null, own: OwnAddresses): string | null {
  const said = (name: string) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  if ((said('method') ?? 'get').toLowerCase() !== 'get') return null;
  const within = own.within(said('action') ?? '');
  if (within === null) return null;
  const values = [...new FormData(form, submitter)].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.name,
  ]);
  return `${within.replace(/[?#].*$/s, '')}?${new URLSearchParams(values).toString()}`;
}
