/**
 * The classes of a CSS module under names that no other module has. `:global(.name)` stays as it is. What stands in
 * comments, texts and declarations is no class.
 */
export function scopeNames(
  css: string,
  path: string,
): { readonly names: Readonly<Record<string, string>>; readonly scoped: string } {
  const own = (path.split('/').at(-1) ?? '').replace(/\.module\.css$/i, '').replaceAll(/[^\w-]/g, '_');
  const names: Record<string, string> = {};
  const scoped = css.replaceAll(
    /\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|:global\(([^)]*)\)|:[^:{};]*(?=[;}])|\.(-?[A-Za-z_][\w-]*)/g,
    (found: string, global: string | undefined, name: string | undefined) => {
      if (global !== undefined) return global;
      if (name === undefined) return found;
      names[name] = `${own}_${name}`;
      return `.${own}_${name}`;
    },
  );
  return { names, scoped };
}
