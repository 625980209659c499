import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../shared/domain/diagnosis/cause.ts';
import { delayOf, MAX_TRIES, nextTry } from '../../../../shared/domain/retry/delay.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { policyOf, run } from './given.ts';

const policy = policyOf();
const anyRun = fc.uuid().map((executionId) => ({ ...run, executionId }));

describe('the delay of a slot', () => {
  it.each([
    ['registry-rate-limit', 1, 5],
    ['registry-rate-limit', 2, 15],
    ['registry-rate-limit', 3, 15],
    ['network', 1, 1],
    ['network', 2, 3],
    ['memory', 1, 1],
    ['memory', 2, 5],
  ] as const)('of %s, slot %d: %d min and up to a fifth more', (kind, slot, minutes) => {
    fc.assert(
      fc.property(anyRun, (it) => {
        const delay = delayOf(it, kind, slot, policy);
        expect(delay).toBeGreaterThanOrEqual(minutes * MINUTE);
        expect(delay).toBeLessThan(minutes * 1.2 * MINUTE);
      }),
    );
  });

  it('is another one for other executions, stages and slots, and the same each time', () => {
    const delays = [
      delayOf(run, 'network', 2, policy),
      delayOf({ ...run, executionId: 'other' }, 'network', 2, policy),
      delayOf({ ...run, stage: 'Live' }, 'network', 2, policy),
      delayOf(run, 'network', 3, policy),
    ];

    expect(new Set(delays).size).toBe(4);
    expect(delayOf(run, 'network', 2, policy)).toBe(delays[0]);
    expect(delayOf({ ...run, pipeline: 'renamed' }, 'network', 2, policy)).toBe(delays[0]);
  });

  it('grows with the slot, where the policy does', () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(...KINDS), (it, kind) => {
        expect(delayOf(it, kind, 2, policy)).toBeGreaterThan(delayOf(it, kind, 1, policy));
      }),
    );
  });

  it('is none where the policy has none', () => {
    expect(delayOf(run, 'network', 1, { delaysMs: {}, defaultDelaysMs: [] })).toBe(0);
  });
});

describe('a try that found the service busy', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
  ])('number %d is followed by one in %d min and up to a fifth more', (tries, minutes) => {
    fc.assert(
      fc.property(anyRun, (it) => {
        const wait = (nextTry(AT, tries, it) ?? 0) - AT;
        expect(wait).toBeGreaterThanOrEqual(minutes * MINUTE);
        expect(wait).toBeLessThan(minutes * 1.2 * MINUTE);
        expect(nextTry(AT, tries, it)).toBe(AT + wait);
      }),
    );
  });

  it('is not followed by another one after the last', () => {
    expect(nextTry(AT, MAX_TRIES, run)).toBeUndefined();
    expect(nextTry(AT, MAX_TRIES + 1, run)).toBeUndefined();
  });
});
