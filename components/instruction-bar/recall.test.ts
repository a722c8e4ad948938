import { expect, test } from 'vitest';
import { stepRecall } from './recall.ts';

const texts = ['one', 'two'];

test('going back and forth ends at the draft that was left', () => {
  const first = stepRecall(null, 'earlier', { texts, draft: 'dra' });
  expect(first.text).toBe('two');
  const second = stepRecall(first.recall, 'earlier', { texts, draft: 'two' });
  expect(second.text).toBe('one');
  const third = stepRecall(second.recall, 'earlier', { texts, draft: 'one' });
  expect(third).toEqual(second);
  const fourth = stepRecall(third.recall, 'later', { texts, draft: 'one' });
  expect(fourth.text).toBe('two');
  expect(stepRecall(fourth.recall, 'later', { texts, draft: 'two' })).toEqual({ recall: null, text: 'dra' });
});

test('with nothing to recall the draft stays', () => {
  expect(stepRecall(null, 'earlier', { texts: [], draft: 'dra' })).toEqual({ recall: null, text: 'dra' });
});
