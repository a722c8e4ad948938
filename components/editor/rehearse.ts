import type * as Monaco from 'monaco-editor';
import { createStore } from 'zustand/vanilla';
import { createEmitter } from '../../lib/base/emitter.ts';
import { changeFromJson, changeToJson, replaceRange } from '../../lib/document/change.ts';
import type { SessionClient, VisibleChange } from '../../lib/live/session-view.ts';
import { foldSession } from '../../lib/session/fold-session.ts';
import type { SessionEvent, SessionEventBody } from '../../lib/session/session-event.ts';
import { emptySession, type SessionState } from '../../lib/session/session-state.ts';
import { createStillClient } from '../workspace/still-client.ts';
import { createEditorDesk } from './editor-desk.ts';
import { editorOptions } from './editor-options.ts';

/** Enough for the browser to have compiled what each frame runs through. */
const frames = 120;
const line = 'const speed = size * 12; // px\n';
const linesAround = 40;

/** What is left of an idle moment has to be more than the events of a frame take. */
const enoughLeftMs = 3;

const runId = 'rehearsal';
const by = { kind: 'model', runId, attempt: 1 } as const;

/**
 * Lets a small editor that nobody sees be written in by a run that nobody asked for, a frame at a time while the page is
 * idle, and throws it away: the first run of a page then finds compiled what its frames run through. Without it the first
 * half second of writing goes slowly. What it returns ends it; a browser that cannot tell when it is idle goes without.
 */
export function rehearse(monaco: typeof Monaco, path: string): () => void {
  if (typeof requestIdleCallback !== 'function') return () => {};
  let end = () => {};
  let idle = requestIdleCallback(() => {
    const stage = createStage(monaco, path);
    let left = frames;
    let frame = 0;
    end = () => {
      cancelAnimationFrame(frame);
      stage.dispose();
    };
    const goOn = (deadline: IdleDeadline) => {
      if (deadline.timeRemaining() < enoughLeftMs) {
        idle = requestIdleCallback(goOn);
        return;
      }
      stage.write();
      left--;
      // The editor draws in the next frame, as in a run.
      frame = requestAnimationFrame(() => {
        if (left > 0) idle = requestIdleCallback(goOn);
        else {
          end();
          end = () => {};
        }
      });
    };
    idle = requestIdleCallback(goOn);
  });
  return () => {
    cancelIdleCallback(idle);
    end();
    end = () => {};
  };
}

function createStage(monaco: typeof Monaco, path: string): { write(): void; dispose(): void } {
  const node = document.createElement('div');
  node.ariaHidden = 'true';
  node.inert = true;
  node.style.cssText = 'position:fixed;left:-2000px;top:0;width:700px;height:500px;visibility:hidden;contain:strict';
  document.body.append(node);
  const play = createPlay(path);
  const codeEditor = monaco.editor.create(node, { ...editorOptions, model: null });
  const desk = createEditorDesk({
    monaco,
    codeEditor,
    client: play.client,
    listener: { openFile() {}, followOffered() {}, followChanged() {}, selectionChanged() {} },
  });
  desk.open(play.fileId);
  play.begin();
  return {
    write: play.write,
    dispose() {
      desk.dispose();
      codeEditor.dispose();
      node.remove();
    },
  };
}

/** A session in which a model writes in the middle of a file, a line's length of text a frame, in two events. */
function createPlay(path: string) {
  const fileId = 'stage';
  const changes = createEmitter<VisibleChange>();
  const pens = createEmitter<null>();
  const around = line.repeat(linesAround);
  let state: SessionState = emptySession;
  let at = around.length;
  take({ type: 'session-started', title: '', files: [{ fileId, path, text: around + around }] });
  const still = createStillClient({ kind: 'draft', files: [] });
  const view = createStore(() => ({ ...still.view.getState(), ...shown(), files: [{ id: fileId, path }] }));
  const client: SessionClient = {
    ...still,
    view,
    textOf: () => text(),
    listenToText: (_fileId, listener) => changes.listen(listener),
    penAt: () => state.runs.at(-1)?.pen?.at ?? null,
    listenToPen: (listener) => pens.listen(() => listener(fileId, null)),
  };

  function text() {
    const file = state.files.get(fileId);
    if (!file) throw new Error('The file of the rehearsal is gone.');
    return file.text;
  }

  /** As an event comes from the server. */
  function take(body: SessionEventBody): void {
    const sent: SessionEvent = { ...body, sequence: state.sequence + 1, atMs: 0 };
    const event = JSON.parse(JSON.stringify(sent)) as SessionEvent;
    state = foldSession(state, event);
    if (event.type !== 'text-changed') return;
    changes.emit({ change: changeFromJson(event.change), by, penAt: event.penAt ?? at });
    view.setState(shown());
  }

  function shown() {
    return { run: state.run, sequence: state.sequence, penFileId: state.runs.at(-1)?.pen?.fileId ?? null };
  }

  function write(insert: string): void {
    const change = changeToJson(replaceRange(text().length, at, at, insert));
    at += insert.length;
    const version = (state.files.get(fileId)?.version ?? 0) + 1;
    take({ type: 'text-changed', fileId, version, change, by, penAt: at, tokens: insert.length });
  }

  return {
    client,
    fileId,
    begin() {
      const asked = { runId, instruction: '', lane: 'fast' } as const;
      take({ type: 'run-started', ...asked, clientId: '' });
      take({ type: 'attempt-started', ...asked, attempt: 1, provider: '', model: '', reason: 'run' });
      take({ type: 'attempt-writing', runId, attempt: 1, timeToFirstTokenMs: 0 });
      take({ type: 'pen-moved', runId, attempt: 1, fileId, at });
      view.setState(shown());
      pens.emit(null);
    },
    write() {
      // As pieces of an answer come: in the middle of a line as often as at its end.
      const cut = at % line.length;
      write(line.slice(cut, cut + 7));
      write(line.slice(cut + 7) + line.slice(0, at % 11));
    },
  };
}
