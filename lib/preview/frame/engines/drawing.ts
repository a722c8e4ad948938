import type { TextProgram } from '../../text-program.ts';
import { closeDrawing } from '../drawing/close-drawing.ts';
import { drawingAddress } from '../drawing-address.ts';
import type { Engine, EngineTools } from '../engine.ts';
import { dress } from '../look.ts';

const style = `
body {
  display: grid;
  place-items: center;
  padding: 24px;
  background: repeating-conic-gradient(light-dark(#f1eee9, #1a1816) 0 25%, light-dark(#fcfbf9, #141211) 0 50%) 0 0 / 20px 20px;
}
img { max-width: 100%; max-height: calc(100vh - 48px); min-width: min(60vmin, 100%); object-fit: contain; }
p { position: fixed; inset: auto 16px 16px; margin: 0; padding: 8px 12px; border-left: 2px solid var(--problem); background: var(--bg); color: var(--problem); font-size: 13px; }
p[hidden] { display: none; }
`;

let parts: { readonly image: HTMLImageElement; readonly mistake: HTMLElement } | null = null;

function open(tools: EngineTools): NonNullable<typeof parts> {
  dress(tools.assets, style);
  const image = document.createElement('img');
  image.alt = '';
  const mistake = document.createElement('p');
  mistake.setAttribute('role', 'alert');
  mistake.hidden = true;
  document.body.replaceChildren(image, mistake);
  return { image, mistake };
}

/** A drawing, as an image: nothing in it runs, and it can fetch nothing. It grows while it is written. */
const drawing: Engine = {
  async run(program, tools) {
    const { path, text, isWhole } = program as TextProgram;
    parts ??= open(tools);
    const shown = isWhole ? text : closeDrawing(text);
    if (shown === null) return;
    const wrong = mistakeIn(shown);
    parts.mistake.hidden = wrong === null || !isWhole;
    if (wrong === null) await exchange(parts.image, shown);
    else if (isWhole) {
      const { message, line, column } = wrong;
      parts.mistake.textContent = line === null ? message : `Line ${line}: ${message}`;
      tools.problem({ kind: 'compile', message, path, line, column });
    }
    tools.painted();
    tools.state('finished');
  },
};

/** The drawing that stands is seen until the next one can be. */
async function exchange(image: HTMLImageElement, text: string): Promise<void> {
  const next = new Image();
  next.src = drawingAddress(text);
  try {
    await next.decode();
  } catch {
    // Shown as it is: a browser that cannot draw it has its own way to say so.
  }
  image.src = next.src;
}

/** What is wrong with a drawing as XML; null when nothing is. */
function mistakeIn(text: string): { message: string; line: number | null; column: number | null } | null {
  const error = new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror');
  if (!error) return null;
  const said = error.textContent.replaceAll(/\s+/g, ' ');
  const [, line, column, what] =
    /error on line (\d+) at column (\d+): (.+?) ?(?:Below is|This page|$)/.exec(said) ?? [];
  return {
    message: what?.replaceAll(/\{[^}]*\}/g, '') ?? 'This is not a whole drawing.',
    line: line === undefined ? null : Number(line),
    column: column === undefined ? null : Number(column),
  };
}

export default drawing;
