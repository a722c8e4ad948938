// The page of tutorial-server.ts: what most tutorials do with a stream and an editor.
const { createElement, useEffect, useRef, useState } = require('react');
const { createRoot } = require('react-dom/client');
const { Editor, loader } = require('@monaco-editor/react');

loader.config({ paths: { vs: '/vs' } });

function Page() {
  const [text, setText] = useState('');
  const [penLine, setPenLine] = useState(1);
  const editor = useRef(null);

  useEffect(() => {
    window.setDocument = (before, after) => {
      window.parts = { before, after };
      setText(before + after);
    };
    window.writeFromStream = async () => {
      const { before, after } = window.parts;
      const response = await fetch('/stream');
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let carried = '';
      let written = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const blocks = (carried + value).split('\n\n');
        carried = blocks.pop();
        for (const block of blocks) {
          const line = block.split('\n').find((one) => one.startsWith('data: '));
          const event = line && JSON.parse(line.slice(6));
          if (!event || event.type !== 'response.output_text.delta') continue;
          written += event.delta;
          setText(before + written + after);
          setPenLine((before + written).split('\n').length);
        }
      }
    };
  }, []);
  // Not behind the end of the page, so that what is written can be seen.
  useEffect(() => editor.current?.revealLine(penLine), [penLine, text]);

  return createElement(Editor, {
    height: '100%',
    language: 'javascript',
    value: text,
    onMount: (mounted) => {
      editor.current = mounted;
      window.isReady = true;
    },
  });
}

createRoot(document.getElementById('root')).render(createElement(Page));
