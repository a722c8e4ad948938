import { createInterpreter } from '../python/interpreter.ts';
import type { PythonParts } from '../python/python-parts.ts';
import type { FromPython, PythonPlaces, ToPython } from '../python/python-messages.ts';

/*
 * What runs in Python's worker. A classic worker made from a blob imports it, because module workers from blobs fail in
 * a frame of an opaque origin; that worker says in `flintPython` where everything is.
 */
declare const flintPython: PythonPlaces;
/** Comes as the first message, perhaps before this module. */
declare const flintParts: Promise<PythonParts>;

const tell = (message: FromPython, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
const interpreter = createInterpreter(flintPython, flintParts, tell);

self.addEventListener('message', ({ data }: MessageEvent<ToPython>) => {
  switch (data.type) {
    case 'start':
      break;
    case 'run':
      void interpreter.then((python) => python?.run(data.run, data.program));
      break;
    case 'answer':
      void interpreter.then((python) => python?.answer(data.text));
      break;
    case 'event':
      void interpreter.then((python) => python?.event(data.event));
      break;
    case 'drawn':
      void interpreter.then((python) => python?.drawn());
      break;
    case 'close':
      void interpreter.then((python) => python?.event('["close",""]'));
      break;
    default:
      data satisfies never;
  }
});
