import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeps } from '../../../../functions/notify/deps.ts';
import { notify } from '../../../../functions/notify/notify.ts';
import { createAws } from '../../../../local/aws/aws.ts';
import { createFaults } from '../../../../local/aws/faults.ts';
import type { Fault } from '../../../../local/aws/faults.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import { NOON, pipelineArn, TABLE_NAME, TOPIC_ARN } from '../../../support/aws.ts';
import { fakeLog } from '../../../support/fakes.ts';
import { passTime } from '../../../support/virtual-clock.ts';
import { virtualNetwork } from '../../../support/virtual-network.ts';

const PIPELINE = 'checkout-pipeline';
const FUNCTION_TIME_MS = 30_000;
const BUILD = 'checkout-build:6b1f8a52-93d4-4c0e-8f7a-2d5b61c3e904';
const COMMAND = 'Error while executing command: npm ci';
const LOG_LINES = [
  '[Container] 2026/11/23 11:58:01.120394 Running command npm ci\n',
  'npm error code E404\nnpm error 404 Not Found - GET https://registry.example.com/left-pad\n',
  '[Container] 2026/11/23 11:58:09.391120 Command did not exit successfully npm ci exit status 1\n',
];

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A pipeline whose run has just failed, and what notify takes to say so while something is wrong. */
async function failWith(target: string, fault: Fault | undefined, times?: number, retry: object = {}) {
  const aws = createAws(Date.now);
  const faults = createFaults();
  const { connection, calls } = virtualNetwork(aws, faults);
  const { log, codes } = fakeLog();
  const settings = readConfiguration({ owners: { tag: 'team' }, retry });
  const deps = createDeps({ settings, topicArn: TOPIC_ARN, tableName: TABLE_NAME }, log, connection);
  aws.sns.createTopic(TOPIC_ARN);
  aws.pipelines.define({
    name: PIPELINE,
    arn: pipelineArn(PIPELINE),
    stages: [{ name: 'Build', actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }] }],
    tags: { team: 'team-checkout' },
  });
  const events: unknown[] = [];
  aws.onEvent((event) => events.push(event));
  const id = aws.pipelines.start(PIPELINE);
  const summary = 'Build terminated with state: FAILED';
  aws.codeBuild.putBuild(BUILD, {
    status: 'FAILED',
    phases: [
      {
        type: 'BUILD',
        status: 'FAILED',
        seconds: 32,
        contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message: `${COMMAND}. Reason: exit status 1` }],
      },
    ],
  });
  aws.logs.putLog('/aws/codebuild/checkout-build', BUILD.split(':')[1] ?? '', LOG_LINES);
  aws.pipelines.finish(id, 'Compile', { status: 'Failed', code: 'JobFailed', summary, externalId: BUILD });
  if (fault) faults.inject(target, fault, times);

  let published: number | undefined;
  const publish: typeof deps.publish = async (message) => {
    const messageId = await deps.publish(message);
    published ??= Date.now() - NOON;
    return messageId;
  };
  const ended = { error: undefined as unknown, after: undefined as number | undefined };
  const run = notify({ ...deps, publish }, events.at(-1), () => FUNCTION_TIME_MS - (Date.now() - NOON)).then(
    () => (ended.after = Date.now() - NOON),
    (error: unknown) => {
      ended.error = error;
      ended.after = Date.now() - NOON;
    },
  );
  await passTime(() => ended.after !== undefined, FUNCTION_TIME_MS);
  await run;
  return { publications: aws.sns.publications, publishedAfterMs: published, ended, calls, codes };
}

const REFUSALS: readonly Fault[] = ['denied', 'throttled', 'internal', 'reset', 'lost-answer', 'slow'];
const DIAGNOSIS = ['codebuild:BatchGetBuilds', 'logs:GetLogEvents'];
const READS = [
  'ListActionExecutions',
  'ListPipelineExecutions',
  'GetPipelineExecution',
  'ListTagsForResource',
];

