import { AwsError } from './aws-error.ts';

/** How CodePipeline says no: https://docs.aws.amazon.com/codepipeline/latest/APIReference/CommonErrors.html */

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}

export function stageNotFound(stage: string): AwsError {
  return new AwsError('StageNotFoundException', `The stage ${stage} does not exist`);
}

export function executionNotFound(id: string): AwsError {
  return new AwsError('PipelineExecutionNotFoundException', `Execution ${id} does not exist`);
}

export function limitExceeded(): AwsError {
  return new AwsError(
    'ConcurrentPipelineExecutionsLimitExceededException',
    'The pipeline has reached the limit for concurrent pipeline executions',
  );
}

export function refuseIfBusy({ busy }: { readonly busy: boolean }): void {
  if (busy) throw conflict('The pipeline is busy handling ongoing activities');
}
