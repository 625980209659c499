import { isUnderWay } from '../../local/aws/pipeline-execution.ts';
import { retryByItself } from './native.ts';
import type { Doing } from './play.ts';
import { ACTION_MS, MINUTE, PIPELINE } from './worlds.ts';
import type { World } from './world.ts';

/** So many other pipelines have failed that the breaker opens. */
export async function breakElsewhere({ installations, clock, settings: { retry } }: World): Promise<void> {
  const run = { pipeline: 'other', executionId: '1', stage: 'Build' };
  for (const {
    memory: { ledger },
  } of installations) {
    const { breaker } = await ledger.read(run, { day: '', revision: '' }, 'network');
    const openUntil = clock.now + retry.outage.pauseMinutes * MINUTE;
    await ledger.writeBreaker('network', breaker, { failures: {}, openUntil });
  }
}

/** Does one thing to the pipeline; throws what the service refuses. */
export function turn(world: World, doing: Doing, which: number): void {
  const { machine, define, installations, clock, lag } = world;
  lag.remember();
  clock.changes += 1;
  clock.now += ACTION_MS;
  const { executions } = machine.board(PIPELINE);
  const pick = <It>(items: readonly It[]): It | undefined => items[which % Math.max(1, items.length)];
  const one = pick(executions.slice(-3));
  const under = pick(machine.underWay(PIPELINE));
  const [verb = '', code] = doing.split(' ');
  switch (verb) {
    case 'pass':
    case 'fail':
      if (!under) return;
      machine.finish(under.execution.id, under.row.actionName, {
        status: verb === 'pass' ? 'Succeeded' : 'Failed',
        ...(code !== undefined && { code }),
        ...(under.row.stageName === 'Source' && verb === 'pass'
          ? { revision: { revisionId: `revision ${which % 2}` } }
          : {}),
      });
      return;
    case 'start':
      machine.start(PIPELINE);
      return;
    case 'by':
      if (one) machine.retryStage(one.id);
      return;
    case 'stop':
    case 'abandon':
      if (one) machine.stop(one.id, { abandon: verb === 'abandon' });
      return;
    case 'roll':
      if (one) machine.rollBack(PIPELINE, 'Deploy', one.id);
      return;
    case 'meet':
    case 'break': {
      const rule = executions.flatMap((it) => it.rules.filter(isUnderWay).map((row) => ({ it, row })))[0];
      if (!rule) return;
      if (verb === 'meet') machine.passCondition(rule.it.id, rule.row.rule.name);
      else machine.failCondition(rule.it.id, rule.row.rule.name, 'in ALARM');
      return;
    }
    case 'close':
      machine.disableTransition(PIPELINE, code === 'deploy' ? 'Deploy' : 'Build');
      return;
    case 'open':
      machine.enableTransition(PIPELINE, code === 'deploy' ? 'Deploy' : 'Build');
      return;
    case 'native':
      retryByItself(world);
      return;
    case 'define':
      define();
      return;
    case 'busy':
    case 'idle':
      machine.setBusy(PIPELINE, verb === 'busy');
      return;
    case 'pause':
    case 'resume':
      for (const { memory } of installations) memory.paused = verb === 'pause';
      return;
    default:
      throw new Error(`nobody knows how to ${doing}`);
  }
}
