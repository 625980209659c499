import { expect, it } from 'vitest';
import { speaker } from '../../../../shared/domain/wording/speak.ts';

it('a text is said in its language, with its places filled', () => {
  const values = { time: '09:12', count: 2 };

  expect(speaker('en')('since.failing', values)).toBe('failing since 09:12, 2 in a row');
  expect(speaker('zh-CN')('since.failing', values)).toBe('自 09:12 起失败，连续 2 次');
});

it('what fills a place is text, whatever it looks like', () => {
  const say = (name: string) => speaker('en')('headline.unknown', { name, state: 'DONE' });

  expect(say("$& $1 $$ $'")).toBe("$& $1 $$ $' is now DONE");
  expect(say('{state}')).toBe('{state} is now DONE');
});

it('a place that nothing fills stays visible', () => {
  expect(speaker('en')('headline.failed')).toBe('{name} failed');
});
