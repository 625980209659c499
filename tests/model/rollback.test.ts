import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atMostTheMaximum, oneOutcomeEach, promisesAreKept, rolledBackOnce } from './invariants.ts';
import type { Step } from './play.ts';
import { ENDS_ON_FAILURE, RUNS, runPipeline, withModelTime } from './runs.ts';
import { WHILE_ROLLED_BACK } from './stories.ts';
import { STAGES } from './worlds.ts';

withModelTime();

const steps = (which: number, ...doings: readonly Step['doing'][]): readonly Step[] =>
  doings.map((doing) => ({ doing, which }));
/** The first run heals and is deployed; the next one has another revision and is about to be. */
const DEPLOYED = [
  ...steps(0, 'by hand', 'pass', 'pass', 'pass', 'start'),
  ...steps(1, 'pass', 'pass', 'pass'),
];
/** Nothing to go back to. */
const NEVER_DEPLOYED = steps(0, 'by hand', 'pass', 'pass');

describe('a stage whose retries are used up', () => {
  it(
    '(11) is rolled back once, whoever dies and whatever comes in between',
    { timeout: 3_600_000 },
    async () => {
      let called = 0;
      const before = fc.constantFrom(DEPLOYED, DEPLOYED, NEVER_DEPLOYED);
      const cause = fc.constantFrom<Step['doing']>('fail test', 'fail unknown', 'fail network');
      await fc.assert(
        fc.asyncProperty(before, cause, WHILE_ROLLED_BACK, async (first, fails, then) => {
          const config = { production: true, retries: { unknown: 0 }, whenExhausted: 'rollback' };
          const world = await runPipeline(
            { stages: STAGES, type: 'V2' },
            { steps: [...first, ...steps(0, fails), ...then] },
            config,
          );
          called += world.rollbacks.length;
          await rolledBackOnce(world);
          await oneOutcomeEach(world);
          await promisesAreKept(world);
          atMostTheMaximum(world);
        }),
        { numRuns: RUNS, endOnFailure: ENDS_ON_FAILURE },
      );
      expect(called).toBeGreaterThan(RUNS / 10);
    },
  );
});
