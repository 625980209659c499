import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en as reportEn } from '../../../../shared/domain/dora/wording/en.ts';
import { zhCn as reportZhCn } from '../../../../shared/domain/dora/wording/zh-cn.ts';
import { STOP_REASONS } from '../../../../shared/domain/retry/decision.ts';
import { en } from '../../../../shared/domain/wording/en.ts';
import { zhCn } from '../../../../shared/domain/wording/zh-cn.ts';

const domain = new URL('../../../../shared/domain/', import.meta.url);
/** Every source of the domain but the catalogues. */
const sources = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/wording[/\\](?:en|zh-cn)(?:-\w+)?\.ts$/u.test(file))
  .map((file) => readFileSync(new URL(file, domain), 'utf8'))
  .join('\n');
const keys = Object.keys({ ...en, ...reportEn });
const placesOf = (text: string | undefined) => [...(text ?? '').matchAll(/\{[a-z]+\}/gu)].map(String).sort();

describe.each([
  ['messages', en, zhCn],
  ['reports', reportEn, reportZhCn],
])('the catalogues of %s in English and Chinese', (_, english, chinese) => {
  it('have the same keys, in the same order', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
  });

  it.each(Object.entries(english))('fill the same places of %s', (key, text) => {
    expect(placesOf(Object.entries(chinese).find(([name]) => name === key)?.[1])).toEqual(placesOf(text));
  });

  it.each(Object.entries({ ...english, ...chinese }))('have a text for %s', (_key, text) => {
    expect(text.trim()).not.toBe('');
  });

  it('speak Chinese in Chinese, with Chinese punctuation', () => {
    const halfWidth = Object.entries(chinese).filter(([, text]) => /[\p{Script=Han}][,:;()]/u.test(text));

    expect(halfWidth).toEqual([]);
  });
});

it('both say something for every reason not to retry', () => {
  const reasons = STOP_REASONS.map((reason) => `stop.${reason}`);

  expect(keys.filter((key) => key.startsWith('stop.')).sort()).toEqual(reasons.toSorted());
});

describe('no text is left over', () => {
  // A key is said as it stands, or put together: `next.${step}` with a step that some report names.
  const named: Readonly<Record<string, string>> = { link: "to: '", next: "step: '" };
  const isUsed = (key: string) => {
    const [group = '', name = ''] = key.split('.');
    const isPutTogether =
      sources.includes(`\`${group}.\${`) && sources.includes(`${named[group] ?? "'"}${name}'`);
    return sources.includes(`'${key}'`) || isPutTogether;
  };

  it.each(keys)('%s is used', (key) => {
    expect(isUsed(key)).toBe(true);
  });

  it('and a key that nobody says would be found', () => {
    expect(['next.dance', 'link.dance', 'since.dance'].filter(isUsed)).toEqual([]);
  });
});
