import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws/aws-error.ts';
import type { Fault } from '../../../local/aws/faults.ts';
import type { PipelineDefinition } from '../../../local/aws/pipeline-model.ts';
import { codePipelineRetrier } from '../../../shared/adapters/codepipeline-retrier.ts';
import type { Retrier } from '../../../shared/ports/retrier.ts';
import { pipelineArn, startTestAws } from '../../support/aws.ts';
import { oneAnswer } from '../../support/one-answer.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let retrier: Retrier;
let names = 0;

beforeAll(async () => {
  aws = await startTestAws();
  retrier = codePipelineRetrier({ ...aws.options, requestTimeoutMs: 200 });
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

/** A pipeline of its own for each test; one execution went through it, and the deployment of a newer one has failed. */
function failedDeploy(more: Partial<PipelineDefinition> = {}) {
  const pipeline = `retrier-${++names}`;
  const stages: PipelineDefinition['stages'] = [
    { name: 'Source', actions: [{ name: 'Checkout', category: 'Source', provider: 'CodeCommit' }] },
    { name: 'Deploy', actions: [{ name: 'Ship', category: 'Deploy', provider: 'CodeDeploy' }] },
  ];
  const define = (): void => {
    aws.pipelines.define({ name: pipeline, arn: pipelineArn(pipeline), stages, ...more });
  };
  define();
  const run = (status: 'Succeeded' | 'Failed'): string => {
    const id = aws.pipelines.start(pipeline);
    aws.pipelines.finish(id, 'Checkout', { status: 'Succeeded' });
    aws.pipelines.finish(id, 'Ship', { status });
    return id;
  };
  const target = run('Succeeded');
  return { run: { pipeline, executionId: run('Failed'), stage: 'Deploy' }, target, define };
}

const statusOf = (id: string): string => aws.pipelines.execution(id).status;

describe('a retry', () => {
  it.each(['FAILED_ACTIONS', 'ALL_ACTIONS'] as const)('of %s starts the stage again', async (mode) => {
    const { run } = failedDeploy();

    expect(await retrier.retry(run, mode)).toEqual({ outcome: 'started', executionId: run.executionId });
    expect(statusOf(run.executionId)).toBe('InProgress');
  });

  it('is refused where somebody else was first, and later where there is nothing to retry', async () => {
    const { run } = failedDeploy();
    await retrier.retry(run, 'FAILED_ACTIONS');
    const refused = { outcome: 'refused', code: 'StageNotRetryableException' };

    expect(await retrier.retry(run, 'FAILED_ACTIONS')).toEqual(refused);
    aws.pipelines.finish(run.executionId, 'Ship', { status: 'Succeeded' });
    expect(await retrier.retry(run, 'FAILED_ACTIONS')).toEqual(refused);
  });

  it('is refused where the structure has changed, or a newer execution has come', async () => {
    const changed = failedDeploy();
    changed.define();
    const overtaken = failedDeploy();
    const next = aws.pipelines.start(overtaken.run.pipeline);
    aws.pipelines.finish(next, 'Checkout', { status: 'Succeeded' });

    expect(await retrier.retry(changed.run, 'FAILED_ACTIONS')).toEqual({
      outcome: 'refused',
      code: 'StageNotRetryableException',
    });
    expect(await retrier.retry(overtaken.run, 'FAILED_ACTIONS')).toEqual({
      outcome: 'refused',
      code: 'NotLatestPipelineExecutionException',
    });
  });

  it('is refused where pipeline or stage are gone', async () => {
    const { run } = failedDeploy();

    expect(await retrier.retry({ ...run, stage: 'Nowhere' }, 'FAILED_ACTIONS')).toEqual({
      outcome: 'refused',
      code: 'StageNotFoundException',
    });
    expect(await retrier.retry({ ...run, pipeline: 'nowhere' }, 'FAILED_ACTIONS')).toEqual({
      outcome: 'refused',
      code: 'PipelineNotFoundException',
    });
  });

  it('finds the pipeline busy, or full', async () => {
    const { run } = failedDeploy({ mode: 'QUEUED', concurrency: 1 });
    aws.pipelines.setBusy(run.pipeline, true);
    expect(await retrier.retry(run, 'FAILED_ACTIONS')).toEqual({
      outcome: 'busy',
      code: 'ConflictException',
    });
    aws.pipelines.setBusy(run.pipeline, false);
    aws.pipelines.start(run.pipeline);

    expect(await retrier.retry(run, 'FAILED_ACTIONS')).toEqual({
      outcome: 'busy',
      code: 'ConcurrentPipelineExecutionsLimitExceededException',
    });
    expect(statusOf(run.executionId)).toBe('Failed');
  });
});

describe('a rollback', () => {
  it('starts a new execution, whose id it gives', async () => {
    const { run, target } = failedDeploy();

    const effect = await retrier.rollback(run, target);

    expect(effect.outcome).toBe('started');
    const id = effect.outcome === 'started' ? effect.executionId : '';
    expect(id).not.toBe(run.executionId);
    expect(aws.pipelines.execution(id)).toMatchObject({ type: 'ROLLBACK', rollbackTarget: target });
  });

  it('is refused where the target is unknown, outdated or none', async () => {
    const { run, target, define } = failedDeploy();
    const unknown = '00000000-0000-4000-8000-000000000000';

    expect(await retrier.rollback(run, unknown)).toEqual({
      outcome: 'refused',
      code: 'PipelineExecutionNotFoundException',
    });
    expect(await retrier.rollback(run, run.executionId)).toEqual({
      outcome: 'refused',
      code: 'UnableToRollbackStageException',
    });
    define();
    expect(await retrier.rollback(run, target)).toEqual({
      outcome: 'refused',
      code: 'PipelineExecutionOutdatedException',
    });
  });

  it('finds the pipeline busy', async () => {
    const { run, target } = failedDeploy();
    aws.pipelines.setBusy(run.pipeline, true);

    expect(await retrier.rollback(run, target)).toEqual({ outcome: 'busy', code: 'ConflictException' });
  });
});

describe.each([
  ['retry', 'codepipeline:RetryStageExecution'],
  ['rollback', 'codepipeline:RollbackStage'],
] as const)('a call to %s', (verb, operation) => {
  const act = ({ run, target }: ReturnType<typeof failedDeploy>, by = retrier) =>
    verb === 'retry' ? by.retry(run, 'FAILED_ACTIONS') : by.rollback(run, target);
  const failWith = (fault: Fault) => {
    aws.calls.length = 0;
    aws.faults.inject(operation, fault);
  };
  const started = (pipeline: string): boolean => aws.pipelines.underWay(pipeline).length > 0;

  it.each<[string, Fault]>([
    ['ThrottlingException', 'throttled'],
    ['TooManyRequestsException', new AwsError('TooManyRequestsException', 'Slow down', 429)],
    ['RequestLimitExceeded', new AwsError('RequestLimitExceeded', 'Slow down', 503)],
  ])('that is throttled (%s) has changed nothing: busy', async (code, fault) => {
    const it = failedDeploy();
    failWith(fault);

    expect(await act(it)).toEqual({ outcome: 'busy', code });
    expect(started(it.run.pipeline)).toBe(false);
  });

  it.each<[string, string, Fault, boolean]>([
    ['a 500', 'InternalServerError', 'internal', false],
    ['a 503', 'ServiceUnavailable', new AwsError('ServiceUnavailable', 'Down', 503), false],
    ['a request that took too long', 'RequestTimeout', new AwsError('RequestTimeout', 'Late', 400), false],
    ['a connection that breaks before', 'ECONNRESET', 'reset', false],
    ['a connection that breaks afterwards', 'ECONNRESET', 'lost-answer', true],
    ['silence', 'ETIMEDOUT', 'slow', false],
  ])('that ends in %s leaves it unknown, and is not sent again', async (_what, code, fault, effect) => {
    const it = failedDeploy();
    failWith(fault);

    expect(await act(it)).toEqual({ outcome: 'unknown', code });
    expect(aws.calls).toEqual([operation]);
    expect(started(it.run.pipeline)).toBe(effect);
  });

  it.each<[string, string, Fault]>([
    ['AccessDeniedException', 'denied', 'denied'],
    ['ValidationException', 'failed', new AwsError('ValidationException', 'Wrong')],
    ['UnrecognizedClientException', 'denied', new AwsError('UnrecognizedClientException', 'Who?', 403)],
    ['SerializationException', 'failed', new AwsError('SerializationException', 'What?')],
  ])('that is at fault itself throws: %s', async (code, reason, fault) => {
    const it = failedDeploy();
    failWith(fault);

    await expect(act(it)).rejects.toMatchObject({ name: 'ServiceError', operation, code, reason });
  });

  it.each([
    ['an answer without an id', '{}', 'NoExecutionId'],
    ['an answer that is none', '<html>', 'SyntaxError'],
  ])('that gets %s leaves it unknown', async (_what, body, code) => {
    const by = codePipelineRetrier(oneAnswer(aws.options, body));

    expect(await act(failedDeploy(), by)).toEqual({ outcome: 'unknown', code });
  });
});
