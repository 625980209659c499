import { AwsError } from './aws-error.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import type { Execution } from './pipeline-execution.ts';
import { refuseIfBusy } from './pipeline-refusals.ts';

/**
 * Refuses what StopPipelineExecution refuses:
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StopPipelineExecution.html
 */
export function checkStop(board: PipelineBoard, executionId: string, abandon: boolean): Execution {
  refuseIfBusy(board);
  const execution = board.execution(executionId);
  if (execution?.status === 'InProgress') return execution;
  if (execution?.status !== 'Stopping') {
    throw new AwsError('PipelineExecutionNotStoppableException', 'The execution is not in progress');
  }
  if (abandon) return execution;
  throw new AwsError('DuplicatedStopRequestException', 'The execution is already being stopped');
}
