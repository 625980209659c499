import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii, clean, cleanProse, cut, cutMiddle } from '../../../shared/domain/text.ts';

const graphemesOf = (text: string) =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

/** Text with much of what is dangerous in it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\u0000', '\r\n', '\u2028', '\u202E', '\u2066', '\u200B', '\uFEFF', '\u{E0041}'),
      fc.constantFrom('\u001B[31m', '\u001B]0;x', '\uD83D', '\uDE00', '👩‍👩‍👧', 'e\u0301'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('clean text', () => {
  it('is one well-formed line that fits, without control, direction or invisible characters', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 80 }), (text, max) => {
        const line = clean(text, max);

        expect(line).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200B\u2060\uFEFF\u{E0000}-\u{E007F}]/u,
        );
        expect(line.isWellFormed()).toBe(true);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).toBe(line.trim());
      }),
    );
  });

  it.each([
    ['two lines\r\n  become\tone', 'two lines become one'],
    ['\u001B[1;31mred\u001B[0m alert', 'red alert'],
    ['evil\u202Etxt.exe', 'eviltxt.exe'],
    ['zero\u200Bwidth', 'zerowidth'],
    ['half \uD83D a pair', 'half \uFFFD a pair'],
    ['👩‍👩‍👧 and 🇨🇳 stay', '👩‍👩‍👧 and 🇨🇳 stay'],
    ['变更说明', '变更说明'],
    [' \n ', ''],
  ])('%j → %j', (text, line) => {
    expect(clean(text, 100)).toBe(line);
  });

  it('stays the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const once = clean(text, 50);

        expect(clean(once, 50)).toBe(once);
      }),
    );
  });

  it('of a huge text is marked as cut, even where little of its beginning is left', () => {
    expect(clean(`x${'\u200B'.repeat(100_000)}y`, 50)).toBe('x…');
    expect(clean('x'.repeat(100_000), 10)).toBe('xxxxxxxxx…');
  });
});

describe('clean prose', () => {
  const address = fc
    .emailAddress({ size: 'small' })
    .filter((it) => it.length < 100 && !it.startsWith('git@'));

  it('never holds an e-mail address, whatever stands around it', () => {
    const before = fc.constantFrom(
      '',
      'by ',
      '<',
      'mailto:',
      'user=',
      'role/Admin/',
      `${'x'.repeat(80)}-`,
      '作者',
    );
    const after = fc.constantFrom('', ' did it', '>', ', and', '/x', ':', '谢谢');
    fc.assert(
      fc.property(before, address, after, (start, it, end) => {
        const domain = it.slice(it.lastIndexOf('@'));

        expect(cleanProse(`${start}${it}${end}`, 400)).not.toContain(domain);
      }),
    );
  });

  it.each([
    ['Signed-off-by: Li Wei <li.wei@example.com>', 'Signed-off-by: Li Wei <li.wei>'],
    ['by li.wei@example.com, reviewed', 'by li.wei, reviewed'],
    ['联系li.wei@example.com谢谢', '联系li.wei谢谢'],
    [
      'User: arn:aws:sts::1:assumed-role/Admin/li.wei@example.com is not authorized',
      'User: arn:aws:sts::1:assumed-role/Admin/li.wei is not authorized',
    ],
    ['from li@bücher.example and 李@例子.公司', 'from li and 李'],
  ])('keeps who somebody is, and not where to write to: %s', (text, line) => {
    expect(cleanProse(text, 200)).toBe(line);
  });

  it.each([
    'Bump lodash@4.17.21 and actions/checkout@v4.1.0',
    'clone git@github.com:org/shop.git or ssh://git@github.com/org/shop',
    'ping @li.wei (@team.web) about @scope/package',
    'mail at localhost: li.wei@buildhost',
  ])('leaves alone what is no address: %s', (text) => {
    expect(cleanProse(text, 200)).toBe(text);
  });

  it('is removed before the text is cut, so that no half of an address stays', () => {
    expect(cleanProse('ask li.wei@example.com', 15)).toBe('ask li.wei');
  });
});

describe('a text that is cut', () => {
  it('fits, ends in a mark, and holds whole characters as people see them', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, max) => {
          const short = cut(text, max);

          expect(short.length).toBeLessThanOrEqual(max);
          if (text.length <= max) expect(short).toBe(text);
          else {
            const kept = graphemesOf(short.replace(/…$/u, ''));
            expect(short).toMatch(/…$/u);
            expect(graphemesOf(text).slice(0, kept.length)).toEqual(kept);
          }
        },
      ),
    );
  });

  it.each([
    ['family 👩‍👩‍👧‍👦', 10, 'family …'],
    ['cafe\u0301s', 5, 'caf…'],
    ['ab😀', 3, 'ab…'],
    ['abc', 3, 'abc'],
    ['👩‍👩‍👧‍👦!', 4, '…'],
  ])('%j to %i: %j', (text, max, short) => {
    expect(cut(text, max)).toBe(short);
  });
});

describe('a name that is cut in the middle', () => {
  it('keeps both ends and fits exactly', () => {
    expect(cutMiddle('checkout-service-production', 12)).toBe('check..ction');
    expect(cutMiddle('abcdefghij', 9)).toBe('abcd..hij');
    expect(cutMiddle('short', 12)).toBe('short');
  });
});

it('what is not printable ASCII becomes a question mark, one for each character', () => {
  expect(ascii('déploy 🚀\n~')).toBe('d?ploy ??~');
});
