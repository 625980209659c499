import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HELD_MS } from '../../functions/retry/call.ts';
import { retryEnvironment } from '../../functions/retry/config.ts';
import { matchesPattern } from '../../local/aws/event-pattern.ts';
import { FAILED_BUILDS } from '../../local/failed-builds.ts';
import { startLambda } from '../../local/lambda.ts';
import type { Lambda } from '../../local/lambda.ts';
import { environmentOf, packageService, patternsOf, readZip, unpack } from '../../local/package.ts';
import type { Package } from '../../local/package.ts';
import { seed } from '../../local/seed.ts';
import { ACCOUNT, REGION, startTestAws, TABLE_NAME, TOPIC_ARN } from '../support/aws.ts';
import { statementsOf } from '../support/roles.ts';

/** More than notify: what tells of a withdrawn retry or a rollback is there too, in parts that a start does not load. */
const MAX_BUNDLE_BYTES = 600 * 1024;
const MAX_ENVIRONMENT_BYTES = 4096;
const MINUTE = 60_000;
const GROUP = 'pipewatch-test';

let built: Package;
let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  [built, aws] = await Promise.all([packageService('test-retry'), startTestAws()]);
}, 240_000);
afterAll(() => aws.close());

const eventIn = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../events/${file}`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

describe("retry's zip", () => {
  it('holds its handler and the parts that are loaded later: no source maps, no tests, no other function', () => {
    const files = readZip(built, 'retry');
    const code = Buffer.concat(Object.values(files)).toString('utf8');

    expect(Object.keys(files)).toContain('functions/retry/handler.js');
    for (const name of Object.keys(files))
      expect(name).toMatch(/^functions\/retry\/([\w-]+\.js|package\.json)$/u);
    expect(/sourceMappingURL=|fast-check|dynalite/u.exec(code)).toBeNull();
  });

  it('stays small enough to start fast', () => {
    const bytes = Object.values(readZip(built, 'retry')).reduce((sum, { length }) => sum + length, 0);

    expect(bytes).toBeLessThanOrEqual(MAX_BUNDLE_BYTES);
  });
});

describe("retry's template", () => {
  it('gives it the environment that it knows, far below the limit of 4 KB', () => {
    const environment = environmentOf(built, 'retry');

    expect(Object.keys(environment).sort()).toEqual(Object.keys(retryEnvironment.shape).sort());
    expect(JSON.stringify(environment).length).toBeLessThan(MAX_ENVIRONMENT_BYTES);
  });

  it('lets stages through that failed, or went green after a retry, each by one rule', () => {
    const patterns = patternsOf(built, 'retry');
    const matching = (file: string) => patterns.filter((it) => matchesPattern(it, eventIn(file))).length;

    expect(patterns).toHaveLength(2);
    expect(matching('codepipeline/stage-failed.json')).toBe(1);
    expect(matching('codepipeline/stage-succeeded-after-retry.json')).toBe(1);
    expect(matching('codepipeline/stage-succeeded.json')).toBe(0);
    expect(matching('codepipeline/pipeline-failed.json')).toBe(0);
  });

  it('keeps what could not be handed over or decided, for 14 days', () => {
    const { Resources } = built.template;
    const queue = { 'Fn::GetAtt': ['RetryFailures', 'Arn'] };
    const rules = Object.entries(Resources).filter(([id]) => /^Pipewatch.*retryrule/iu.test(id));

    expect(rules).toHaveLength(2);
    for (const [, { Properties }] of rules)
      expect(Properties['Targets']).toMatchObject([{ DeadLetterConfig: { Arn: queue } }]);
    expect(Resources['RetryLambdaEvConf']?.Properties).toMatchObject({
      DestinationConfig: { OnFailure: { Destination: queue } },
    });
    expect(environmentOf(built, 'retry')['DEAD_LETTER_ARN']).toEqual(queue);
    expect(Resources['RetryFailures']?.Properties).toEqual({
      VisibilityTimeout: 6 * 60,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
      SqsManagedSseEnabled: true,
    });
  });

  it('ends an invocation before its slot may be taken over', () => {
    const timeout = Number(built.template.Resources['RetryLambdaFunction']?.Properties['Timeout']);

    expect(timeout * 1000).toBeLessThan(HELD_MS);
  });
});

describe("retry's role", () => {
  it('hands to the scheduler, and to nobody else, a role that may call this function only', () => {
    const { Resources } = built.template;
    const pass = statementsOf(built, 'RetryRole').find(({ Action }) => Action === 'iam:PassRole');
    const arn = environmentOf(built, 'retry')['FUNCTION_ARN'];

    expect(pass).toMatchObject({
      Resource: { 'Fn::GetAtt': ['RetryScheduleRole', 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    });
    expect(statementsOf(built, 'RetryScheduleRole')).toMatchObject([
      { Action: 'lambda:InvokeFunction', Resource: arn },
      { Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['RetryFailures', 'Arn'] } },
    ]);
    expect(JSON.stringify(arn)).toContain(
      `:function:${String(Resources['RetryLambdaFunction']?.Properties['FunctionName'])}"`,
    );
    expect(Resources['RetryScheduleRole']?.Properties['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'scheduler.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': { Ref: 'AWS::AccountId' },
              'aws:SourceArn': {
                'Fn::Sub':
                  'arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/${RetrySchedules}',
              },
            },
          },
        },
      ],
    });
  });
});

