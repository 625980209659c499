import { newestActions, newestRules } from '../../local/aws/pipeline-execution.ts';
import type { PipelineMachine } from '../../local/aws/pipeline-machine.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';

/** How a stage of an execution really stands, whatever a read of it shows. */
export type Truth = ReturnType<typeof truthOf>;

export function truthOf(machine: PipelineMachine, { pipeline, executionId, stage }: StageRun) {
  const board = machine.board(pipeline);
  const execution = machine.execution(executionId);
  const run = execution.runs.get(stage);
  const newest = newestActions(execution, stage);
  const failed = newest.filter(({ status }) => status === 'Failed');
  return {
    isParallel: board.pipeline.mode === 'PARALLEL',
    /** What the service does by itself when the stage fails. */
    onFailure: board.pipeline.stages.find(({ name }) => name === stage)?.onFailure?.result,
    isClosed: board.disabled.Inbound.has(stage),
    isLatest: board.latest.get(stage) === execution,
    isOutdated: board.isOutdated(execution),
    isRollback: execution.type === 'ROLLBACK',
    execution: execution.status,
    stage: run?.status,
    nativeRetries: run?.automaticRetries ?? 0,
    /** By whomever. */
    retries: (run?.automaticRetries ?? 0) + (run?.manualRetries ?? 0),
    /** What the newest attempts are known by. */
    attempts: newest
      .map(({ actionExecutionId }) => actionExecutionId)
      .sort()
      .join(' '),
    conditionFailed: newestRules(execution, stage).some(({ status }) => status === 'Failed'),
    isRunning: newest.some(({ status }) => status === 'InProgress'),
    isAbandoned: newest.some(({ status }) => status === 'Abandoned'),
    isRejected: failed.some(({ action }) => action.category === 'Approval'),
    /** The codes of the failed actions, which are their causes here. */
    codes: failed.map(({ outcome }) => outcome?.code ?? 'unknown'),
    hasFailed: failed.length > 0,
    /** When the last of them failed. */
    failedAt: Math.max(...failed.map(({ updatedAt }) => updatedAt)),
  };
}
