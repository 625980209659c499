import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  excerptOf,
  MAX_EXCERPT_CHARACTERS,
  MAX_EXCERPT_LINES,
} from '../../../../shared/domain/diagnosis/excerpt.ts';
import type { LogLine } from '../../../../shared/domain/diagnosis/log.ts';

const AT = Date.UTC(2026, 10, 23, 8, 4, 35);

function log(...texts: readonly string[]): LogLine[] {
  return texts.map((text, index) => ({ at: AT + index, text }));
}

function steps(count: number, name = 'step'): string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1} done`);
}

describe('the excerpt around a line that a rule recognised', () => {
  it('has two lines before it and what comes after it, and says when it was written', () => {
    const output = log(...steps(50), 'tests/a.ts(4,2): broken', ...steps(3, 'clean-up'));

    expect(excerptOf(output, { line: 'tests/a.ts(4,2): broken' })).toEqual({
      lines: [
        'step 49 done',
        'step 50 done',
        'tests/a.ts(4,2): broken',
        'clean-up 1 done',
        'clean-up 2 done',
        'clean-up 3 done',
      ],
      cut: true,
      at: AT + 50,
    });
  });

  it('is the whole output where that is short, and then nothing is cut', () => {
    expect(excerptOf(log('broken', 'done'), { line: 'broken' })).toEqual({
      lines: ['broken', 'done'],
      cut: false,
      at: AT,
    });
  });

  it('prefers errors, each with two lines below it, to what comes next, with a mark where lines are left out', () => {
    const output = log(
      'a.ts(1,1): error TS2322: no string',
      ...steps(30),
      'b.ts(9,1): error TS2304: no name',
      ...steps(30, 'more'),
      'Found 2 errors',
    );

    const { lines } = excerptOf(output, { line: 'a.ts(1,1): error TS2322: no string' });
    expect(lines).toEqual([
      'a.ts(1,1): error TS2322: no string',
      ...steps(8),
      '…',
      'b.ts(9,1): error TS2304: no name',
      ...steps(2, 'more'),
      '…',
      'Found 2 errors',
    ]);
  });

  it('shows what a summary at the end sums up', () => {
    const output = log(
      '● the basket › adds the postage once',
      'Expected: 1490',
      'Received: 1980',
      ...steps(60),
      'Tests: 1 failed, 99 passed',
    );

    expect(excerptOf(output, { line: 'Tests: 1 failed, 99 passed' }).lines).toEqual([
      '● the basket › adds the postage once',
      'Expected: 1490',
      'Received: 1980',
      ...steps(2),
      '…',
      'step 59 done',
      'step 60 done',
      'Tests: 1 failed, 99 passed',
    ]);
  });

  it('shows how the output ends', () => {
    const output = log('retrying after a reset', ...steps(60), 'the day is closed already');

    expect(excerptOf(output, { line: 'retrying after a reset' }).lines).toEqual([
      'retrying after a reset',
      ...steps(8),
      '…',
      'step 60 done',
      'the day is closed already',
    ]);
  });

  it('is around the last of them where it was written more than once', () => {
    const output = log('again', ...steps(30), 'again', 'the end');
    expect(excerptOf(output, { line: 'again' }).at).toBe(AT + 31);
  });

  it('keeps head and tail of a line that is longer than the room for it', () => {
    const line = `error: ${'x'.repeat(3_000)} not authorized`;
    const { lines, cut } = excerptOf(log('before', line, 'after'), { line });

    expect(lines).toEqual([
      'before',
      expect.stringMatching(/^error: x{600,800}…x{200,300} not authorized$/u),
      'after',
    ]);
    expect(cut).toBe(true);
  });

  it('leaves out a line for which there is no room rather than the ones behind it', () => {
    const long = Array.from({ length: 5 }, (_, index) => `${index} ${'y'.repeat(320)}`);
    const { lines } = excerptOf(log('broken', ...long, 'z'), { line: 'broken' });

    expect(lines.at(0)).toBe('broken');
    expect(lines).toContain(long[3]);
    expect(lines).toContain('z');
  });
});

describe('the excerpt where no rule recognised a line', () => {
  it('is the last output', () => {
    expect(excerptOf(log(...steps(100)), undefined)).toEqual({
      lines: steps(100).slice(-15),
      cut: true,
      at: AT + 99,
    });
    expect(excerptOf(log(...steps(3)), { line: 'an error code' })).toMatchObject({
      lines: steps(3),
      cut: false,
    });
  });

  it('holds the last line that looks like an error, and what follows it to the end', () => {
    const { lines, at } = excerptOf(
      log(...steps(5), 'ERROR: seals differ', ...steps(40, 'clean-up')),
      undefined,
    );

    expect(lines).toEqual([
      'ERROR: seals differ',
      ...steps(2, 'clean-up'),
      '…',
      ...steps(40, 'clean-up').slice(-11),
    ]);
    expect(at).toBe(AT + 5);
  });

  it('is what little there is where nothing says more', () => {
    const frames = ['    at f (/src/node_modules/a/b.js:1:2)', '    at g (/src/node_modules/a/b.js:3:4)'];
    expect(excerptOf(log(...frames), undefined)).toMatchObject({ lines: frames, cut: false });
  });

  it('is empty where nothing was written', () => {
    expect(excerptOf([], undefined)).toEqual({ lines: [], cut: false, at: undefined });
  });
});

describe('any excerpt', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 200, maxLength: 1_400 }),
    fc.constantFrom('error: x', '---', 'PASS a', 'step'),
  );

  it('has at most 15 lines and 2,000 characters, each line from the output, in its order', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 60 }), fc.nat(), (texts, pick) => {
        const found = texts[pick % (texts.length + 1)];
        const { lines } = excerptOf(log(...texts), found === undefined ? undefined : { line: found });

        expect(lines.length).toBeLessThanOrEqual(MAX_EXCERPT_LINES);
        expect(lines.join('\n').length).toBeLessThanOrEqual(MAX_EXCERPT_CHARACTERS);
        let from = 0;
        for (const line of lines.filter((each) => each !== '…')) {
          const [head = ''] = line.split('…');
          const at = texts.findIndex((each, index) => index >= from && each.startsWith(head));
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + 1;
        }
      }),
    );
  });

  it('is not cut exactly where all that says something is shown', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
        const { lines, cut } = excerptOf(log(...texts), undefined);
        const saying = texts.filter((each) => !/^[\s\-=*_#.+|>─-╿]*$/u.test(each));
        expect(cut).toBe(lines.join('\n') !== saying.join('\n'));
      }),
    );
  });
});
