import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { strToU8, zipSync } from 'fflate';

/** An index of Python packages on loopback: a lock file and wheels, as Pyodide's own has them. */
export interface PythonIndex {
  /** With a slash at the end. */
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A package of pure Python: its files by path. */
export interface PythonPackage {
  readonly files: Readonly<Record<string, string>>;
  readonly depends?: readonly string[];
  /** It is in the lock file, and its wheel is not there. */
  readonly isLost?: boolean;
}

/** Serves packages by name; each is imported by its name. */
export async function startPythonIndex(packages: Readonly<Record<string, PythonPackage>>): Promise<PythonIndex> {
  const bodies = new Map<string, Uint8Array>();
  const locked: Record<string, unknown> = {};
  for (const [name, { files, depends = [], isLost = false }] of Object.entries(packages)) {
    const wheel = wheelOf(name, files);
    const fileName = `${name}-1.0-py3-none-any.whl`;
    if (!isLost) bodies.set(`/${fileName}`, wheel);
    locked[name] = {
      name,
      version: '1.0',
      file_name: fileName,
      install_dir: 'site',
      sha256: createHash('sha256').update(wheel).digest('hex'),
      package_type: 'package',
      imports: [name],
      depends,
      unvendored_tests: false,
    };
  }
  const info = { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' };
  bodies.set('/pyodide-lock.json', strToU8(JSON.stringify({ info, packages: locked })));

  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const body = bodies.get(path);
    response.writeHead(body ? 200 : 404, { 'Access-Control-Allow-Origin': '*' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function wheelOf(name: string, files: Readonly<Record<string, string>>): Uint8Array {
  const about = {
    METADATA: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n`,
    WHEEL: 'Wheel-Version: 1.0\nGenerator: flint\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    RECORD: '',
  };
  const entries = Object.entries(about).map(([path, text]) => [`${name}-1.0.dist-info/${path}`, text] as const);
  return zipSync(
    Object.fromEntries([...Object.entries(files), ...entries].map(([path, text]) => [path, strToU8(text)])),
  );
}
