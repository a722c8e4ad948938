import type { FrameMessage, HostMessage } from '../frame-messages.ts';
import { answerDialogs } from './dialogs.ts';
import type { EngineTools } from './engine.ts';
import { submitForms } from './forms.ts';
import { createFrameConsole } from './frame-console.ts';
import { followLinks, type LinkOptions } from './links.ts';
import { createOwnAddresses } from './own-address.ts';
import { provideOwnFiles, rescueSource } from './own-files.ts';
import { createPage } from './page.ts';
import { keepState } from './page-state.ts';
import { takePicture } from './picture.ts';
import { createEngines } from './run-engines.ts';
import { closeSideDoors } from './side-doors.ts';
import { pathOf } from './source-place.ts';
import { provideStorage } from './storage.ts';

/*
 * What runs in the preview's frame before the program: it takes a port from the page, writes the document as it comes or
 * hands a program to an engine, and reports the console. It shares its realm with strangers' code, so the page believes
 * nothing it says without checking (`readFrameMessage`), and there is nothing in the frame worth stealing.
 */
const host = window.parent;
const own = document.currentScript;
if (host !== window && own instanceof HTMLScriptElement) start(own);

function start({ src, dataset }: HTMLScriptElement): void {
  let port: MessagePort | null = null;
  let hasRun = false;
  /** How many engines tell themselves what goes wrong. */
  let quiet = 0;
  const post = (message: FrameMessage) => port?.postMessage(message);
  const console = createFrameConsole(post);
  const page = createPage(listen, () => post({ type: 'painted' }));
  const tools: EngineTools = {
    console: console.log,
    problem: (problem) => post({ type: 'problem', problem }),
    state: (state, { note = null, progress = null } = {}) => post({ type: 'state', state, note, progress }),
    painted: page.painted,
    quietly(work) {
      quiet += 1;
      try {
        return work();
      } finally {
        quiet -= 1;
      }
    },
    assets: new URL('./', src).href,
    moduleCdn: dataset['moduleCdn'] ?? null,
    pythonIndex: dataset['pythonIndex'] ?? null,
  };
  const engines = createEngines(tools);

  const root = new URL(dataset['root'] ?? './', location.href);
  const ownAddresses = createOwnAddresses(root, () => document.baseURI);
  const links: LinkOptions = {
    own: ownAddresses,
    navigate: (address) => post({ type: 'navigate', address }),
    open: (url) => post({ type: 'open', url }),
    say: (text) => console.tell('info', text),
  };
  /** Who waits for a file. */
  const readers = new Map<number, (text: string | null) => void>();
  let lastRead = 0;
  const read = (path: string) =>
    new Promise<string | null>((resolve) => {
      lastRead += 1;
      readers.set(lastRead, resolve);
      post({ type: 'read', id: lastRead, path });
    });

  // So that relative addresses are below it before anybody has said which page it is.
  if (!location.pathname.startsWith(root.pathname)) history.replaceState(null, '', root);
  provideOwnFiles(ownAddresses, read);
  provideStorage();
  closeSideDoors();
  answerDialogs((text) => console.tell('info', text));

  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== host || port || typeof event.data !== 'object' || event.data === null) return;
    if (!('type' in event.data) || event.data.type !== 'flint-preview-port' || !event.ports[0]) return;
    port = event.ports[0];
    port.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => void receive(data));
    port.start();
  });
  host.postMessage({ type: 'flint-preview-ready', address: ownAddresses.within(location.href) ?? '' }, '*');

  async function receive(message: HostMessage): Promise<void> {
    const startMs = performance.now();
    switch (message.type) {
      case 'write':
        page.write(message.html);
        post({ type: 'wrote', tookMs: performance.now() - startMs });
        break;
      case 'close':
        page.close();
        break;
      case 'address':
        history.replaceState(null, '', new URL(message.address, root));
        break;
      case 'file':
        readers.get(message.id)?.(message.text);
        readers.delete(message.id);
        break;
      case 'restore':
        page.restore(message.state);
        break;
      case 'patch': {
        const isDone = page.patch(message.html);
        post({ type: 'patched', isDone, tookMs: performance.now() - startMs });
        break;
      }
      case 'keep':
        post({ type: 'kept', state: keepState() });
        break;
      case 'style':
        page.restyle(message.path, message.css);
        break;
      case 'run':
        page.prepare();
        try {
          await engines.run(message.engine, message.program);
        } catch (error) {
          console.thrown(error);
        }
        // What had to be loaded first says nothing of how long the next will take.
        post({ type: 'wrote', tookMs: hasRun ? performance.now() - startMs : 0 });
        hasRun = true;
        break;
      case 'stop':
        engines.stop();
        break;
      case 'input':
        engines.input(message.text);
        break;
      case 'expand':
        console.expand(message.id, message.from);
        break;
      case 'picture': {
        const picture = await takePicture();
        post({ type: 'picture', picture });
        break;
      }
      case 'ping':
        post({ type: 'pong' });
        break;
      default:
        message satisfies never;
    }
  }

  /** `document.open()` takes all listeners away, so they are set after it; the port outlives it. */
  function listen(): void {
    addEventListener('error', onError, true);
    addEventListener('pagehide', () => post({ type: 'leaving' }));
    addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => console.thrown(reason));
    document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
      if (blockedURI) console.tell('warn', `Blocked: ${blockedURI} (the preview has no network)`);
    });
    followLinks(links);
    submitForms(links);
  }

  function onError(event: Event): void {
    if (quiet > 0) return;
    if (event instanceof ErrorEvent) {
      const { filename, lineno, colno, error, message } = event;
      const path = pathOf(filename) ?? nameOfScript(document.currentScript);
      const place = path === null ? null : { path, line: lineno, column: colno };
      const text = message.replace("Failed to execute 'write' on 'Document': ", '');
      console.thrown(error, { place, ...(text === '' ? {} : { text }) });
    } else if (event.target instanceof HTMLElement) {
      if (rescueSource(event.target, ownAddresses, read, (text) => console.tell('warn', text))) {
        event.stopImmediatePropagation();
        return;
      }
      const address = event.target.getAttribute('src') ?? event.target.getAttribute('href');
      if (address) console.tell('warn', `Could not load ${address}`);
    }
  }
}

/** What a script calls itself: a script that cannot be read is not known by that name yet when it fails. */
function nameOfScript(script: HTMLOrSVGScriptElement | null): string | null {
  const [, name] = /\n\/\/# sourceURL=(\S+)\s*$/.exec(script?.textContent ?? '') ?? [];
  return name === undefined ? null : pathOf(name);
}