describe('a FAILED message is out before second 10', () => {
  it('when nothing is wrong, at once, after four look-ups side by side and the diagnosis, two calls deep', async () => {
    const { publications, publishedAfterMs, calls } = await failWith('', undefined, undefined, {
      enabled: false,
    });

    expect(publications).toHaveLength(1);
    expect(publishedAfterMs).toBeLessThan(1_000);
    expect(calls).toEqual([
      'dynamodb:PutItem',
      ...READS.map((name) => `codepipeline:${name}`),
      ...DIAGNOSIS,
      'sns:Publish',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    ]);
    expect(publications[0]?.bodies['email']).toContain('  npm error code E404\n');
  });

  it('within three seconds and after eleven calls, where it waits in vain for what retry decides', async () => {
    const { publications, publishedAfterMs, calls } = await failWith('', undefined);

    expect(publications[0]?.bodies['email']).toContain('\nRetry: Pipewatch is deciding whether to retry\n');
    expect(publishedAfterMs).toBeLessThan(3_000);
    expect(calls.filter((call) => call === 'dynamodb:GetItem')).toHaveLength(1);
    expect(calls).toHaveLength(11);
  });

  describe.each([...READS.map((name) => `codepipeline:${name}`), 'codepipeline', ...DIAGNOSIS])(
    'and says what is missing when %s',
    (target) => {
      it.each(REFUSALS)('is %s', async (fault) => {
        const { publications, publishedAfterMs, ended } = await failWith(target, fault);

        expect(ended.error).toBeUndefined();
        expect(publications).toHaveLength(1);
        expect(publications[0]?.subject).toMatch(/^\[checkout-pipeline\] FAILED/u);
        expect(publications[0]?.bodies['email']).toMatch(/^Missing: /mu);
        expect(publishedAfterMs).toBeLessThan(10_000);
      });
    },
  );

  it.each(DIAGNOSIS)('and names the permission that is missing: %s', async (target) => {
    const { publications } = await failWith(target, 'denied');

    expect(publications[0]?.bodies['email']).toMatch(
      new RegExp(`^Missing: .*access denied: ${target}`, 'mu'),
    );
  });

  describe.each(['dynamodb', 'dynamodb:PutItem', 'dynamodb:UpdateItem'])('once, though %s', (target) => {
    it.each(REFUSALS)('is %s', async (fault) => {
      const { publications, publishedAfterMs, ended, codes } = await failWith(target, fault);

      expect(ended.error).toBeUndefined();
      expect(publications).toHaveLength(1);
      // What is kept for others costs the message nothing; what retry keeps for it can't be read then.
      expect(publications[0]?.bodies['email']?.match(/^Missing: .*$/mu)?.[0] ?? '').toMatch(
        target === 'dynamodb' ? /^Missing: the automatic retries \([^()]*\)$/u : /^$/u,
      );
      expect(publishedAfterMs).toBeLessThan(10_000);
      expect(codes()).toContain('IDEMPOTENCY_STORE_FAILED');
    });
  });

  it.each(REFUSALS)(
    'and says that it can not tell of a retry, though dynamodb:GetItem is %s',
    async (fault) => {
      const { publications, publishedAfterMs, ended, codes } = await failWith('dynamodb:GetItem', fault);

      expect(ended.error).toBeUndefined();
      expect(publications[0]?.bodies['email']).toMatch(/^Retry: Not known, .*$/mu);
      expect(publications[0]?.bodies['email']).toMatch(/^Missing: the automatic retries \(/mu);
      expect(publishedAfterMs).toBeLessThan(10_000);
      expect(codes()).not.toContain('IDEMPOTENCY_STORE_FAILED');
    },
  );

  it.each(['throttled', 'internal', 'reset', 'slow'] as const)(
    'although the topic is %s at first',
    async (fault) => {
      const { publications, publishedAfterMs, ended } = await failWith('sns', fault, 2);

      expect(ended.error).toBeUndefined();
      expect(publications).toHaveLength(1);
      expect(publishedAfterMs).toBeLessThan(10_000);
    },
  );
});

describe('a topic that takes nothing at all', () => {
  it.each(REFUSALS)(
    'ends in an error while there is still time, so that the event is kept: %s',
    async (fault) => {
      const { ended, codes } = await failWith('sns', fault);

      expect(ended.error).toMatchObject({ name: 'ServiceError' });
      expect(ended.after).toBeLessThan(FUNCTION_TIME_MS - 5_000);
      expect(codes()).not.toContain('MESSAGE_PUBLISHED');
    },
  );
});
