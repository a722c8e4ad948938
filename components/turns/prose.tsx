import { parseProse } from './parse-prose.ts';
import type { Block, Inline } from './parse-prose.ts';

/** What the model said beside the code. */
export function Prose({ text }: { readonly text: string }) {
  return (
    <div className="flex flex-col gap-2 text-13 leading-5 [overflow-wrap:anywhere] text-muted">
      {parseProse(text).map((block, index) => (
        <ProseBlock key={index} block={block} />
      ))}
    </div>
  );
}

function ProseBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inlines} />
        </p>
      );
    case 'heading':
      return (
        <p className="font-medium text-text">
          <Inlines inlines={block.inlines} />
        </p>
      );
    case 'code':
      return <pre className="overflow-x-auto rounded-md bg-surface p-2 font-mono text-12">{block.text}</pre>;
    case 'list': {
      const items = block.items.map((inlines, index) => (
        <li key={index}>
          <Inlines inlines={inlines} />
        </li>
      ));
      return block.isOrdered ? (
        <ol className="list-decimal space-y-1 pl-5">{items}</ol>
      ) : (
        <ul className="list-disc space-y-1 pl-4">{items}</ul>
      );
    }
    default:
      return block satisfies never;
  }
}

function Inlines({ inlines }: { readonly inlines: readonly Inline[] }) {
  return inlines.map((inline, index) => {
    if (inline.kind === 'text') return inline.text;
    if (inline.kind === 'code') {
      return (
        <code key={index} className="rounded bg-hover px-1 font-mono text-12 text-text">
          {inline.text}
        </code>
      );
    }
    const Mark = inline.kind === 'strong' ? 'strong' : 'em';
    return (
      <Mark key={index} className={inline.kind === 'strong' ? 'font-medium text-text' : ''}>
        <Inlines inlines={inline.inlines} />
      </Mark>
    );
  });
}
