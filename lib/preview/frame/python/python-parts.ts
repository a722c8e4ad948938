/** What every interpreter is made of, fetched and compiled once a frame: a frame of an opaque origin has no cache. */
export interface PythonParts {
  readonly program: WebAssembly.Module;
  /** The address of the standard library. */
  readonly library: string;
  /**
   * The address of the memory of an interpreter that has started: see `lib/launch/preview-python.mjs`. Null where it
   * would take longer to fetch than to do without.
   */
  readonly started: string | null;
}

/** Fetches them from where Pyodide lies. */
export async function loadParts(home: string): Promise<PythonParts> {
  const [program, library, started] = await Promise.all([
    WebAssembly.compileStreaming(fetchWhole(`${home}pyodide.asm.wasm`)),
    fetchWhole(`${home}python_stdlib.zip`).then((response) => response.blob()),
    isSlowLine() ? null : fetchUnpacked(`${home}started.bin.gz`),
  ]);
  return {
    program,
    library: URL.createObjectURL(library),
    started: started && URL.createObjectURL(started),
  };
}

/** Of a connection, as Chromium tells it (https://wicg.github.io/netinfo/); others tell nothing. */
interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Whether the 6 MB of the memory take longer than what they save. */
function isSlowLine(): boolean {
  const { connection = {} } = navigator as { readonly connection?: Connection };
  return connection.saveData === true || (connection.effectiveType ?? '4g') !== '4g';
}

async function fetchUnpacked(address: string): Promise<Blob> {
  const { body } = await fetchWhole(address);
  if (!body) throw new Error(`${address} answered nothing`);
  return new Response(body.pipeThrough(new DecompressionStream('gzip'))).blob();
}

async function fetchWhole(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response;
}

/**
 * Lets Pyodide, which fetches and compiles its program itself, take the one that is compiled already. Gives what undoes
 * that.
 */
export function lendProgram(program: WebAssembly.Module): () => void {
  const { fetch: plainFetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = (input, init) =>
    new Request(input).url.endsWith('/pyodide.asm.wasm') ? Promise.resolve(new Response()) : plainFetch(input, init);
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module: program,
    instance: await WebAssembly.instantiate(program, imports),
  });
  return () => {
    self.fetch = plainFetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}
