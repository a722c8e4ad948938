import type * as Monaco from 'monaco-editor';
import type { SessionClient } from '../../lib/live/session-view.ts';
import { languageOf, streamingTwinOf } from './editor-languages.ts';
import { codeMetrics } from './editor-theme.ts';
import { bindText, type PaintListener, type TextBinding } from './text-binding.ts';

/** A file of the session as Monaco has it: it lives as long as the file does, also while another one is shown. */
export interface FileModel {
  readonly fileId: string;
  readonly path: string;
  readonly model: Monaco.editor.ITextModel;
  readonly binding: TextBinding;
}

/** The models of a session's files. */
export interface FileModels {
  /** Makes models for new files, lets go of those that are gone, and gives a renamed file a model under its new name. */
  follow(files: readonly { readonly id: string; readonly path: string }[]): void;
  of(fileId: string): FileModel | null;
  /** Files get their language's services: completions, checks, a worker. Until this is called they have only colours. */
  startServices(): void;
  /** A model writes in this file: only colours until `endStreaming`. */
  startStreaming(fileId: string): void;
  /** All files have again what they had before a model wrote in them. */
  endStreaming(): void;
  flushAll(): void;
  dispose(): void;
}

// Two sessions in one page must not share models of the same path.
let lastSession = 0;

/**
 * Makes the models. `paintListener` is asked once per file for what its view does around a paint; `undo` and `redo`
 * stand in for Monaco's own, wherever they are called from: keys, menu, palette or a script.
 */
export function createFileModels({
  monaco,
  client,
  paintListener,
  undo,
  redo,
}: {
  monaco: typeof Monaco;
  client: SessionClient;
  paintListener: (fileId: string) => PaintListener;
  undo: () => void;
  redo: () => void;
}): FileModels {
  const folder = `/session-${++lastSession}/`;
  const models = new Map<string, FileModel>();
  const streaming = new Set<string>();
  let hasServices = false;

  const languageNow = (fileId: string, path: string): string => {
    const language = languageOf(path);
    return hasServices && !streaming.has(fileId) ? language : streamingTwinOf(language);
  };
  /** Switching tokenises the text anew, so it is left alone where nothing changes. */
  const updateLanguage = ({ fileId, path, model }: FileModel) => {
    const language = languageNow(fileId, path);
    if (model.getLanguageId() !== language) monaco.editor.setModelLanguage(model, language);
  };

  const open = (fileId: string, path: string) => {
    const uri = monaco.Uri.from({ scheme: 'file', path: folder + path });
    const language = languageOf(path);
    const model = monaco.editor.createModel(client.textOf(fileId).toString(), languageNow(fileId, path), uri);
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    model.detectIndentation(true, language === 'python' ? 4 : codeMetrics.tabSize);
    // Whatever asks Monaco to undo ends here. Undo is the session's: per person and per run, over all files.
    Object.assign(model, { undo, redo });
    models.set(fileId, { fileId, path, model, binding: bindText(model, client, fileId, paintListener(fileId)) });
  };
  const close = (file: FileModel) => {
    file.binding.dispose();
    file.model.dispose();
    models.delete(file.fileId);
  };

  return {
    follow(files) {
      const paths = new Map(files.map((file) => [file.id, file.path]));
      for (const file of [...models.values()]) if (paths.get(file.fileId) !== file.path) close(file);
      for (const [fileId, path] of paths) if (!models.has(fileId)) open(fileId, path);
    },
    of: (fileId) => models.get(fileId) ?? null,
    startServices() {
      if (hasServices) return;
      hasServices = true;
      for (const file of models.values()) updateLanguage(file);
    },
    startStreaming(fileId) {
      if (streaming.has(fileId)) return;
      streaming.add(fileId);
      const file = models.get(fileId);
      if (file) updateLanguage(file);
    },
    endStreaming() {
      streaming.clear();
      for (const file of models.values()) updateLanguage(file);
    },
    flushAll() {
      for (const file of models.values()) if (file.binding.isBehind) file.binding.flush();
    },
    dispose() {
      for (const file of [...models.values()]) close(file);
    },
  };
}
