/**
 * What most tutorials make, as a server of its own: `node tutorial-server.ts <the model server's base URL>`. Its page
 * reads the stream and gives the whole text so far to `value=` of @monaco-editor/react with each piece.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { extname, join } from 'node:path';
import { inProject } from '../fixtures/project.ts';

const [upstream] = process.argv.slice(2);
if (!upstream) throw new Error('Which model server?');

const monaco = inProject('node_modules/monaco-editor/min/vs');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
};
const page = `<!doctype html><meta charset="utf-8"><title>The tutorial way</title>
<style>html, body, #root { height: 100%; margin: 0 }</style><div id="root"></div><script src="/bundle.js"></script>`;
const bundle = bundleOf(fileURLToPath(new URL('tutorial-page.cjs', import.meta.url)));

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://tutorial').pathname;
  if (path === '/') send(response, 'text/html; charset=utf-8', page);
  else if (path === '/bundle.js') send(response, 'text/javascript; charset=utf-8', bundle);
  else if (path === '/favicon.ico') response.writeHead(204).end();
  else if (path === '/stream') void passOn(response);
  else if (path.startsWith('/vs/') && !path.includes('..')) {
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    createReadStream(join(monaco, path.slice('/vs/'.length))).pipe(response);
  } else response.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () => {
  console.log(`Ready at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => process.exit(0));

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}

async function passOn(response: ServerResponse): Promise<void> {
  const answer = await fetch(`${upstream}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'flint-fast-test', stream: true, input: 'Write it' }),
  });
  response.socket?.setNoDelay(true);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for await (const bytes of answer.body ?? []) response.write(bytes);
  response.end();
}

/** Puts a CommonJS file and all that it requires into one script, each as a function. */
function bundleOf(entry: string): string {
  const modules = new Map<string, string>();
  const add = (file: string) => {
    if (modules.has(file)) return;
    modules.set(file, '');
    const resolve = createRequire(file).resolve;
    const source = readFileSync(file, 'utf8').replaceAll(
      /\brequire\((['"])([^'"]+)\1\)/g,
      (_all, _quote, name: string) => {
        const found = resolve(name);
        add(found);
        return `require(${JSON.stringify(found)})`;
      },
    );
    modules.set(file, source);
  };
  add(entry);
  const functions = [...modules].map(
    ([file, source]) => `${JSON.stringify(file)}: function (module, exports, require) {\n${source}\n}`,
  );
  return `var process = { env: { NODE_ENV: 'production' } };
var modules = {${functions.join(',\n')}};
var made = {};
function require(name) {
  if (made[name]) return made[name].exports;
  var module = (made[name] = { exports: {} });
  modules[name].call(module.exports, module, module.exports, require);
  return module.exports;
}
require(${JSON.stringify(entry)});`;
}
