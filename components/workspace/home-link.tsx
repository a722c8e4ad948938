import Link from 'next/link';
import { words } from '../words.ts';
import { Mark } from './mark.tsx';

/** Flint's mark, which leads to a new playground. */
export function HomeLink({
  isLive = false,
  className = '',
}: {
  readonly isLive?: boolean;
  readonly className?: string;
}) {
  return (
    <Link
      href="/"
      prefetch={false}
      aria-label={words.top.home}
      title={words.connection.new}
      className={`flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-hover ${className}`}
    >
      <Mark isLive={isLive} />
    </Link>
  );
}
