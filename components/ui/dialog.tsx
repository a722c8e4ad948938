'use client';

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

interface DialogProps {
  readonly label: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A modal dialog: focus stays inside, Esc and a click beside it close it, focus returns to where it was. */
export function Dialog({ label, isOpen, onClose, children, className = '' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || !isOpen) return;
    const before = document.activeElement;
    dialog.showModal();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [isOpen]);
  return (
    <dialog
      ref={ref}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={`m-auto mt-[12dvh] max-h-[76dvh] w-[min(36rem,calc(100vw-2rem))] flex-col overflow-hidden rounded-xl border border-line-strong bg-raised p-0 text-text backdrop:bg-[#0008] open:flex ${className}`}
      style={{ boxShadow: 'var(--shadow)' }}
    >
      {isOpen ? children : null}
    </dialog>
  );
}