describe('retry as it would be deployed', () => {
  let lambda: Lambda;
  const environment = () => ({
    ...aws.env,
    TABLE_NAME,
    TOPIC_ARN,
    FUNCTION_ARN: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pipewatch-test-retry`,
    SCHEDULE_GROUP: GROUP,
    SCHEDULE_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/pipewatch-test-scheduler`,
    DEAD_LETTER_ARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-test-retry`,
  });
  const invoke = async (event: unknown, minutesAgo: number) => {
    // The function looks at the real clock.
    aws.clock.now = Date.now() - minutesAgo * MINUTE;
    seed(aws, event, FAILED_BUILDS.rateLimit);
    aws.calls.length = 0;
    await lambda.invoke(event);
    return [...aws.calls];
  };

  beforeAll(() => {
    aws.scheduler.createGroup(GROUP);
    lambda = startLambda(unpack(built, 'retry'), environment());
  });
  afterAll(() => lambda.close());

  it('plans the retry of a stage that a rate limit failed, with at most eight calls before it decides', async () => {
    const calls = await invoke(eventIn('codepipeline/stage-failed.json'), 1);

    const { input, at } = aws.scheduler.pending()[0] ?? {};
    expect(input).toEqual(eventIn('schedule/retry-due.json'));
    expect(at).toBeGreaterThanOrEqual(aws.clock.now + 5 * MINUTE);
    expect(calls.slice(0, -2).sort()).toEqual([
      'codebuild:BatchGetBuilds',
      'codepipeline:GetPipeline',
      'codepipeline:GetPipelineExecution',
      'codepipeline:GetPipelineState',
      'codepipeline:ListActionExecutions',
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'logs:GetLogEvents',
    ]);
    expect(calls.slice(-2)).toEqual(['scheduler:CreateSchedule', 'dynamodb:PutItem']);
  });

  it('retries the stage when a try is due, once, and not again when it comes twice', async () => {
    const due = {
      ...eventIn('schedule/retry-due.json'),
      pipeline: 'billing',
      executionId: '7d2f4c18-6a0e-4b95-8f31-c05b9e72d486',
    };
    const calls = await invoke(due, 10);
    await lambda.invoke(due);

    expect(calls.slice(-4)).toEqual([
      'dynamodb:PutItem',
      'codepipeline:RetryStageExecution',
      'dynamodb:UpdateItem',
      'dynamodb:PutItem',
    ]);
    expect(aws.calls.filter((it) => it === 'codepipeline:RetryStageExecution')).toHaveLength(1);
    expect(aws.pipelines.underWay('billing')).toHaveLength(1);
  });

  it('throws what it does not understand, so that Lambda keeps the event', async () => {
    await expect(lambda.invoke({ hello: 'world' })).rejects.toMatchObject({ name: 'UnknownEventError' });
  });

  it('logs its decisions and counts them, each line as JSON', () => {
    const lines = lambda.logs.map((line) => JSON.parse(line) as Record<string, unknown>);

    expect(lines.flatMap((line) => (line['message'] === 'RETRY_DECIDED' ? line['do'] : []))).toEqual([
      'later',
      'retry',
      'stop',
    ]);
    expect(lines.flatMap(({ Reason }) => Reason ?? [])).toEqual(['later', 'retry', 'not-failed']);
    expect(lines.filter((line) => 'RetriesStarted' in line)).toHaveLength(1);
  });

  it('does not start with a setting that is wrong', async () => {
    const broken = startLambda(unpack(built, 'retry'), { ...environment(), DEAD_LETTER_ARN: 'queue' });

    await expect(broken.invoke(eventIn('codepipeline/stage-failed.json'))).rejects.toThrow(
      '- DEAD_LETTER_ARN: this text is not allowed',
    );
    await broken.close();
  });
});
