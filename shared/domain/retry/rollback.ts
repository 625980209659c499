import type { SucceededExecution } from '../execution.ts';
import type { RollbackObstacle, StopReason } from './decision.ts';
import type { RetryPolicy } from './policy.ts';
import { revisionOf } from './revision.ts';
import type { Situation } from './situation.ts';

/** Whether a stop ends in a rollback: retries that are used up, or a class that is allowed none; every other stop does not. */
export function endsInRollback(reason: StopReason, { whenExhausted }: RetryPolicy): boolean {
  return whenExhausted === 'rollback' && (reason === 'used-up' || reason === 'permanent');
}

/**
 * What the pipeline's definition says against a rollback of the stage; undefined: nothing.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
 */
export function obstacleTo({ run, definition }: Situation): RollbackObstacle | undefined {
  if (definition.type !== 'V2') return 'not-v2';
  if (definition.mode === 'PARALLEL') return 'parallel';
  const index = definition.stages.findIndex(({ name }) => name === run.stage);
  return index === 0 || definition.stages[index]?.categories.includes('Source') === true
    ? 'source-stage'
    : undefined;
}

/** The newest execution that succeeded in the stage, is no rollback itself and has another revision; the newest first. */
export function rollbackTarget(
  { run, execution }: Situation,
  succeeded: readonly SucceededExecution[],
): SucceededExecution | undefined {
  return succeeded.find(
    ({ id, type, revisions }) =>
      id !== run.executionId &&
      type !== 'ROLLBACK' &&
      revisionOf(
        revisions.map((revision) => ({ revision })),
        id,
      ) !== execution.revision,
  );
}

/** The execution that rolls the stage back already, as its state shows it. */
export function rollbackIn({ run, state }: Pick<Situation, 'run' | 'state'>): string | undefined {
  const stage = state.stages.find(({ name }) => name === run.stage);
  return stage?.type === 'ROLLBACK' && stage.executionId !== run.executionId ? stage.executionId : undefined;
}
