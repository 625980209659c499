import { isUnderWay } from '../../local/aws/pipeline-execution.ts';
import type { Outcome } from '../../local/aws/pipeline-model.ts';
import { retryByItself } from './native.ts';
import { advance, collect, deliver, giveAgain, lostOnes } from './play.ts';
import type { Mail } from './play.ts';
import { ACTION_MS, MINUTE, PIPELINE } from './worlds.ts';
import type { World } from './world.ts';

const MAX_ROUNDS = 3000;
/** Once, and twice more, as Lambda does. */
const MAX_GIVEN = 3;

/** How an action ends: with this code, or well. */
export type End = 'network' | 'unknown' | 'test' | 'pass';

/**
 * From here on everything of Pipewatch's works and what was lost comes again, until nothing is left to do. Actions end as `ends`
 * says, and succeed after that.
 */
export async function calmDown(world: World, mail: Mail, ends: readonly End[] = []): Promise<void> {
  const { gates, machine, installations, clock, lag } = world;
  const left = [...ends];
  lag.reads = 0;
  machine.setBusy(PIPELINE, false);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    collect(world, mail);
    if (await gates.release(0, 'works')) continue;
    // Conditions are looked at in less time, and actions take longer, than it takes to give something again.
    const [lost] = lostOnes(world);
    if (mail.letters.length > 0) await deliver(world, mail, 0);
    else if (meetCondition(world)) continue;
    else if (lost) await comeAgain(world, lost);
    else if (!goOn(world, left)) {
      const ahead = installations.flatMap(({ schedules }) => schedules.next() ?? []);
      if (ahead.length === 0) return;
      advance(world, Math.max(0, Math.min(...ahead) - clock.now));
    }
  }
  throw new Error('there is no end to it');
}

/** A condition that is looked at is met; false: there is none. */
function meetCondition({ machine, clock }: World): boolean {
  const waiting = machine.board(PIPELINE).executions.find(({ rules }) => rules.some(isUnderWay));
  const rule = waiting?.rules.find(isUnderWay)?.rule.name;
  if (!waiting || rule === undefined) return false;
  clock.now += ACTION_MS;
  machine.passCondition(waiting.id, rule);
  return true;
}

/** The pipeline goes on by itself; false: there is nothing to go on with. */
function goOn(world: World, ends: End[]): boolean {
  const { machine, clock } = world;
  const [under] = machine.underWay(PIPELINE);
  clock.now += ACTION_MS;
  if (!under) return retryByItself(world);
  machine.finish(under.execution.id, under.row.actionName, outcomeOf(under.row.stageName, ends));
  return true;
}

function outcomeOf(stage: string, ends: End[]): Outcome {
  if (stage === 'Source') return { status: 'Succeeded', revision: { revisionId: 'revision 0' } };
  const end = ends.shift() ?? 'pass';
  return end === 'pass' ? { status: 'Succeeded' } : { status: 'Failed', code: end };
}

async function comeAgain(world: World, lost: Parameters<typeof giveAgain>[1]): Promise<void> {
  advance(world, MINUTE);
  const { given = 0 } = lost;
  if (given < MAX_GIVEN) return giveAgain(world, lost, given + 1);
  lost.again = true;
  world.givenUp.push(lost);
}
