import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, shareOf } from '../../../../shared/domain/retry/hash.ts';

describe('a hash', () => {
  it('is the same for the same parts, and for these for ever: planned retries depend on it', () => {
    expect(hashOf('5b1f8e02-9d34-4c7a-8b16-e0a7d2c9f461', 'Build', 1)).toBe(3440945737);
  });

  it('knows where a part ends, and a number from its digits', () => {
    expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
    expect(hashOf('1')).not.toBe(hashOf(1));
  });

  it('spreads executions, stages and slots evenly', () => {
    const buckets = Array<number>(20).fill(0);
    for (let execution = 0; execution < 500; execution++) {
      for (const stage of ['Build', 'Test']) {
        for (const slot of [1, 2, 3, 4]) {
          const bucket = Math.floor(shareOf(20, `${execution}-0000-4000-8000-111122223333`, stage, slot));
          buckets[bucket] = (buckets[bucket] ?? 0) + 1;
        }
      }
    }

    // Chi squared of 19 degrees of freedom: above 43.8 in one of 1,000 even spreads, and this one is always the same.
    const expected = 4000 / 20;
    expect(buckets.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(43.8);
  });

  it('puts the slots of one stage far apart as often as chance would', () => {
    const shares = (id: number) => [1, 2].map((slot) => shareOf(1000, `execution-${id}`, 'Build', slot));
    const near = Array.from({ length: 1000 }, (_, id) => shares(id)).filter(
      ([one = 0, two = 0]) => Math.abs(one - two) < 100,
    );

    expect(near.length).toBeGreaterThan(140);
    expect(near.length).toBeLessThan(240);
  });

  it('gives a share of at least nothing and less than all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.array(fc.string()), (ms, parts) => {
        const share = shareOf(ms, ...parts);
        expect(Number.isInteger(share) && share >= 0 && share < ms).toBe(true);
      }),
    );
  });
});
