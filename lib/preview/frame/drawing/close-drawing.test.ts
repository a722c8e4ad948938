import { expect, test } from 'vitest';
import { closeDrawing } from './close-drawing.ts';

test('what is open is closed, and half a tag is cut off', () => {
  expect(closeDrawing('<svg><g fill="red"><circle r="3"/><rect wid')).toBe(
    '<svg><g fill="red"><circle r="3"/></g></svg>',
  );
  expect(closeDrawing('<svg><text>Hel')).toBe('<svg><text>Hel</text></svg>');
  expect(closeDrawing('<svg><text>a &am')).toBe('<svg><text>a </text></svg>');
});

test('there is nothing to show before its first tag is whole', () => {
  expect(closeDrawing('<?xml version="1.0"?>\n<svg viewBox="0 0')).toBeNull();
});

test('comments, and signs within texts, are no tags', () => {
  expect(closeDrawing('<svg><!-- <g> --><path d="M0 0" title="a > b"/><![CDATA[<g>]]>')).toBe(
    '<svg><!-- <g> --><path d="M0 0" title="a > b"/><![CDATA[<g>]]></svg>',
  );
});

test('wherever a drawing is cut, as many tags are closed as were opened', () => {
  const text =
    '<svg xmlns="http://www.w3.org/2000/svg"><style>.a{fill:red}</style><g><path d="M0,0"/><text x="1">Hi &amp; bye</text></g></svg>';
  for (let end = 45; end <= text.length; end += 1) {
    const closed = closeDrawing(text.slice(0, end)) ?? '';
    const tags = [...closed.matchAll(/<(\/?)\w+[^>]*?(\/?)>/g)];
    const depth = tags.reduce((sum, [, closing, own]) => sum + (closing ? -1 : own ? 0 : 1), 0);
    expect(depth, closed).toBe(0);
  }
});
