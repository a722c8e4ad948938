import type { CompiledModule } from '../../modules-program.ts';

/** Puts a program's style sheets into the document, in its order, and takes out those that it has no more. */
export function placeStyles(modules: readonly CompiledModule[]): void {
  const wanted = modules.filter(({ kind }) => kind === 'style');
  for (const sheet of sheets()) if (!wanted.some(({ id }) => id === sheet.dataset['flintModule'])) sheet.remove();
  for (const { id, code } of wanted) {
    const css = forTailwind(code);
    const type = usesTailwind(css) ? 'text/tailwindcss' : '';
    const known = sheets().find((sheet) => sheet.dataset['flintModule'] === id);
    if (known?.type === type) {
      if (known.textContent !== css) known.textContent = css;
      continue;
    }
    known?.remove();
    const sheet = document.createElement('style');
    if (type !== '') sheet.type = type;
    sheet.dataset['flintModule'] = id;
    sheet.textContent = css;
    document.head.append(sheet);
  }
}

/** Whether a sheet is written for Tailwind, which has to build it. */
export function usesTailwind(css: string): boolean {
  return /@import\s+["'](?:tailwindcss|@tailwindcss\/browser)\b|@tailwind\s|@apply\s|@theme\b|@utility\s|@custom-variant\s/.test(
    css,
  );
}

/** The directives of Tailwind 3, said as Tailwind 4 says them. */
function forTailwind(css: string): string {
  if (!/@tailwind\s/.test(css)) return css;
  return `@import "tailwindcss";\n${css.replaceAll(/@tailwind\s+\w+\s*;?/g, '')}`;
}

function sheets(): HTMLStyleElement[] {
  return [...document.querySelectorAll<HTMLStyleElement>('style[data-flint-module]')];
}
