import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';

/** Asks whether an address that the program names is to be opened. What opens it is a link of the page, and a person's click. */
export function LinkQuestion({ url, onAnswer }: { readonly url: string | null; readonly onAnswer: () => void }) {
  if (url === null) return null;
  return (
    <div
      role="group"
      aria-label={words.preview.asks}
      className="absolute inset-x-0 bottom-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line bg-bg px-3 py-2 text-13"
    >
      <p className="min-w-0 flex-1 basis-56">
        <span className="text-muted">{words.preview.asks}</span>{' '}
        <span className="font-mono text-12 break-all">{url.length > 300 ? `${url.slice(0, 300)}…` : url}</span>
      </p>
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer"
        onClick={onAnswer}
        className="inline-flex h-8 shrink-0 items-center rounded-md border border-line-strong px-3 font-medium hover:bg-hover pointer-coarse:h-10"
      >
        {words.preview.open}
      </a>
      <Button look="quiet" onClick={onAnswer}>
        {words.preview.stay}
      </Button>
    </div>
  );
}
