/*
 * Scripts that stand in a page. The browser counts the lines of each by itself and knows no name for it, so it gets one:
 * the page's path and the script's number in it, `index.html#2`. The number stays the same when text is added above.
 */

/**
 * What is replaced in a page, scripts with their attributes. Comments, styles and inline scripts are matched so that
 * nothing inside them is taken for a tag.
 */
export const replaceable =
  /<!--[\s\S]*?-->|<style\b[^>]*>[\s\S]*?<\/style\s*>|<script\b([^>]*)>[\s\S]*?<\/script\s*>|<link\b[^>]*>|<img\b[^>]*>/gi;

/** The element of a script with its name in it. Scripts from elsewhere, modules and what is no script stay as they are. */
export function nameInlineScript(element: string, attributes: string, path: string, number: number): string {
  const isElsewhere = /\ssrc\s*=/i.test(attributes);
  const isOther =
    /\stype\s*=/i.test(attributes) &&
    !/\stype\s*=\s*["']?(?:text|application)\/(?:x-)?(?:java|ecma)script/i.test(attributes);
  if (isElsewhere || isOther) return element;
  const end = element.toLowerCase().lastIndexOf('</script');
  return `${element.slice(0, end)}\n//# sourceURL=${encodeURI(path)}#${number}\n${element.slice(end)}`;
}

/** A place as the browser tells it, in the page that the script stands in; as it is when it is in no script of a page. */
export function placeInPage(
  place: { readonly path: string; readonly line: number | null },
  readFile: (path: string) => string | null,
): { readonly path: string; readonly line: number | null } {
  const [, path, number] = /^(.*\.html?)#(\d+)$/i.exec(place.path) ?? [];
  const text = path === undefined ? null : readFile(path);
  if (path === undefined || text === null) return place;
  const start = startOfScript(text, Number(number));
  if (place.line === null || start === null) return { path, line: null };
  return { path, line: lineAt(text, start) + place.line - 1 };
}

/** The same for every place in a stack: `at draw (index.html#2:3:5)`. */
export function stackInPage(stack: string, readFile: (path: string) => string | null): string {
  return stack.replaceAll(/([^\s()@]+\.html?#\d+):(\d+)(?=:\d+)/gi, (found, name: string, line: string) => {
    const place = placeInPage({ path: decodePath(name), line: Number(line) }, readFile);
    return place.line === null || place.path === name ? found : `${encodeURI(place.path)}:${place.line}`;
  });
}

/** Where the code of a page's script begins; null when there is no such script. */
function startOfScript(text: string, number: number): number | null {
  let scripts = 0;
  for (const found of text.matchAll(replaceable)) {
    if (found[1] === undefined) continue;
    scripts += 1;
    if (scripts === number) return found.index + '<script'.length + found[1].length + 1;
  }
  return null;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function decodePath(name: string): string {
  try {
    return decodeURI(name);
  } catch {
    return name;
  }
}
