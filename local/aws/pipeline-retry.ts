import { AwsError } from './aws-error.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import { isUnderWay, isUnfinished, newestActions, newestRules } from './pipeline-execution.ts';
import type { Execution, StageRun } from './pipeline-execution.ts';
import type { RetryMode } from './pipeline-model.ts';
import { conflict, limitExceeded, refuseIfBusy, stageNotFound } from './pipeline-refusals.ts';

/**
 * Refuses what RetryStageExecution refuses, and else gives what is retried:
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html
 */
export function checkRetry(
  board: PipelineBoard,
  stage: string,
  executionId: string,
  mode: RetryMode,
): { readonly execution: Execution; readonly run: StageRun } {
  refuseIfBusy(board);
  if (board.stageIndex(stage) < 0) throw stageNotFound(stage);
  const execution = board.execution(executionId);
  const run = execution?.runs.get(stage);
  if (!execution || !run) throw notRetryable('was never in the stage');
  if (board.isOutdated(execution)) throw notRetryable('ran with another structure of the pipeline');
  if (board.pipeline.mode !== 'PARALLEL' && board.latest.get(stage) !== execution) {
    throw new AwsError(
      'NotLatestPipelineExecutionException',
      `The execution ${executionId} is not the latest one in the stage ${stage}`,
    );
  }
  if (run.status === 'Stopping') throw conflict('The execution is being stopped');
  const rows = newestActions(execution, stage);
  // A retry that is under way has left nothing that failed.
  if (![...rows, ...newestRules(execution, stage)].some(isUnfinished)) throw notRetryable('has not failed');
  if (mode === 'ALL_ACTIONS' && rows.some(isUnderWay)) throw conflict('Actions of the stage are under way');
  if (run.status !== 'InProgress' && board.isFull()) throw limitExceeded();
  return { execution, run };
}

function notRetryable(why: string): AwsError {
  return new AwsError('StageNotRetryableException', `Unable to retry: the execution ${why}`);
}
