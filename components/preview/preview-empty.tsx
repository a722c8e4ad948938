import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';

/** Instead of a program: nothing to show, or one that had to be ended. */
export function PreviewEmpty({
  reason,
  onRestart,
}: {
  readonly reason: 'empty' | 'ended';
  readonly onRestart: () => void;
}) {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-bg p-6 text-center text-13">
      {reason === 'empty' ? (
        <>
          <p className="text-muted">{words.preview.empty}</p>
          <p className="text-faint">{words.preview.emptyHint}</p>
        </>
      ) : (
        <>
          <p className="text-muted">{words.preview.ended}</p>
          <Button onClick={onRestart}>{words.preview.again}</Button>
        </>
      )}
    </div>
  );
}
