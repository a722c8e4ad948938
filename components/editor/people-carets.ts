import type { editor } from 'monaco-editor';
import type { CaretView } from '../../lib/live/session-view.ts';
import { personColour } from '../people/person-colour.ts';
import { cssString } from './css-string.ts';

/** Other people's carets and selections, each with a name that goes when the caret rests. */
export interface PeopleCarets {
  /** Shows these and no others, in the model that is open. */
  show(carets: readonly CaretView[]): void;
  dispose(): void;
}

const restsAfterMs = 3_000;

/**
 * Makes the carets of an editor, as decorations only: Monaco carries them along with every edit and draws them with the
 * line, so that they cost nothing while nobody moves. Names stand in a style sheet, because a decoration has no text of
 * its own. They say nothing to screen readers, who find people and their files in the list of who is here.
 */
export function createPeopleCarets(codeEditor: editor.ICodeEditor): PeopleCarets {
  const marks = codeEditor.createDecorationsCollection();
  const names = createNameStyles();
  const moves = new Map<string, { readonly place: string; readonly atMs: number }>();
  let shown: readonly CaretView[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    clearTimeout(timer);
    const model = codeEditor.getModel();
    if (!model) return;
    const nowMs = performance.now();
    let nextMs = Number.POSITIVE_INFINITY;
    marks.set(
      shown.flatMap((caret) => {
        const restsInMs = (moves.get(caret.clientId)?.atMs ?? 0) + restsAfterMs - nowMs;
        if (restsInMs > 0) nextMs = Math.min(nextMs, restsInMs);
        const head = model.getPositionAt(caret.to);
        const anchor = caret.from === caret.to ? head : model.getPositionAt(caret.from);
        const [start, end] = caret.from < caret.to ? [anchor, head] : [head, anchor];
        const person = `flint-person flint-person-${personColour(caret.clientId)}`;
        const look = `${person} ${names.classOf(caret)} ${restsInMs > 0 ? 'flint-person-moves' : ''} ${head.lineNumber === 1 ? 'flint-person-below' : ''}`;
        return [
          {
            range: {
              startLineNumber: head.lineNumber,
              startColumn: head.column,
              endLineNumber: head.lineNumber,
              endColumn: head.column,
            },
            options: { beforeContentClassName: look, stickiness: 1, description: 'flint-person' },
          },
          ...(anchor === head
            ? []
            : [
                {
                  range: {
                    startLineNumber: start.lineNumber,
                    startColumn: start.column,
                    endLineNumber: end.lineNumber,
                    endColumn: end.column,
                  },
                  options: {
                    className: `flint-person-selection flint-person-${personColour(caret.clientId)}`,
                    stickiness: 1,
                    description: 'flint-person-selection',
                  },
                },
              ]),
        ];
      }),
    );
    if (nextMs < Number.POSITIVE_INFINITY) timer = setTimeout(draw, nextMs);
  };

  return {
    show(carets) {
      if (carets.length === 0 && shown.length === 0) return;
      const nowMs = performance.now();
      for (const { clientId, from, to } of carets) {
        const place = `${from} ${to}`;
        if (moves.get(clientId)?.place !== place) moves.set(clientId, { place, atMs: nowMs });
      }
      shown = carets;
      draw();
    },
    dispose() {
      clearTimeout(timer);
      marks.clear();
      names.dispose();
    },
  };
}

/** Style sheet with a rule per name. */
function createNameStyles(): { classOf(caret: CaretView): string; dispose(): void } {
  const sheet = new CSSStyleSheet();
  const classes = new Map<string, string>();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return {
    classOf({ name }) {
      const known = classes.get(name);
      if (known !== undefined) return known;
      const className = `flint-person-name-${classes.size + 1}`;
      classes.set(name, className);
      sheet.insertRule(`.flint-person.${className}::after { content: ${cssString(name)}; }`);
      return className;
    },
    dispose() {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    },
  };
}
