import type * as Monaco from 'monaco-editor';
import type { ShownProposal } from '../../lib/live/proposing.ts';

/** A proposal in the editor, faint: the text that would come, and struck out what would go. */
export interface ProposalMark {
  show(proposal: ShownProposal | null): void;
}

/**
 * Draws proposals. Their first line is text that Monaco puts into its own line, the others a zone below it: the person's
 * cursor stays where it is, and nothing of the document is touched.
 */
export function createProposalMark(
  monaco: typeof Monaco,
  codeEditor: Monaco.editor.IStandaloneCodeEditor,
): ProposalMark {
  const decorations = codeEditor.createDecorationsCollection();
  let zone: { readonly id: string; readonly lines: HTMLElement; readonly afterLine: number; count: number } | null =
    null;

  return {
    show(proposal) {
      const model = codeEditor.getModel();
      if (!model || !proposal) {
        if (decorations.length > 0) decorations.clear();
        showBelow(null, []);
        return;
      }
      const start = model.getPositionAt(proposal.from);
      const end = model.getPositionAt(proposal.to);
      const [first = '', ...others] = proposal.insert.split('\n');
      const place = (at: Monaco.IPosition) => monaco.Range.fromPositions(at, at);
      decorations.set([
        ...(first === ''
          ? []
          : [
              {
                range: place(end),
                options: {
                  showIfCollapsed: true,
                  after: {
                    content: first,
                    inlineClassName: 'flint-proposed',
                    cursorStops: monaco.editor.InjectedTextCursorStops.Left,
                  },
                },
              },
            ]),
        ...(proposal.to > proposal.from
          ? [
              {
                range: monaco.Range.fromPositions(start, end),
                options: { inlineClassName: 'flint-proposed-away' },
              },
            ]
          : []),
      ]);
      showBelow(end.lineNumber, others);
    },
  };

  function showBelow(afterLine: number | null, lines: readonly string[]): void {
    if (zone && afterLine === zone.afterLine && lines.length === zone.count) {
      fill(zone.lines, lines);
      return;
    }
    if (!zone && lines.length === 0) return;
    codeEditor.changeViewZones((zones) => {
      if (zone) zones.removeZone(zone.id);
      zone = null;
      if (afterLine === null || lines.length === 0) return;
      const domNode = document.createElement('div');
      domNode.className = 'flint-proposed flint-proposed-lines';
      domNode.ariaHidden = 'true';
      codeEditor.applyFontInfo(domNode);
      fill(domNode, lines);
      const id = zones.addZone({ afterLineNumber: afterLine, heightInLines: lines.length, domNode });
      zone = { id, lines: domNode, afterLine, count: lines.length };
    });
  }

  function fill(element: HTMLElement, lines: readonly string[]): void {
    element.textContent = lines.join('\n');
  }
}
