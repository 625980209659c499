import { RegExpParser } from '@eslint-community/regexpp';

/** @import { AST } from '@eslint-community/regexpp' */

/** What is wrong with an expression that is not fast, and what is allowed. */
export const SLOW =
  'could be kept busy by a long line; allowed: one open repetition (*, +, {n,}), or a few {n,m} whose lengths multiply to 4000 at most, where ? counts 2; no choice within a repetition, no look-behind, no back-reference';

/** As many ways to try as one expression may have from one place of a line; a line has 1,000 places. */
const MAX_WAYS = 4000;
const LINE_CHARACTERS = 1000;

/**
 * True if an adversarial line of 1,000 characters costs an expression little: it is counted in how many ways the
 * expression could be tried from one place, whatever stands there. Throws a SyntaxError for what is none.
 * @param {string} source
 */
export function isFast(source) {
  const { alternatives } = new RegExpParser().parsePattern(source, undefined, undefined, { unicode: true });
  return waysOfAny(alternatives) <= MAX_WAYS;
}

/** @param {readonly AST.Alternative[]} alternatives */
function waysOfAny(alternatives) {
  const ways = alternatives.map(({ elements }) => elements.map(waysOf).reduce((a, b) => a * b, 1));
  // Where each begins with another character, only one of them is ever tried.
  const firsts = alternatives.map(({ elements: [first] }) =>
    first?.type === 'Character' ? String.fromCodePoint(first.value).toLowerCase() : '',
  );
  const apart = new Set(firsts).size === firsts.length && !(firsts.length > 1 && firsts.includes(''));
  return ways.reduce((a, b) => (apart ? Math.max(a, b) : a + b), 0);
}

/**
 * @param {AST.Element} element
 * @returns {number}
 */
function waysOf(element) {
  switch (element.type) {
    case 'CapturingGroup':
    case 'Group':
      return waysOfAny(element.alternatives);
    case 'Assertion':
      if (element.kind === 'lookahead') return waysOfAny(element.alternatives);
      return element.kind === 'lookbehind' ? Infinity : 1;
    case 'Backreference':
      return Infinity;
    case 'Quantifier': {
      const inner = waysOf(element.element);
      if (element.max > 1 && inner > 1) return Infinity;
      return inner * (Math.min(element.max, LINE_CHARACTERS) - Math.min(element.min, LINE_CHARACTERS) + 1);
    }
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return 1;
  }
}
