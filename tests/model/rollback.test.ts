import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atMostTheMaximum, oneOutcomeEach, promisesAreKept, rolledBackOnce } from './invariants.ts';
import { CALM, FAULTS, PEOPLE, RUNNING, stepsOf } from './play.ts';
import type { Step } from './play.ts';
import { RUNS, runPipeline, withModelTime } from './runs.ts';
import { STAGES } from './worlds.ts';

withModelTime();

const steps = (which: number, ...doings: readonly Step['doing'][]): readonly Step[] =>
  doings.map((doing) => ({ doing, which }));
/** The first run heals and is deployed; the next one has another revision and is about to be. */
const DEPLOYED = [...steps(0, 'by hand', 'pass', 'pass', 'pass'), ...steps(0, 'start')];
const AT_THE_DOOR = steps(1, 'pass', 'pass', 'pass');

describe('a stage whose retries are used up', () => {
  it(
    '(11) is rolled back once, whoever dies and whatever comes in between',
    { timeout: 3_600_000 },
    async () => {
      let called = 0;
      const meanwhile = stepsOf(
        [
          [20, CALM],
          [5, RUNNING],
          [3, FAULTS],
          [1, PEOPLE],
        ],
        40,
      );
      const cause = fc.constantFrom<Step['doing']>('fail test', 'fail unknown', 'fail network');
      await fc.assert(
        fc.asyncProperty(cause, meanwhile, async (fails, then) => {
          const config = { production: true, retries: { unknown: 0 }, whenExhausted: 'rollback' };
          const before = [...DEPLOYED, ...AT_THE_DOOR, ...steps(0, fails)];
          const world = await runPipeline(
            { stages: STAGES, type: 'V2' },
            { steps: [...before, ...then] },
            config,
          );
          called += world.rollbacks.length;
          await rolledBackOnce(world);
          await oneOutcomeEach(world);
          await promisesAreKept(world);
          atMostTheMaximum(world);
        }),
        { numRuns: RUNS },
      );
      expect(called).toBeGreaterThan(RUNS / 10);
    },
  );
});
