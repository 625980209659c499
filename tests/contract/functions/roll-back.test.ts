import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDeps } from '../../../functions/retry/deps.ts';
import { retry } from '../../../functions/retry/retry.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { ACCOUNT, pipelineArn, REGION, startTestAws, TABLE_NAME, TOPIC_ARN } from '../../support/aws.ts';
import { fakeLog } from '../../support/fakes.ts';

const GROUP = 'pipewatch-test';
const SECOND = 1000;
const action = (name: string, category: 'Source' | 'Deploy') => ({ name, category, provider: 'X' });
const STAGES = [
  { name: 'Source', actions: [action('Checkout', 'Source')] },
  { name: 'Live', actions: [action('Ship', 'Deploy')] },
];

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
  aws.scheduler.createGroup(GROUP);
  aws.clock.now = Date.now();
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

let pipelines = 0;

/** A pipeline whose last deployment failed for good; the one before it succeeded where it is `deployedBefore`. */
function failedDeployment({
  type = 'V2',
  deployedBefore = true,
}: { type?: 'V1' | 'V2'; deployedBefore?: boolean } = {}) {
  const pipeline = `checkout-${pipelines++}`;
  aws.pipelines.define({ name: pipeline, arn: pipelineArn(pipeline), type, stages: STAGES });
  const run = (revisionId: string, status: 'Succeeded' | 'Failed') => {
    const executionId = aws.pipelines.start(pipeline);
    aws.clock.now += SECOND;
    aws.pipelines.finish(executionId, 'Checkout', { status: 'Succeeded', revision: { revisionId } });
    aws.clock.now += SECOND;
    aws.pipelines.finish(executionId, 'Ship', {
      status,
      ...(status === 'Failed' && { code: 'ConfigurationError' }),
    });
    return executionId;
  };
  const before = deployedBefore ? run('revision-1', 'Succeeded') : undefined;
  return { pipeline, before, executionId: run('revision-2', 'Failed'), stage: 'Live' };
}

/** Answers the failure as the deployed function does, and gives what it told by itself. */
async function answer({ pipeline, executionId, stage }: ReturnType<typeof failedDeployment>) {
  const config = {
    settings: readConfiguration({ retry: { whenExhausted: 'rollback' } }),
    tableName: TABLE_NAME,
    topicArn: TOPIC_ARN,
    place: { partition: 'aws', region: REGION, account: ACCOUNT },
    schedules: {
      functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pipewatch-test-retry`,
      group: GROUP,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/pipewatch-test-scheduler`,
      deadLetterArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-test-retry`,
    },
  };
  const deps = { ...createDeps(config, fakeLog().log, aws.options.connection), now: () => aws.clock.now };
  const before = aws.sns.publications.length;
  const outcome = await retry(deps, { pipeline, executionId, stage, slot: 1, try: 1 });
  const told = aws.sns.publications.slice(before).map(({ subject }) => subject);
  const record = (
    await deps.ledger.read({ pipeline, executionId, stage }, { day: '', revision: '' }, 'unknown')
  ).record;
  return { outcome, told, record };
}

const rollbacksOf = (pipeline: string) =>
  aws.pipelines.board(pipeline).executions.filter(({ type }) => type === 'ROLLBACK');

describe('a deployment that failed for good, in a stage that is to be rolled back', () => {
  it('goes back to the execution before, once, and says so once', async () => {
    const failed = failedDeployment();

    const { outcome, told, record } = await answer(failed);
    const again = await answer(failed);

    expect(outcome).toEqual([{ do: 'stop', reason: 'permanent' }]);
    expect(rollbacksOf(failed.pipeline)).toHaveLength(1);
    expect(record?.rollback).toMatchObject({
      state: 'started',
      targetId: failed.before,
      executionId: rollbacksOf(failed.pipeline)[0]?.id,
    });
    expect(told).toEqual([`[${failed.pipeline}] FAILED: rollback at Live`]);
    expect(again).toMatchObject({ told: [], record: { rollback: { state: 'started' } } });
  });

  it.each([
    ['the pipeline is of the type V1', { type: 'V1' }, 'not-v2'],
    ['nothing has succeeded in it before', { deployedBefore: false }, 'no-target'],
  ] as const)(
    'stays as it is, and that is for the message of the failure, where %s',
    async (_, given, because) => {
      const failed = failedDeployment(given);

      const { told, record } = await answer(failed);

      expect(rollbacksOf(failed.pipeline)).toEqual([]);
      expect(record).toMatchObject({
        decision: { do: 'stop', reason: 'permanent' },
        rollback: { state: 'impossible', because },
      });
      expect(told).toEqual([]);
    },
  );

  it('needs a person where the permission is missing, and says so', async () => {
    const failed = failedDeployment();
    aws.faults.inject('codepipeline:RollbackStage', 'denied');

    const { told, record } = await answer(failed);

    expect(record?.rollback).toMatchObject({ state: 'impossible', because: 'denied' });
    expect(told).toEqual([`[${failed.pipeline}] FAILED: no rollback at Live`]);
  });

  it('is rolled back later where the service is busy', async () => {
    const failed = failedDeployment();
    aws.pipelines.setBusy(failed.pipeline, true);

    const { told, record } = await answer(failed);

    expect({ told, state: record?.rollback?.state }).toEqual({ told: [], state: 'planned' });
    expect(aws.scheduler.pending().length).toBeGreaterThan(0);
    aws.pipelines.setBusy(failed.pipeline, false);
    expect((await answer(failed)).told).toEqual([`[${failed.pipeline}] FAILED: rollback at Live`]);
    expect(rollbacksOf(failed.pipeline)).toHaveLength(1);
  });

  it('finds its rollback after an answer that was lost', async () => {
    const failed = failedDeployment();
    aws.faults.inject('codepipeline:RollbackStage', 'lost-answer');

    const { record } = await answer(failed);

    expect(record?.rollback?.state).toBe('started');
    expect(rollbacksOf(failed.pipeline)).toHaveLength(1);
  });
});

describe('a pipeline that is gone', () => {
  it('was changed, and there is nothing that anybody could retry', async () => {
    const gone = {
      pipeline: 'never-was',
      executionId: 'b1f8e025-9d34-4c7a-8b16-e0a7d2c9f461',
      stage: 'Live',
      before: undefined,
    };

    expect((await answer(gone)).outcome).toEqual([{ do: 'stop', reason: 'pipeline-changed' }]);
  });
});
