'use client';

import dynamic from 'next/dynamic';
import { Component, useState, type ReactNode } from 'react';
import type { CodeEditorProps } from './code-editor.tsx';

const CodeEditor = dynamic(() => import('./code-editor.tsx').then((module) => module.CodeEditor), { ssr: false });

/**
 * The editor with its first paint: `placeholder` (see `StaticCode`) stands there from the server's answer until Monaco
 * has drawn the same text in the same place, and stays if Monaco cannot be loaded.
 */
export function EditorPane({ placeholder, ...props }: CodeEditorProps & { readonly placeholder?: ReactNode }) {
  const [isReady, setReady] = useState(false);
  return (
    <div className="relative h-full min-h-0 min-w-0 overflow-hidden">
      {isReady ? null : <div className="absolute inset-0 overflow-auto">{placeholder}</div>}
      <KeepsPlaceholder>
        <div className="absolute inset-0" style={isReady ? undefined : { opacity: 0 }}>
          <CodeEditor
            {...props}
            onReady={() => {
              setReady(true);
              props.onReady?.();
            }}
          />
        </div>
      </KeepsPlaceholder>
    </div>
  );
}

/** When Monaco's code cannot be fetched the code can still be read. */
class KeepsPlaceholder extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? null : this.props.children;
  }
}
