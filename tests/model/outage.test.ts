import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, collect, deliver } from './play.ts';
import type { Mail } from './play.ts';
import { ENDS_ON_FAILURE, withModelTime } from './runs.ts';
import { createWorld } from './world.ts';
import { action, MINUTE, START } from './worlds.ts';
import type { World } from './world.ts';

withModelTime();

const COUNT = 100;
const PAUSE_MS = 15 * MINUTE;
/** How long an attempt of a build takes. */
const ATTEMPT_MS = 2 * MINUTE;
const STAGES = [
  { name: 'Source', actions: [action('Checkout', 'Source')] },
  { name: 'Build', actions: [action('Compile', 'Build')] },
];

const nameOf = (index: number): string => `pipeline-${index}`;

/** Lets all calls and all mail through, in an order that `order` decides. */
async function drain(world: World, mail: Mail, order: () => number): Promise<void> {
  for (;;) {
    collect(world, mail);
    if (mail.letters.length > 0 && order() % 2 === 0) await deliver(world, mail, order());
    else if (!(await world.gates.release(order(), 'works'))) {
      if (mail.letters.length === 0) return;
      await deliver(world, mail, order());
    }
  }
}

/** Each pipeline's build fails once within the first minutes, and again as long as the outage lasts. */
async function outage(failsAt: readonly number[], endsAt: number, order: () => number): Promise<World> {
  const world = createWorld({ maxAgeMinutes: 120 }, { stages: STAGES });
  const { machine, clock } = world;
  const mail: Mail = { letters: [], delivered: [] };
  for (const index of failsAt.keys()) {
    world.define(nameOf(index));
    machine.finish(machine.start(nameOf(index)), 'Checkout', {
      status: 'Succeeded',
      revision: { revisionId: String(index) },
    });
  }
  const endOf = (index: number): number | undefined => {
    const [under] = machine.underWay(nameOf(index));
    if (!under) return undefined;
    const first = under.execution.rows.filter((row) => row.stageName === 'Build').length === 1;
    return first ? START + (failsAt[index] ?? 0) : under.row.startedAt + ATTEMPT_MS;
  };
  for (;;) {
    await drain(world, mail, order);
    const ends = [...failsAt.keys()].flatMap((index) => endOf(index) ?? []);
    const next = Math.min(...ends, ...world.installations.flatMap(({ schedules }) => schedules.next() ?? []));
    if (next === Infinity) return world;
    advance(world, Math.max(0, next - clock.now));
    for (const index of failsAt.keys()) {
      const [under] = machine.underWay(nameOf(index));
      if (!under || (endOf(index) ?? Infinity) > clock.now) continue;
      const status = clock.now < START + endsAt ? 'Failed' : 'Succeeded';
      machine.finish(under.execution.id, 'Compile', { status, code: 'network' });
    }
  }
}

describe('an outage of a hundred pipelines', () => {
  it('(7) starts four retries, then one a pause, and ends green', { timeout: 600_000 }, async () => {
    const failures = fc.array(fc.nat(9 * MINUTE), { minLength: COUNT, maxLength: COUNT });
    await fc.assert(
      fc.asyncProperty(
        failures,
        fc.integer({ min: 12, max: 80 }),
        fc.infiniteStream(fc.nat(1000)),
        async (failsAt, minutes, stream) => {
          const order = (): number => stream.next().value as number;
          const world = await outage(failsAt, minutes * MINUTE, order);
          const starts = world.started.map(({ at }) => at - START);
          const fifth = failsAt.toSorted((a, b) => a - b)[4] ?? 0;
          expect(starts.filter((at) => at <= fifth).length).toBeLessThanOrEqual(4);
          const during = starts.filter((at) => at > fifth && at < minutes * MINUTE).sort((a, b) => a - b);
          for (const [index, at] of during.entries())
            if (index > 0) expect(at - (during[index - 1] ?? 0)).toBeGreaterThanOrEqual(PAUSE_MS);
          for (const index of failsAt.keys())
            expect(world.machine.board(nameOf(index)).executions.map(({ status }) => status)).toEqual([
              'Succeeded',
            ]);
        },
      ),
      { numRuns: Number(process.env['OUTAGE_RUNS'] ?? 10), endOnFailure: ENDS_ON_FAILURE },
    );
  });
});
