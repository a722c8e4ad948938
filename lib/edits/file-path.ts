/** A path inside the project, or why the model's path cannot be one. */
export type CheckedPath = { readonly ok: true; readonly path: string } | { readonly ok: false; readonly raw: string };

/** The longest path that is accepted, in UTF-16 code units. */
const longestPath = 200;

/**
 * Turns a path as a model wrote it into one of the project's own: `/` between folders, no `./` in front, Markdown's
 * `\_` undone. Refused are absolute paths, drives, `~`, `..`, control characters, folders and paths past `longestPath`.
 */
export function checkPath(raw: string): CheckedPath {
  const slashed = raw
    .trim()
    .replaceAll(/\\(?=[_*[\]])/g, '')
    .replaceAll('\\', '/');
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const isOutside = /^(?:\/|~|[A-Za-z]:)|[\u0000-\u001f\u007f]/.test(slashed);
  const parts = slashed.split('/').filter((part) => part !== '.' && part !== '');
  const path = parts.join('/');
  const isBad =
    isOutside ||
    path === '' ||
    path.length > longestPath ||
    slashed.endsWith('/') ||
    parts.some((part) => part === '..' || /[<>|"*?]/.test(part));
  return isBad ? { ok: false, raw: raw.slice(0, 80) } : { ok: true, path };
}

const plainNames = /^(?:makefile|dockerfile|procfile|gemfile|rakefile|license|readme|changelog|\.[a-z][\w.-]*)$/i;
/** Products that look like files; a heading that says `Node.js` names none. */
const products =
  /^(?:node|next|nuxt|vue|three|express|react|d3|p5|chart|alpine|socket|nest|electron|asp|phaser|pixi)\.(?:js|io|net)$/i;

/** Whether a word can only be meant as a file: it has an extension, a well-known name, or leads out of the project. */
export function looksLikePath(word: string): boolean {
  if (word.length > 400 || !/^[^\s"'`<>|*?;,(){}=]+$/.test(word) || /^\w+:\/\//.test(word)) return false;
  if (/^(?:\.\.?[\\/]|[\\/]|~[\\/]|[A-Za-z]:[\\/])/.test(word)) return /[\w-]$/.test(word);
  if (word.includes(':')) return false;
  const name = word.split(/[\\/]/).at(-1) ?? '';
  if (plainNames.test(name)) return !/^\.+$/.test(name);
  return /^[^.].*\.[A-Za-z][A-Za-z0-9_+-]{0,11}$|^.+\.(?:7z|3ds|mp[34])$/.test(name) && !/^(?:e\.g|i\.e)$/i.test(word);
}

const listOrHeading = /^(?:#{1,6}\s+|>\s+|[-*+]\s+|\d{1,2}[.)]\s+)+/;
const label = /^(?:\*\*|__|`)?(?:(?:new|updated|modified)\s+)?(?:file ?(?:name|path)?|path)\s*:\s*(?:\*\*|__|`)?\s*/i;
const remark =
  /\s*[([](?:new|updated?|modified|edited|changed|full|complete|created?|existing|rewritten)\b[^)\]]*[)\]]/i;
const wrappers: readonly RegExp[] = [
  /^\*\*(.+)\*\*$/,
  /^__(\S+[^_])__$/,
  /^\*([^*]+)\*$/,
  /^`+([^`]+)`+$/,
  /^"([^"]+)"$/,
  /^'([^']+)'$/,
  /^\[([^\]]+)\]\([^)]*\)$/,
  /^<!--\s*(.+?)\s*-->$/,
  /^\/\/\s*(\S+)$/,
  /^\/\*\s*(.+?)\s*\*\/$/,
];

/**
 * The path, as written, of a line that holds a path and nothing else, in any of the dresses that models give it:
 * `**a.html**`, `### a.html`, `` `a.html` ``, `File: a.html`, `1. a.html (new):`. Null when the line says more than that.
 */
export function readPathLine(line: string): string | null {
  if (line.length > 400) return null;
  let text = line.trim().replace(listOrHeading, '');
  let isLabelled = false;
  for (let round = 0; round < 8; round++) {
    const before = text;
    text = text.replace(remark, '').trim();
    text = text.replace(/\s*:$/, '').replace(/:(\*\*|__|`)$/, '$1');
    const unlabelled = text.replace(label, '');
    if (unlabelled !== text) {
      isLabelled = true;
      // `**File: a.html**` loses its opening stars with the label.
      text = unlabelled.replace(/^([^*]+)\*\*$/, '$1').replace(/^([^`]+)`$/, '$1');
    }
    for (const wrapper of wrappers) text = text.replace(wrapper, '$1');
    if (text === before) break;
  }
  if (text === '') return null;
  if (looksLikePath(text)) return products.test(text) && !isLabelled ? null : text;
  // A label says that a path follows, so spaces and missing extensions may stand in it, and bad characters be reported.
  return isLabelled && /^[\w .@+/\\()[\]-]+$/.test(text) && text.split(' ').length <= 4 ? text : null;
}

/**
 * The one path that a sentence before a block speaks of, as in "Here is the updated `index.html`:". Null when the
 * sentence does not lead to the block with a colon, or speaks of several files.
 */
export function readMentionedPath(line: string): string | null {
  if (line.length > 400 || !/:\s*(?:\*\*|__)?\s*$/.test(line)) return null;
  const marked = [...line.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*/g)]
    .map((match) => (match[1] ?? match[2] ?? '').replaceAll(/`|:$/g, '').trim())
    .filter((word) => looksLikePath(word) && !products.test(word));
  const distinct = new Set(marked);
  return distinct.size === 1 ? ([...distinct][0] ?? null) : null;
}

const comments: readonly RegExp[] = [
  /^\/\/+\s*(.+?)$/,
  /^#\s+(.+?)$/,
  /^<!--\s*(.+?)\s*-->$/,
  /^\/\*+\s*(.+?)\s*\*+\/$/,
  /^\{\/\*\s*(.+?)\s*\*\/\}$/,
  /^--\s+(.+?)$/,
];

/** The path in a comment that says only a path, as models put it in a block's first line: `// src/app.ts`. */
export function readPathComment(line: string): string | null {
  const text = line.trim();
  if (text.length > 240) return null;
  for (const comment of comments) {
    const inner = comment.exec(text)?.[1]?.trim().replace(label, '');
    if (inner !== undefined && looksLikePath(inner) && !products.test(inner)) return inner;
  }
  return null;
}

/** Whether a line that begins so may still turn out to be a comment with a path. */
export function mayBecomePathComment(lineSoFar: string): boolean {
  const text = lineSoFar.trimStart();
  return text.length <= 240 && /^(?:\/$|\/\/|\/\*|#$|#\s|<$|<!$|<!-$|<!--|\{$|\{\/$|\{\/\*|-$|--$|--\s)/.test(text);
}

/** What stands behind an opening fence: the language and the path, either of which may be missing. */
export function readInfoString(info: string): { readonly language: string | null; readonly path: string | null } {
  const text = info.trim();
  const attribute =
    /(?:^|[\s{,])(?:title|file|file_?name|file_?path|path|name)\s*[=:]\s*("[^"]*"|'[^']*'|[^\s}]+)/i.exec(text);
  const attributePath = attribute?.[1]?.replaceAll(/^["']|["']$/g, '') ?? null;
  const words = text
    .replace(attribute?.[0] ?? '', ' ')
    .split(/\s+/)
    .filter(Boolean);
  const first = words[0] ?? '';

  const colon = /^([A-Za-z][\w+#-]*):(.+)$/.exec(first);
  if (colon && !/^[\\/]{2}/.test(colon[2] ?? '') && looksLikePath(colon[2] ?? '')) {
    return { language: asLanguage(colon[1] ?? ''), path: attributePath ?? colon[2] ?? null };
  }
  if (looksLikePath(first)) return { language: null, path: attributePath ?? first };
  const path =
    attributePath ??
    words
      .slice(1)
      .map((word) => word.replaceAll(/^[(`"']+|[)`"':]+$/g, ''))
      .find(looksLikePath) ??
    null;
  return { language: asLanguage(first), path };
}

function asLanguage(word: string): string | null {
  return /^\.?([A-Za-z][\w+#.-]*)$/.exec(word.replaceAll(/[{},]/g, ''))?.[1]?.toLowerCase() ?? null;
}
