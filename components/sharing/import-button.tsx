'use client';

import { words } from '../words.ts';
import { pickFiles } from './import-files.ts';

/** Asks for files and opens them as a new session. */
export function ImportButton({ className = '' }: { readonly className?: string }) {
  return (
    <button type="button" className={className} onClick={() => pickFiles()}>
      {words.sharing.importing.choose}
    </button>
  );
}
