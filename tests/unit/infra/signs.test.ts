import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signsOf } from '../../../infra/signs.js';
import { classify } from '../../../shared/domain/diagnosis/classify.ts';
import { rulesInForce } from '../../../shared/domain/diagnosis/rules-in-force.ts';
import { RULES } from '../../../shared/domain/diagnosis/rules/rules.ts';
import { signIndexOf } from '../../../shared/domain/diagnosis/sign-index.ts';
import { WHOLE_LOGS } from '../../support/logs/whole-logs.ts';

const signs = signsOf(RULES);
const withSigns = RULES.map((rule) => ({ ...rule, signs: signs.get(rule.id) }));
const signsIn = (pattern: RegExp) => signsOf([{ id: 'a', pattern }]).get('a');

describe('the signs of an expression', () => {
  it.each([
    [/\bno space left\b/i, 'no spa'],
    [/ECONN(?:RESET|ABORTED)/, 'econn'],
    [/[Ee]rror: \d/, 'error:'],
    [/\d+ (?:fatal|panic):/, 'fatal|panic'],
    [/(?:abc)+x?/, 'abc'],
    [/(?=.{3}xyz)ab\bcd/, 'abcd'],
  ])('are parts of what must be there: %s', (pattern, expected) => {
    expect(signsIn(pattern)).toEqual(expected);
  });

  it.each([
    [/a\d/],
    [/(?:abc)?/],
    [/(?:abc|\d)/],
    [/[abc]{3}/],
    [/[^a]bc/],
    [/(?<!abc)ab/],
    [/ab[cd]e/],
    [/ab\|c/],
  ])('are none where nothing must be there: %s', (pattern) => {
    expect(signsIn(pattern)).toBeUndefined();
  });

  it('are those that the fewest have', () => {
    const all = signsOf(
      ['error one', 'error two', 'error'].map((it) => ({ id: it, pattern: new RegExp(it) })),
    );

    expect([...all.values()]).toEqual(['rror o', 'rror t', 'error']);
  });

  it('are known of nearly all rules', () => {
    expect(RULES.length - [...signs.values()].filter((it) => it !== undefined).length).toBeLessThan(10);
  });
});

describe('what the rules recognise', () => {
  /** Pieces of what the rules know, and of logs, in any order and case. */
  const PIECES = RULES.flatMap(({ example, nearMiss }) => [example, nearMiss, ...example.split(/(?<=\W)/u)]);
  const line = fc
    .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('same', 'upper', 'lower')), { maxLength: 4 })
    .map((parts) =>
      parts
        .map(([it, how]) => (how === 'upper' ? it.toUpperCase() : how === 'lower' ? it.toLowerCase() : it))
        .join(''),
    );
  const mayRecognise = signIndexOf(withSigns);
  const missedIn = (text: string) =>
    withSigns
      .filter((rule) => rule.pattern.test(text) && !mayRecognise(text).includes(rule))
      .map(({ id }) => id);

  it('holds a sign of theirs', () => {
    fc.assert(
      fc.property(line, (text) => {
        expect(missedIn(text)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('holds one in every line of the whole logs, and most lines hold few', () => {
    const lines = new Set(
      WHOLE_LOGS.flatMap(({ events }) => events.slice(-300).flatMap(({ message }) => message.split('\n'))),
    );
    let tried = 0;
    for (const text of lines) {
      expect(missedIn(text)).toEqual([]);
      tried += mayRecognise(text).length;
    }

    expect(tried / lines.size).toBeLessThan(RULES.length / 8);
  });

  it('is the same cause with signs and without', () => {
    const inForce = rulesInForce({ rules: [], classes: {} }, withSigns);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), fc.array(line, { maxLength: 2 }), (output, messages) => {
        const evidence = { codes: [], phases: messages, messages, output, earlier: output };

        expect(classify(evidence, inForce)).toEqual(classify(evidence, { user: [], own: RULES }));
      }),
    );
  });
});
