'use client';

import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { words } from '../words.ts';
import { copyText } from './copy-text.ts';
import { useCopied } from './use-copied.ts';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: ReactNode;
  /** Blurred until it is pointed at or focused: the screen may be a projector's. */
  readonly isSecret?: boolean;
}

/** A text to be taken along, with the button that copies it. */
export function CopyField({ label, value, hint, isSecret = false }: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useCopied();
  const blur = isSecret ? 'blur-[3px] focus:blur-none hover:blur-none' : '';
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-12 font-medium text-muted">
        {label}
      </label>
      <div className="flex gap-2">
        <span className="flex h-8 min-w-0 flex-1 overflow-hidden rounded-md border border-line-strong bg-bg focus-within:border-faint pointer-coarse:h-10">
          <input
            id={id}
            ref={field}
            readOnly
            value={value}
            spellCheck={false}
            onFocus={(event) => event.target.select()}
            className={`min-w-0 flex-1 bg-transparent px-2 font-mono text-12 outline-none ${blur}`}
          />
        </span>
        <Button
          aria-label={words.sharing.copy(label)}
          className="w-18"
          onClick={() => void copyText(value, field.current).then(setCopied)}
        >
          {isCopied ? words.common.copied : words.common.copy}
        </Button>
      </div>
      {hint ? <p className="text-12 text-faint">{hint}</p> : null}
    </div>
  );
}
