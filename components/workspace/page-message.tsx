import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

interface PageMessageProps {
  readonly title: string;
  readonly text: string;
  readonly link?: string;
  readonly children?: ReactNode;
}

/** A page that has only words: nothing here, lost, broken. */
export function PageMessage({ title, text, link, children }: PageMessageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 p-6">
      <Mark />
      <div className="max-w-96 text-center">
        <h1 className="text-[1rem] font-medium">{title}</h1>
        <p className="mt-2 text-14 text-muted">{text}</p>
      </div>
      {children}
      {link === undefined ? null : (
        <Link
          href="/"
          prefetch={false}
          className="inline-flex h-8 items-center rounded-md bg-text px-3 text-13 font-medium text-bg hover:bg-text/85"
        >
          {link}
        </Link>
      )}
    </main>
  );
}
