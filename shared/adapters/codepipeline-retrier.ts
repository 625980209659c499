import {
  CodePipelineClient,
  RetryStageExecutionCommand,
  RollbackStageCommand,
} from '@aws-sdk/client-codepipeline';
import type { Effect, Retrier } from '../ports/retrier.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { isRefusal } from './refusal.ts';
import { toServiceError } from './service-error.ts';

const BUSY = /^(?:ConflictException|ConcurrentPipelineExecutionsLimitExceededException)$/u;
const REFUSED =
  /^(?:StageNotRetryable|NotLatestPipelineExecution|(?:Pipeline|Stage|PipelineExecution)NotFound|PipelineExecutionOutdated|UnableToRollbackStage)Exception$/u;

/**
 * Retries and rolls back stages, each call sent once: neither has an idempotency of its own, so that whoever is left
 * without an answer has to read first. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html
 */
export function codePipelineRetrier(options: Omit<ClientOptions, 'maxAttempts'>): Retrier {
  const client = new CodePipelineClient(sdkOptions({ ...options, maxAttempts: 1 }));
  return {
    retry: ({ pipeline, executionId, stage }, retryMode) =>
      effectOf(
        'codepipeline:RetryStageExecution',
        client.send(
          new RetryStageExecutionCommand({
            pipelineName: pipeline,
            stageName: stage,
            pipelineExecutionId: executionId,
            retryMode,
          }),
        ),
      ),

    rollback: ({ pipeline, stage }, targetPipelineExecutionId) =>
      effectOf(
        'codepipeline:RollbackStage',
        client.send(
          new RollbackStageCommand({ pipelineName: pipeline, stageName: stage, targetPipelineExecutionId }),
        ),
      ),
  };
}

async function effectOf(
  operation: string,
  call: Promise<{ readonly pipelineExecutionId?: string | undefined }>,
): Promise<Effect> {
  try {
    const { pipelineExecutionId } = await call;
    if (pipelineExecutionId === undefined) return { outcome: 'unknown', code: 'NoExecutionId' };
    return { outcome: 'started', executionId: pipelineExecutionId };
  } catch (error) {
    const failure = toServiceError(operation, error);
    const { code, reason } = failure;
    // A call that was throttled has changed nothing.
    if (BUSY.test(code) || reason === 'throttled') return { outcome: 'busy', code };
    if (REFUSED.test(code)) return { outcome: 'refused', code };
    if (isRefusal(error)) throw failure;
    return { outcome: 'unknown', code };
  }
}
