'use client';

import { useEffect, useRef } from 'react';
import { languageOf, streamingTwinOf } from '../editor/editor-languages.ts';
import { editorOptions } from '../editor/editor-options.ts';
import { monaco } from '../editor/monaco-setup.ts';

interface SideBySideProps {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly theme: 'dark' | 'light';
}

/** Two texts of a file beside each other, what differs marked. Narrow windows get one above the other. */
export function SideBySide({ path, before, after, theme }: SideBySideProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) return;
    const language = streamingTwinOf(languageOf(path));
    const original = monaco.editor.createModel(before, language);
    const modified = monaco.editor.createModel(after, language);
    monaco.editor.setTheme(theme === 'dark' ? 'flint-dark' : 'flint-light');
    const editor = monaco.editor.createDiffEditor(place.current, {
      ...editorOptions,
      readOnly: true,
      originalEditable: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: 640,
      hideUnchangedRegions: { enabled: true },
      renderOverviewRuler: false,
      diffAlgorithm: 'advanced',
    });
    editor.setModel({ original, modified });
    return () => {
      editor.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [path, before, after, theme]);
  return <div ref={place} className="h-full" />;
}
