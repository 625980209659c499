import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeps } from '../../../functions/dora/deps.ts';
import { dora } from '../../../functions/dora/dora.ts';
import { seedHistory } from '../../../local/seed-history.ts';
import type { Connection } from '../../../shared/adapters/client-options.ts';
import { codePipelineHistory } from '../../../shared/adapters/codepipeline-history.ts';
import { createPace } from '../../../shared/adapters/pace.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { ACCOUNT, pipelineArn, REGION, startTestAws, TABLE_NAME, TOPIC_ARN } from '../../support/aws.ts';
import { fakeLog } from '../../support/fakes.ts';

const AT = Date.parse('2026-11-30T06:00:00Z');
const QUEUE_URL = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/pipewatch-test-dora`;
const EVENT = {
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: ACCOUNT,
  region: REGION,
  time: '2026-11-30T06:00:00Z',
  resources: [`arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/pipewatch`],
  detail: '{}',
};
const PIPELINES = ['billing-service', 'docs-site', 'search-api'];

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeEach(async () => {
  aws = await startTestAws();
  aws.clock.now = AT;
  aws.sqs.create(QUEUE_URL, { arn: pipelineArn('x'), visibilitySeconds: 5400, maxReceives: 5 });
  seedHistory(aws, AT, pipelineArn);
});
afterEach(() => aws.close());

/** One run with the real adapters; what has to be waited for takes no time, and a slow call little. */
async function run(event: object = EVENT) {
  const settings = readConfiguration({ dora: { callsPerSecond: 50 } });
  const config = { settings, tableName: TABLE_NAME, topicArn: TOPIC_ARN, queueUrl: QUEUE_URL };
  const { connection } = aws.options;
  const quick = { ...connection, handler: () => ({ requestTimeout: 150, throwOnRequestTimeout: true }) };
  const now = () => aws.clock.now;
  const pace = createPace({
    callsPerSecond: 50,
    concurrency: 8,
    now,
    wait: () => Promise.resolve(),
    random: () => 0,
  });
  const options = { connectionTimeoutMs: 150, requestTimeoutMs: 150, connection };
  const deps = createDeps(config, fakeLog().log, quick as Connection);
  const history = codePipelineHistory(pace, options);
  const health = { published: () => undefined, unread: () => undefined };
  await dora({ ...deps, now, history, health }, event, () => 15 * 60_000);
}
const published = () => new Set(aws.cloudWatch.points.map(({ dimensions }) => dimensions['Pipeline']));
const states = () => aws.sns.publications.map(({ attributes }) => attributes['state']);

describe('dora on the embedded AWS', () => {
  it('publishes the metrics of all pipelines, and what there is to say', async () => {
    await run();

    expect(published()).toEqual(new Set([...PIPELINES, 'ALL']));
    expect(new Set(aws.cloudWatch.points.map(({ at }) => at))).toEqual(new Set([AT]));
    expect(states()).toEqual(['DIGEST', 'STANDING', 'ABOVE_THRESHOLD']);
  });

  it('publishes the same again where its event comes twice, and reads nothing', async () => {
    await run();
    const first = aws.cloudWatch.points.splice(0);
    aws.calls.length = 0;
    await run();

    expect(aws.cloudWatch.points).toEqual(first);
    expect(states()).toHaveLength(3);
    expect(aws.calls.filter((it) => it.startsWith('codepipeline:'))).toEqual([]);
  });

  it('asks on the next day for the lists, and for what is new', async () => {
    await run();
    aws.calls.length = 0;
    aws.clock.now = AT + 86_400_000;
    await run({ ...EVENT, time: '2026-12-01T06:00:00Z' });

    expect(aws.calls.filter((it) => it.startsWith('codepipeline:'))).toEqual([
      'codepipeline:ListPipelines',
      ...Array<string>(3).fill('codepipeline:ListPipelineExecutions'),
    ]);
  });
});

const FAULTS = ['denied', 'throttled', 'internal', 'slow'] as const;
/** What a call that fails means, whichever way it fails: a run without pipelines, an error, or nothing that a reader sees. */
const MATRIX = [
  ['codepipeline:ListPipelines', 'error'],
  ['codepipeline:GetPipeline', 'error'],
  ['codepipeline:ListPipelineExecutions', 'error'],
  ['codepipeline:ListActionExecutions', 'error'],
  ['codepipeline:GetPipelineExecution', 'error'],
  ['cloudwatch:PutMetricData', 'error'],
  ['sns:Publish', 'error after metrics'],
  ['sqs:SendMessage', 'nothing'],
] as const;
const EACH = MATRIX.flatMap(([operation, effect]) =>
  FAULTS.map((fault) => [operation, fault, effect] as const),
);

describe('a call that fails', () => {
  it.each(EACH)(
    'always: %s %s means %s',
    async (operation, fault, effect) => {
      aws.faults.inject(operation, fault);
      const failure = await run().then(
        () => undefined,
        (error: unknown) => error,
      );

      expect(failure !== undefined).toBe(effect !== 'nothing');
      expect(aws.cloudWatch.points.length > 0).toBe(effect !== 'error');
    },
    20_000,
  );

  it.each(['throttled', 'internal', 'reset'] as const)('once is made again: %s', async (fault) => {
    for (const [operation] of MATRIX) aws.faults.inject(operation, fault, 1);
    await run();

    expect(published()).toEqual(new Set([...PIPELINES, 'ALL']));
    expect(states()).toHaveLength(3);
  });

  it.each([
    ['dynamodb:BatchGetItem', 'denied'],
    ['dynamodb:UpdateItem', 'denied'],
    ['dynamodb:BatchWriteItem', 'throttled'],
  ] as const)('of the table is an error before anything is read: %s %s', async (operation, fault) => {
    aws.faults.inject(operation, fault);

    await expect(run()).rejects.toThrow('dynamodb:');
    expect(aws.calls.filter((it) => it === 'codepipeline:ListPipelineExecutions')).toEqual([]);
  });
});
