import { AwsError } from './aws-error.ts';
import { hasSucceeded } from './pipeline-board.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import type { Execution } from './pipeline-execution.ts';
import { executionNotFound, refuseIfBusy, stageNotFound } from './pipeline-refusals.ts';

/**
 * Refuses what RollbackStage refuses, and else gives the target and the index of the stage:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
 */
export function checkRollback(
  board: PipelineBoard,
  stage: string,
  targetId: string,
): { readonly target: Execution; readonly index: number } {
  const { type, mode, stages } = board.pipeline;
  const index = board.stageIndex(stage);
  if (index < 0) throw stageNotFound(stage);
  const target = board.execution(targetId);
  if (!target) throw executionNotFound(targetId);
  refuseIfBusy(board);
  if (type !== 'V2') throw unable('the pipeline is not of the type V2');
  if (mode === 'PARALLEL') throw unable('the pipeline is in the mode PARALLEL');
  if (index === 0 || stages[index]?.actions.some(({ category }) => category === 'Source'))
    throw unable('it is a source stage');
  if (board.isOccupied(stage)) throw unable('the stage is running');
  if (board.isOutdated(target)) {
    throw new AwsError(
      'PipelineExecutionOutdatedException',
      `The execution ${targetId} ran with another structure of the pipeline`,
    );
  }
  if (target.type === 'ROLLBACK') throw unable('the target is a rollback itself');
  if (!hasSucceeded(target, stage)) throw unable('the target has not succeeded in the stage');
  return { target, index };
}

function unable(why: string): AwsError {
  return new AwsError('UnableToRollbackStageException', `Unable to roll back the stage: ${why}`);
}
