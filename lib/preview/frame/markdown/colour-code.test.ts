import { expect, test } from 'vitest';
import { colourCode } from './colour-code.ts';

test('words, texts, numbers and comments are told apart', () => {
  expect(colourCode('def f(x): return "a" + 1 # why', 'python')).toBe(
    '<span class="code-word">def</span> <span class="code-name">f</span>(x): <span class="code-word">return</span> <span class="code-text">&quot;a&quot;</span> + <span class="code-number">1</span> <span class="code-comment"># why</span>',
  );
});

test('code is escaped, in whatever language', () => {
  for (const language of ['', 'html', 'js', 'nonsense']) {
    const html = colourCode('<script>alert("x")</script> & </code>', language);
    expect(html.replaceAll(/<\/?span[^>]*>/g, '')).not.toMatch(/[<>]/);
  }
});

test('code whose end is missing is coloured as far as it goes', () => {
  expect(colourCode('/* still', 'js')).toBe('<span class="code-comment">/* still</span>');
  expect(colourCode('x = "half', 'py')).toBe('x = <span class="code-text">&quot;half</span>');
});
