/** What every interpreter is made of, fetched and compiled once a frame: a frame of an opaque origin has no cache. */
export interface PythonParts {
  readonly program: WebAssembly.Module;
  /** The address of the standard library. */
  readonly library: string;
}

/** Fetches them from where Pyodide lies. */
export async function loadParts(home: string): Promise<PythonParts> {
  const [program, library] = await Promise.all([
    WebAssembly.compileStreaming(fetchWhole(`${home}pyodide.asm.wasm`)),
    fetchWhole(`${home}python_stdlib.zip`).then((response) => response.blob()),
  ]);
  return { program, library: URL.createObjectURL(library) };
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
