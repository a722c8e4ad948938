import { words } from '../words.ts';

/** All files as links, for who reads the page without scripts: the tabs and the list do nothing there. */
export function FileLinks({
  paths,
  openPath,
  at,
}: {
  readonly paths: readonly string[];
  readonly openPath: string;
  /** The moment of the past that is shown. */
  readonly at: number | null;
}) {
  if (paths.length < 2) return null;
  return (
    <noscript>
      <nav
        aria-label={words.files.all}
        className="flex flex-wrap gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-13"
      >
        {paths.map((path) => (
          <a
            key={path}
            href={`?file=${encodeURIComponent(path)}${at === null ? '' : `&at=${at}`}`}
            aria-current={path === openPath ? 'page' : undefined}
            className="text-muted underline decoration-line-strong underline-offset-2 hover:text-text aria-[current]:text-text aria-[current]:no-underline"
          >
            {path}
          </a>
        ))}
      </nav>
    </noscript>
  );
}
