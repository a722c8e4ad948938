/** Flint's mark: a stone, and the edge that gives the spark. The edge glows while a model is at work. */
export function Mark({ isLive = false }: { readonly isLive?: boolean }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <path d="M5 16.5 3.5 9 9 3l6.5 2L18 11l-4.5 5.5z" stroke="currentColor" />
      <path d="m9 3 1.5 6.5L3.500 9m7 .5 3 7m-3-7L18 11" stroke={isLive ? 'var(--ember)' : 'var(--faint)'} />
    </svg>
  );
}
