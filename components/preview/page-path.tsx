import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { writePageAddress } from '../../lib/preview/page-address.ts';
import { IconButton } from '../ui/button.tsx';
import { words } from '../words.ts';
import { goBack, type PageHistory } from './page-history.ts';

/** Which of the program's own pages is shown, once another one was gone to, and the way back. */
export function PagePath({ pages }: { readonly pages: StoreApi<PageHistory> }) {
  const { now, back } = useStore(pages);
  if (now === null && back.length === 0) return null;
  return (
    <>
      <IconButton
        icon="undo"
        label={words.preview.back}
        disabled={back.length === 0}
        onClick={() => pages.setState(goBack, true)}
      />
      {now === null ? null : (
        <output aria-label={words.preview.address} className="min-w-0 truncate font-mono text-12 text-muted">
          /{decodeURI(writePageAddress(now))}
        </output>
      )}
    </>
  );
}
