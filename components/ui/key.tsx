/** A key as it stands on the keyboard. */
export function Key({ name }: { readonly name: string }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong px-1 font-sans text-11 text-muted">
      {name}
    </kbd>
  );
}
