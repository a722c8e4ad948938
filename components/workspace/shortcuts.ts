import { isAtWork } from '../../lib/live/race-view.ts';
import { toggleFiles, togglePreview } from '../commands/command-list.ts';
import { focusInstruction } from '../instruction-bar/focus-instruction.ts';
import type { OpenSession } from './session-context.tsx';

/** The keys that work everywhere on the page. Returns what ends it. */
export function listenToShortcuts(session: OpenSession): () => void {
  const { client, desk, controls } = session;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || desk.getState().dialog !== null) return;
    // Who closes the list of people does not mean the run.
    if (event.key === 'Escape' && document.querySelector(':popover-open')) return;
    const isRunStoppable = isAtWork(client.view.getState()) || desk.getState().pending?.kind === 'run';
    if (event.key === 'Escape' && isRunStoppable && client.view.getState().canEdit) void controls.stop();
    else if (event.key === '?' && !isTyping(event.target)) desk.setState({ dialog: 'shortcuts' });
    else return;
    event.preventDefault();
  }

  /** Before the editor takes them for its own. */
  function onKeyDownFirst(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key === 'k') desk.setState((now) => ({ dialog: now.dialog === 'palette' ? null : 'palette' }));
    else if (desk.getState().dialog !== null) return;
    else if (key === 'i') focusInstruction();
    else if (key === 'e') session.editor.current?.focus();
    else if (key === 'b') toggleFiles(desk);
    else if (key === 'j') togglePreview(desk);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  window.addEventListener('keydown', onKeyDown);
  window.addEventListener('keydown', onKeyDownFirst, true);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
    window.removeEventListener('keydown', onKeyDownFirst, true);
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
