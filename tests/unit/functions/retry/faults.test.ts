import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HELD_MS } from '../../../../functions/retry/call.ts';
import { createDeps } from '../../../../functions/retry/deps.ts';
import { retry } from '../../../../functions/retry/retry.ts';
import { createAws } from '../../../../local/aws/aws.ts';
import { createFaults, FAULTS } from '../../../../local/aws/faults.ts';
import type { Fault } from '../../../../local/aws/faults.ts';
import { FAILED_BUILDS, putFailedBuild } from '../../../../local/failed-builds.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import { ACCOUNT, NOON, pipelineArn, REGION, TABLE_NAME, TOPIC_ARN } from '../../../support/aws.ts';
import { fakeLog } from '../../../support/fakes.ts';
import { passTime } from '../../../support/virtual-clock.ts';
import { virtualNetwork } from '../../../support/virtual-network.ts';

const run = { pipeline: 'checkout-pipeline', stage: 'Build' };
const FUNCTION_TIME_MS = 60_000;
const MINUTE_MS = 60_000;
const GROUP = 'pipewatch-test';
const schedules = {
  functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pipewatch-test-retry`,
  group: GROUP,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/pipewatch-test-scheduler`,
  deadLetterArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-test-retry`,
};

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A try that is due for a stage that a rate limit failed, so many minutes ago, while something is wrong. */
async function tryWhile(target: string, fault: Fault | undefined, minutesAgo = 10) {
  const aws = createAws(Date.now);
  const faults = createFaults();
  const { connection, calls } = virtualNetwork(aws, faults);
  const config = {
    settings: readConfiguration({}),
    tableName: TABLE_NAME,
    topicArn: TOPIC_ARN,
    place: {},
    schedules,
  };
  const deps = createDeps(config, fakeLog().log, connection);
  aws.scheduler.createGroup(GROUP);
  aws.pipelines.define({
    name: run.pipeline,
    arn: pipelineArn(run.pipeline),
    stages: [{ name: run.stage, actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }] }],
  });
  const executionId = aws.pipelines.start(run.pipeline);
  const build = {
    id: 'checkout-build:6b1f8a52-93d4-4c0e-8f7a-2d5b61c3e904',
    region: REGION,
    now: Date.now(),
  };
  aws.pipelines.finish(executionId, 'Compile', putFailedBuild(aws, FAILED_BUILDS.rateLimit, build));
  vi.setSystemTime(NOON + minutesAgo * MINUTE_MS);
  if (fault) faults.inject(target, fault);

  const ended: { error?: unknown; outcome?: unknown; after?: number } = {};
  const end = () => (ended.after = Date.now() - NOON - minutesAgo * MINUTE_MS);
  const running = retry(deps, { ...run, executionId, slot: 1, try: 1 }).then(
    ([outcome]) => {
      ended.outcome = outcome;
      end();
    },
    (error: unknown) => {
      ended.error = error;
      end();
    },
  );
  await passTime(() => ended.after !== undefined, FUNCTION_TIME_MS);
  await running;
  return {
    ended,
    calls,
    called: calls.filter((it) => it === 'codepipeline:RetryStageExecution').length,
    started: aws.pipelines.underWay(run.pipeline).length,
    pending: aws.scheduler.pending(),
  };
}

describe('a try that is due', () => {
  it('is started at once when nothing is wrong, after one last look', async () => {
    const { ended, calls, started } = await tryWhile('', undefined);

    expect(ended.outcome).toMatchObject({ do: 'retry', slot: 1 });
    expect(ended.after).toBeLessThan(1000);
    expect(started).toBe(1);
    expect(calls.slice(-6)).toEqual([
      'dynamodb:PutItem',
      'codepipeline:GetPipelineState',
      'dynamodb:PutItem',
      'codepipeline:RetryStageExecution',
      'dynamodb:UpdateItem',
      'dynamodb:PutItem',
    ]);
  });

  describe.each([
    'codepipeline:GetPipelineState',
    'codepipeline:ListActionExecutions',
    'codepipeline:GetPipeline',
    'codepipeline:GetPipelineExecution',
    'dynamodb',
    'dynamodb:BatchGetItem',
    'dynamodb:UpdateItem',
    'dynamodb:PutItem',
  ])('is not started, and its input is kept, when %s', (target) => {
    it.each(FAULTS)('is %s', async (fault) => {
      const { ended, called } = await tryWhile(target, fault);

      expect(ended.error).toBeInstanceOf(Error);
      expect(called).toBe(0);
      expect(ended.after).toBeLessThan(FUNCTION_TIME_MS);
    });
  });

  describe.each(['codebuild', 'logs'])('whose cause can not be told, because %s', (target) => {
    it('is denied, is started as one of an unknown cause', async () => {
      const { ended, started } = await tryWhile(target, 'denied');

      expect(ended.outcome).toMatchObject({ do: 'retry', of: 1 });
      expect(started).toBe(1);
    });

    it.each(FAULTS.filter((it) => it !== 'denied'))('is %s, is kept', async (fault) => {
      const { ended, called } = await tryWhile(target, fault);

      expect(ended.error).toMatchObject({
        message: expect.stringMatching(/did not say why it failed$/u) as string,
      });
      expect(called).toBe(0);
      expect(ended.after).toBeLessThan(FUNCTION_TIME_MS);
    });
  });

  it('is started though its answer is lost, since the new attempt shows', async () => {
    const { ended, called, started } = await tryWhile('codepipeline:RetryStageExecution', 'lost-answer');

    expect(ended.outcome).toMatchObject({ do: 'retry' });
    expect([called, started]).toEqual([1, 1]);
  });

  it.each(['internal', 'reset', 'slow'] as const)(
    'is looked after by a schedule when nobody knows what came of its call: %s',
    async (fault) => {
      const { ended, called, pending } = await tryWhile('codepipeline:RetryStageExecution', fault);

      expect(ended.outcome).toMatchObject({ do: 'wait' });
      expect(called).toBe(1);
      expect(pending).toMatchObject([{ input: { slot: 1, try: 2 } }]);
      expect(pending[0]?.at).toBeGreaterThan(NOON + 10 * MINUTE_MS + HELD_MS);
      expect(ended.after).toBeLessThan(FUNCTION_TIME_MS);
    },
  );

  it('is tried again in the same slot when the service is busy', async () => {
    const { ended, pending } = await tryWhile('codepipeline:RetryStageExecution', 'throttled');

    expect(ended.outcome).toMatchObject({ do: 'later', slot: 1 });
    expect(pending).toMatchObject([{ input: { slot: 1, try: 2 } }]);
  });

  it('ends in an error when the permission to retry is missing', async () => {
    const { ended, pending } = await tryWhile('codepipeline:RetryStageExecution', 'denied');

    expect(ended.error).toMatchObject({ code: 'AccessDeniedException' });
    expect(pending).toEqual([]);
  });
});

describe('a failure whose retry has to wait', () => {
  it.each(['denied', 'throttled', 'internal', 'reset', 'slow'] as const)(
    'ends in an error when no schedule can be made, so that its input is kept: %s',
    async (fault) => {
      const { ended, called } = await tryWhile('scheduler:CreateSchedule', fault, 1);

      expect(ended.error).toMatchObject({ name: 'ServiceError' });
      expect(called).toBe(0);
      expect(ended.after).toBeLessThan(FUNCTION_TIME_MS);
    },
  );

  it('is planned though the answer is lost, since the schedule is there', async () => {
    const { ended, pending } = await tryWhile('scheduler:CreateSchedule', 'lost-answer', 1);

    expect(ended.outcome).toMatchObject({ do: 'later' });
    expect(pending).toHaveLength(1);
  });
});
