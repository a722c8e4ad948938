import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import type { PreviewAppearance } from './run-preview.ts';

/** What is said over a program that does not answer, or in the place of one that is not there or had to be ended. */
export function PreviewEmpty({
  appearance,
  onRestart,
  onEnd,
}: {
  readonly appearance: PreviewAppearance;
  readonly onRestart: () => void;
  readonly onEnd: () => void;
}) {
  if (appearance === 'waiting' || appearance === 'shown') return null;
  if (appearance === 'silent') {
    return (
      <div
        role="status"
        className="absolute inset-x-0 top-0 z-10 flex items-center justify-between gap-3 border-b border-line bg-bg px-3 py-2 text-13"
      >
        <p className="text-muted">{words.preview.silent}</p>
        <Button onClick={onEnd}>{words.preview.end}</Button>
      </div>
    );
  }
  return (
    <div className="absolute inset-0 z-10 flex flex-col items-center justify-center gap-3 bg-bg p-6 text-center text-13">
      {appearance === 'empty' ? (
        <>
          <p className="text-muted">{words.preview.empty}</p>
          <p className="text-faint">{words.preview.emptyHint}</p>
          <a
            href="/starters"
            className="text-muted underline decoration-line-strong underline-offset-2 hover:text-text"
          >
            {words.starters.orOne}
          </a>
        </>
      ) : (
        <>
          <p role="status" className="max-w-[48ch] text-balance text-muted">
            {words.preview.trouble[appearance]}
          </p>
          <Button onClick={onRestart}>{words.preview.again}</Button>
        </>
      )}
    </div>
  );
}
