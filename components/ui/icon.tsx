const paths = {
  plus: 'M8 3v10M3 8h10',
  close: 'm4 4 8 8m0-8-8 8',
  chevron: 'm6 4 4 4-4 4',
  down: 'm4 6 4 4 4-4',
  pencil: 'm10.5 3 2.5 2.5L6 12.5l-3 .5.5-3z',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5m2 0-.5 8.5H5l-.5-8.5',
  sidebar: 'M2.5 3.5h11v9h-11zm4 0v9',
  preview: 'M2.5 3.5h11v9h-11zm7 0v9',
  reload: 'M13 8a5 5 0 1 1-1.5-3.6L13 6m0-3v3h-3',
  undo: 'M6 4 3 7l3 3M3 7h6a3.5 3.5 0 0 1 0 7H7',
  redo: 'm10 4 3 3-3 3m3-3H7a3.5 3.5 0 0 0 0 7h2',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1.5v1m0 11v1M1.5 8h1m11 0h1M3.4 3.4l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7',
  moon: 'M13 9.5A5.5 5.5 0 1 1 6.5 3 4.5 4.5 0 0 0 13 9.5z',
  command: 'M3 5.5 6 8l-3 2.5M8 11h5',
  stop: 'M4.5 4.5h7v7h-7z',
  again: 'M12.5 3.5v5h-9m3-3-3 3 3 3',
  copy: 'M5.5 5.5h7v7h-7zm5 0v-2h-7v7h2',
  play: 'M5 3.25v9.5L12.5 8z',
  pause: 'M5.25 3.5v9m5.5-9v9',
  previous: 'M4 3.5v9M12 3.75v8.5L6 8z',
  next: 'M12 3.5v9M4 3.75v8.5L10 8z',
  replay: 'M3 8a5 5 0 1 0 1.5-3.6L3 6m0-3v3h3M7 6.25v3.5L9.75 8z',
  fork: 'M5 5v2a2 2 0 0 0 2 2h2a2 2 0 0 0 2-2V5M8 9v2.5M5 2.5a1.25 1.25 0 1 0 0 2.5 1.25 1.25 0 0 0 0-2.5m6 0a1.25 1.25 0 1 0 0 2.5 1.25 1.25 0 0 0 0-2.5m-3 9a1.25 1.25 0 1 0 0 2.5 1.25 1.25 0 0 0 0-2.5',
  link: 'M6.75 9.25a2.5 2.5 0 0 0 3.6 0l2-2a2.5 2.5 0 0 0-3.6-3.6l-.9.9m1.4 2.2a2.5 2.5 0 0 0-3.6 0l-2 2a2.5 2.5 0 0 0 3.6 3.6l.9-.9',
  check: 'm3.5 8.5 3 3 6-7',
  camera: 'M2.5 5h2.75L6.5 3.25h3L10.75 5h2.75v7.5h-11zm5.5 1.5a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5',
  phone: 'M5 2.5h6v11H5zm2.25 9h1.5',
  away: 'M9 2.75h4.25V7M13 3 7.5 8.5M11 9v4H3V5h4',
  hourglass: 'M4.5 2.5h7m-7 11h7M5.5 2.5v2L8 8l-2.5 3.5v2m5-11v2L8 8l2.5 3.5v2',
} as const;

const filled: ReadonlySet<string> = new Set(['stop', 'play', 'previous', 'next']);

export type IconName = keyof typeof paths;

/** One of Flint's own drawings, 16 by 16, in the colour of the text. Always beside a name: hidden from screen readers. */
export function Icon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      className={`shrink-0 ${className}`}
      fill={filled.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
