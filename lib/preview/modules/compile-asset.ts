import { drawingAddress } from '../build-document.ts';
import { isDrawing } from '../program-kind.ts';
import { readJson } from '../read-json.ts';
import type { CompiledFile, FileOutcome } from './compiled-file.ts';
import { scopeNames } from './scope-names.ts';
import { takeInStyles } from './take-in-styles.ts';

/**
 * A module of a file that is no script, as bundlers make them: a style sheet, JSON, a drawing by its address, any other
 * text as it is; `?raw` asks for the text of anything, `?url` for an address.
 */
export function compileAsset(
  id: string,
  path: string,
  text: string,
  files: Readonly<Record<string, string>>,
): FileOutcome {
  const [file = '', query = ''] = path.split('?', 2);
  if (query === 'raw') return { ok: true, file: defaultExport(id, text) };
  if (query === 'url') return { ok: true, file: defaultExport(id, addressOf(file, text)) };
  if (query === 'style' || (query === '' && /\.css$/i.test(file))) return compileStyle(id, file, text, files, query);
  if (/\.json$/i.test(file)) return compileJson(id, file, text);
  return { ok: true, file: defaultExport(id, isDrawing(file) ? drawingAddress(text) : text) };
}

function compileStyle(
  id: string,
  path: string,
  text: string,
  files: Readonly<Record<string, string>>,
  query: string,
): FileOutcome {
  const css = takeInStyles(text, path, (other) => files[other] ?? null);
  const isScoped = /\.module\.css$/i.test(path);
  const { names, scoped } = isScoped ? scopeNames(css, path) : { names: {}, scoped: css };
  if (isScoped && query === '') {
    // Its names are what is imported; the sheet itself is a module of its own.
    const sheet = `./${path.split('/').at(-1)}?style`;
    const code = `require(${JSON.stringify(sheet)});Object.assign(exports, ${JSON.stringify(names)});${exportDefault(names)}`;
    return { ok: true, file: { ...scriptOf(id, code), imports: [sheet] } };
  }
  return {
    ok: true,
    file: { module: { id, kind: 'style', code: scoped, isAsync: false, isRepeatable: true, lazy: [] }, imports: [] },
  };
}

function compileJson(id: string, path: string, text: string): FileOutcome {
  const reading = readJson(text, { isWhole: true });
  if (!reading.ok) return { ok: false, problem: { kind: 'compile', path, ...reading.mistake } };
  const value: unknown = JSON.parse(text);
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  const spread = isRecord ? 'Object.assign(exports, value);' : '';
  const code = `const value = JSON.parse(${JSON.stringify(text)});${spread}exports.default = value;`;
  return { ok: true, file: scriptOf(id, code) };
}

function defaultExport(id: string, value: string): CompiledFile {
  return scriptOf(id, exportDefault(value));
}

function exportDefault(value: unknown): string {
  return `exports.default = ${JSON.stringify(value)};`;
}

function scriptOf(id: string, code: string): CompiledFile {
  const whole = `Object.defineProperty(exports, "__esModule", { value: true });${code}`;
  return { module: { id, kind: 'script', code: whole, isAsync: false, isRepeatable: true, lazy: [] }, imports: [] };
}

function addressOf(path: string, text: string): string {
  if (isDrawing(path)) return drawingAddress(text);
  const kind = /\.css$/i.test(path) ? 'text/css' : isScript(path) ? 'text/javascript' : 'text/plain';
  return `data:${kind};charset=utf-8,${encodeURIComponent(text)}`;
}

function isScript(path: string): boolean {
  return /\.m?js$/i.test(path);
}
