import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doraEnvironment } from '../../functions/dora/config.ts';
import { startLambda } from '../../local/lambda.ts';
import type { Lambda } from '../../local/lambda.ts';
import { environmentOf, packageService, readZip, unpack } from '../../local/package.ts';
import type { Package } from '../../local/package.ts';
import { seedHistory } from '../../local/seed-history.ts';
import { pipelineArn, startTestAws, TABLE_NAME, TOPIC_ARN } from '../support/aws.ts';
import { statementsOf } from '../support/roles.ts';

const MAX_BUNDLE_BYTES = 405 * 1024;
const AT = Date.parse('2026-11-30T06:00:00Z');

let built: Package;
let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  [built, aws] = await Promise.all([packageService('test-dora'), startTestAws()]);
}, 240_000);
afterAll(() => aws.close());

const propertiesOf = (id: string) => built.template.Resources[id]?.Properties ?? {};
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

describe("dora's zip", () => {
  it('holds its handler and what belongs to it: no source maps, no tests, no other function', () => {
    const files = readZip(built, 'dora');
    const code = Buffer.concat(Object.values(files)).toString('utf8');

    expect(Object.keys(files)).toContain('functions/dora/handler.js');
    for (const name of Object.keys(files))
      expect(name).toMatch(/^functions\/dora\/([\w-]+\.js|package\.json)$/u);
    expect(/sourceMappingURL=|fast-check|dynalite/u.exec(code)).toBeNull();
  });

  it('stays small enough to start fast', () => {
    const bytes = Object.values(readZip(built, 'dora')).reduce((sum, { length }) => sum + length, 0);

    expect(bytes).toBeLessThanOrEqual(MAX_BUNDLE_BYTES);
  });
});

describe("dora's template", () => {
  it('gives it the environment that it knows', () => {
    const { NODE_OPTIONS, ...environment } = environmentOf(built, 'dora');

    expect(NODE_OPTIONS).toBe('--max-semi-space-size=4');
    expect(Object.keys(environment).sort()).toEqual(Object.keys(doraEnvironment.shape).sort());
  });

  it('calls it by a schedule, whose role may call it and nothing else', () => {
    const { Target, State, ScheduleExpression } = propertiesOf('DoraSchedule') as {
      Target: { Arn: unknown; DeadLetterConfig: unknown };
      State: string;
      ScheduleExpression: string;
    };

    expect([State, ScheduleExpression]).toEqual(['ENABLED', 'cron(0 6 * * ? *)']);
    expect(JSON.stringify(Target.Arn)).toContain(
      `:function:${String(propertiesOf('DoraLambdaFunction')['FunctionName'])}"`,
    );
    expect(Target.DeadLetterConfig).toEqual({ Arn: arnOf('DoraFailures') });
    expect(statementsOf(built, 'DoraScheduleRole')).toMatchObject([
      { Action: 'lambda:InvokeFunction', Resource: Target.Arn },
      { Action: 'sqs:SendMessage', Resource: arnOf('DoraFailures') },
    ]);
  });

  it('lets a run go on through an encrypted queue, one message at a time, and keeps what fails for 14 days', () => {
    const kept = { MessageRetentionPeriod: 14 * 24 * 60 * 60, SqsManagedSseEnabled: true };
    const { Timeout } = propertiesOf('DoraLambdaFunction') as { Timeout: number };
    expect(propertiesOf('DoraLambdaFunction')['RecursiveLoop']).toBe('Allow');
    const { VisibilityTimeout } = propertiesOf('DoraRuns') as { VisibilityTimeout: number };

    expect(propertiesOf('DoraRuns')).toMatchObject({
      ...kept,
      RedrivePolicy: { deadLetterTargetArn: arnOf('DoraFailures') },
    });
    expect(propertiesOf('DoraFailures')).toMatchObject(kept);
    expect(VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
    expect(propertiesOf('DoraEventSourceMappingSQSDoraRuns')).toMatchObject({
      BatchSize: 1,
      EventSourceArn: arnOf('DoraRuns'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    expect(propertiesOf('DoraLambdaEvConf')).toMatchObject({
      DestinationConfig: { OnFailure: { Destination: arnOf('DoraFailures') } },
    });
    expect(propertiesOf('DoraRunsPolicy')).toMatchObject({ Queues: [{ Ref: 'DoraRuns' }] });
  });
});

describe("dora's role", () => {
  it('publishes metrics into two namespaces only', () => {
    const everywhere = statementsOf(built, 'DoraRole').filter(({ Resource }) => Resource === '*');

    expect(everywhere).toMatchObject([
      {
        Action: 'cloudwatch:PutMetricData',
        Condition: { StringEquals: { 'cloudwatch:namespace': ['Custom/CICD', 'Custom/CICD/Pipewatch'] } },
      },
      { Action: 'codepipeline:ListPipelines' },
    ]);
  });
});

describe('dora as it would be deployed', () => {
  const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/111122223333/pipewatch-test-dora';
  let lambda: Lambda;

  beforeAll(() => {
    aws.clock.now = AT;
    aws.sqs.create(QUEUE_URL, { arn: pipelineArn('queue'), visibilitySeconds: 5400, maxReceives: 5 });
    seedHistory(aws, AT, pipelineArn);
    lambda = startLambda(unpack(built, 'dora'), { ...aws.env, TABLE_NAME, TOPIC_ARN, QUEUE_URL }, () => AT);
  });
  afterAll(() => lambda.close());

  it('publishes the metrics of the scheduled time, and the digest', async () => {
    await lambda.invoke(
      JSON.parse(readFileSync(new URL('../../events/schedule/daily.json', import.meta.url), 'utf8')),
    );

    expect(new Set(aws.cloudWatch.points.map(({ at }) => at))).toEqual(new Set([AT]));
    expect(aws.sns.publications.map(({ attributes }) => attributes['state'])).toContain('DIGEST');
    expect(lambda.logs.join('\n')).toContain('METRICS_PUBLISHED');
  }, 30_000);
});
