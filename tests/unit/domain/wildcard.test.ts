import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesWildcard } from '../../../shared/domain/wildcard.ts';

const regExpOf = (pattern: string) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'u');

it('matches what a regular expression with .* matches', () => {
  // Two letters, so that parts overlap and repeat often.
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, name, (wanted, it) => {
      expect(matchesWildcard(wanted, it)).toBe(regExpOf(wanted).test(it));
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['checkout', 'checkout', true],
  ['checkout', 'checkout-pipeline', false],
  ['checkout-*', 'checkout-pipeline', true],
  ['*-prod', 'checkout-prod', true],
  ['*', '', true],
  ['a*a', 'a', false],
  ['ab*ba', 'aba', false],
  ['*a*b*', 'xxaxxbxx', true],
  ['*b*a', 'ab', false],
  ['a.c', 'abc', false],
])('%s and %j: %s', (pattern, name, matches) => {
  expect(matchesWildcard(pattern, name)).toBe(matches);
});

it('answers at once for a name that nearly matches many stars', () => {
  expect(matchesWildcard(`${'*a'.repeat(50)}*b`, 'a'.repeat(100))).toBe(false);
});
