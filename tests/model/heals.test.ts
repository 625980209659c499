import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atMostTheMaximum } from './invariants.ts';
import { CALM, FAULTS, stepsOf } from './play.ts';
import type { Step } from './play.ts';
import { ENDS_ON_FAILURE, RUNS, runPipeline, withModelTime } from './runs.ts';
import { SCHEDULES } from './stories.ts';
import { PIPELINE, PLAIN } from './worlds.ts';

withModelTime();

/** Room for everything that may go wrong here. */
const ROOM = { maxPerDay: 100, maxPerRevision: 20, production: true };
/** More would use up the tries of a slot. */
const MAX_FAULTS = 3;
const MAX_WAIT_MINUTES = 60;

const step = (doing: Step['doing'], which = 0): Step => ({ doing, which });
/** The call does not arrive, and the look after it shows the stage as it was before it failed. */
const LOST_AND_LAGGED = [
  ...[step('deliver'), step('run'), step('wait', 4), step('deliver')],
  ...Array.from({ length: 10 }, () => step('call newest')),
  ...[step('call fails'), step('lag'), step('run')],
];

/** Of the faults the first few, and waits that end before the failure is too old. */
function bounded(steps: readonly Step[]): readonly Step[] {
  let faults = 0;
  let minutes = 0;
  return steps.filter(({ doing, which }) => {
    if (doing === 'wait') return (minutes += 1 + which) <= MAX_WAIT_MINUTES;
    const isFault =
      (FAULTS as readonly string[]).includes(doing) && doing !== 'duplicate' && doing !== 'again';
    return !isFault || ++faults <= MAX_FAULTS;
  });
}

describe('a transient failure that clears', () => {
  it('(6) ends green, after a death at any point too', { timeout: 3_600_000 }, async () => {
    const steps = stepsOf(
      [
        [20, CALM],
        [4, FAULTS],
      ],
      60,
    );
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const world = await runPipeline(PLAIN, { steps: bounded(given) }, ROOM);
        expect(world.machine.board(PIPELINE).executions.map(({ status }) => status)).toEqual(['Succeeded']);
        expect(world.started.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS, endOnFailure: ENDS_ON_FAILURE, examples: [[LOST_AND_LAGGED]] },
    );
  });
});

describe('two installations', () => {
  it('(9) keep to the maximum together', { timeout: 3_600_000 }, async () => {
    let retried = 0;
    await fc.assert(
      fc.asyncProperty(SCHEDULES, async (given) => {
        const world = await runPipeline(PLAIN, given, ROOM, 2);
        retried += world.started.length;
        atMostTheMaximum(world);
      }),
      { numRuns: RUNS, endOnFailure: ENDS_ON_FAILURE },
    );
    expect(retried).toBeGreaterThan(RUNS / 10);
  });
});
