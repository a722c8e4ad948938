'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { words } from '../words.ts';
import { refusesName } from './file-name.ts';

interface NameFieldProps {
  readonly initial: string;
  readonly otherPaths: readonly string[];
  /** Takes the name; plain words when it was refused. */
  readonly onName: (name: string) => Promise<string | null>;
  readonly onClose: () => void;
}

/** A file's name being written: Enter takes it, Esc leaves it, leaving the field takes it where it can. */
export function NameField({ initial, otherPaths, onName, onClose }: NameFieldProps) {
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  const id = useId();

  useEffect(() => {
    const element = field.current;
    element?.focus();
    const dot = element?.value.lastIndexOf('.') ?? -1;
    element?.setSelectionRange(0, dot > 0 ? dot : (element.value.length ?? 0));
  }, []);

  async function take(): Promise<void> {
    if (isOver.current) return;
    if (name.trim() === initial || refusesName(name, []) === 'empty') {
      close();
      return;
    }
    if (refusesName(name, otherPaths) === 'taken') {
      setProblem(words.files.taken);
      return;
    }
    isOver.current = true;
    const refusal = await onName(name.trim());
    isOver.current = false;
    if (refusal === null) close();
    else setProblem(refusal);
  }

  function close(): void {
    isOver.current = true;
    onClose();
  }

  return (
    <div className="px-2 py-0.5">
      <input
        ref={field}
        aria-label={words.files.name}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        value={name}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') void take();
          if (event.key === 'Escape') {
            event.stopPropagation();
            close();
          }
        }}
        onBlur={() => void take()}
        className="h-7 w-full rounded border border-faint bg-raised px-2 text-13 outline-none aria-invalid:border-problem pointer-coarse:text-[1rem]"
      />
      {problem === null ? null : (
        <p id={id} role="alert" className="px-1 pt-1 text-12 text-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
