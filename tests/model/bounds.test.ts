import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as invariants from './invariants.ts';
import { ENDS_ON_FAILURE, RUNS, runPipeline, withModelTime } from './runs.ts';
import { SCHEDULES } from './stories.ts';
import { CONFIGS, PIPELINES, PLAIN } from './worlds.ts';

withModelTime();

const NOTHING_SPECIAL = Array<object>(8).fill({});

describe('whatever is delivered twice, late, or never; whoever dies, and when; whatever people do', () => {
  it.each([
    ['(1) no stage is retried more often than the policy says', invariants.atMostTheMaximum],
    ['(2) no two retries of a stage are in flight', invariants.neverTwoInFlight],
    ['(3) nothing on the never-list is retried', invariants.nothingFromTheNeverList],
    ["(4) the day's budget and the revision's limit hold", invariants.withinTheBudgets],
    ['(5) every failure ends in one recorded outcome', invariants.oneOutcomeEach],
    ['(8) what is recorded as started took effect', invariants.recordedIsTrue],
    ['(10) a promised retry is started or corrected', invariants.promisesAreKept],
  ] as const)('%s', { timeout: 3_600_000 }, async (_, check) => {
    // Elsewhere the budgets would hold what the property is about.
    const bounds = check === invariants.withinTheBudgets ? invariants.BOUNDS : { production: true };
    let retried = 0;
    // Without counts the last look can't tell a failure from the same stage's next one.
    const names = Object.keys(PIPELINES).filter(
      (name) => name !== 'uncounted' || check !== invariants.nothingFromTheNeverList,
    );
    const pipelines = fc.constantFrom('plain', 'plain', ...names);
    const configs = fc.constantFrom(...NOTHING_SPECIAL, ...CONFIGS);
    await fc.assert(
      fc.asyncProperty(pipelines, configs, SCHEDULES, async (pipeline, config, schedule) => {
        const world = await runPipeline(PIPELINES[pipeline] ?? PLAIN, schedule, { ...bounds, ...config });
        retried += world.started.length;
        await check(world);
      }),
      { numRuns: RUNS, endOnFailure: ENDS_ON_FAILURE },
    );
    // Schedules in which nothing is retried would show nothing.
    expect(retried).toBeGreaterThan(RUNS / 10);
  });
});
