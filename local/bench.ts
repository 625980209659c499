import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { batchTable } from '../shared/adapters/dynamodb-batches.ts';
import { dynamoDbDoraRuns } from '../shared/adapters/dynamodb-dora-runs.ts';
import { startAws } from './aws/server.ts';
import { BARE_PUBLISH, bundleHandler, EMPTY, OWN_WORK } from './bench-handlers.ts';
import { runStart } from './bench-start.ts';
import type { Figures } from './bench-start.ts';
import { FAILED_BUILDS, putFailedBuild } from './failed-builds.ts';
import { environmentOf, LOCAL, packageService, unpack } from './package.ts';

/**
 * `npm run bench`: the packaged functions beside an empty handler and one that makes a bare SNS publish, taking turns in one
 * run, so that their ratios hold on any machine.
 */

const ROUNDS = Number(process.argv[2] ?? 25);
const WARM_EVENTS = 300;
/** Each is written to the table several times. */
const WARM_FAILURES = 30;

interface Measured {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  /** New ones for each round, since what was answered once is known. */
  readonly events: () => readonly object[] | Promise<readonly object[]>;
}

const built = await packageService('local');
const forNotify = environmentOf(built, 'notify');
const forRetry = environmentOf(built, 'retry');
const forDora = environmentOf(built, 'dora');
const { TOPIC_ARN: topicArn = '', TABLE_NAME: tableName = '' } = forNotify;
const aws = await startAws({ region: LOCAL.Region, topicArn, tableName, now: Date.now });
aws.scheduler.createGroup(forRetry['SCHEDULE_GROUP'] ?? '');
aws.sqs.create(forDora['QUEUE_URL'] ?? '', {
  arn: `arn:aws:sqs:${LOCAL.Region}:${LOCAL.AccountId}:bench`,
  visibilitySeconds: 5400,
  maxReceives: 5,
});
const runs = dynamoDbDoraRuns(
  batchTable(
    tableName,
    { now: Date.now, wait: () => Promise.resolve() },
    {
      maxAttempts: 1,
      connectionTimeoutMs: 1000,
      requestTimeoutMs: 1000,
      connection: {
        endpoint: aws.env.AWS_ENDPOINT_URL,
        region: aws.env.AWS_REGION,
        credentials: {
          accessKeyId: aws.env.AWS_ACCESS_KEY_ID,
          secretAccessKey: aws.env.AWS_SECRET_ACCESS_KEY,
        },
      },
    },
  ),
);
const PIPELINE = 'checkout-pipeline';
const ARN = `arn:aws:codepipeline:${LOCAL.Region}:${LOCAL.AccountId}:${PIPELINE}`;
aws.pipelines.define({
  name: PIPELINE,
  arn: ARN,
  // Each execution stands by itself, so that one after another can be decided about.
  mode: 'PARALLEL',
  stages: [{ name: 'Build', actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }] }],
});
const folder = join(built.folder, 'bench');
const scheduled = { 'detail-type': 'Scheduled Event', time: new Date().toISOString(), resources: [] };
let executions = 0;

const runsThatFail = () => [
  changeOf('STARTED'),
  ...Array.from({ length: WARM_EVENTS }, () => changeOf('FAILED')),
];
const healed = () => Array.from({ length: WARM_EVENTS }, () => changeOf('SUCCEEDED', { stage: 'Build' }));
const failures = () => Array.from({ length: WARM_FAILURES }, failedStage);
const day = Array.from({ length: WARM_EVENTS }, () => scheduled);
/** A run that finds another one at work hands itself on. */
const besideAnother = async () => {
  await runs.lease('bench', Date.now() + 3_600_000);
  return day;
};
/** A day that has been run before: to run one takes as long as CodePipeline's limit of calls wants. */
const sameDay = async () => {
  await runs.release('bench');
  return day;
};
const bundled = (name: string, code: string) => bundleHandler(join(folder, name), code);
const handlers: Readonly<Record<string, Measured>> = {
  'empty handler': { file: await bundled('empty', EMPTY), environment: forNotify, events: runsThatFail },
  'bare SNS publish': {
    file: await bundled('publish', BARE_PUBLISH),
    environment: forNotify,
    events: runsThatFail,
  },
  notify: { file: unpack(built, 'notify'), environment: forNotify, events: runsThatFail },
  'notify, own work only': {
    file: await bundled('own-work', OWN_WORK),
    environment: forNotify,
    events: runsThatFail,
  },
  'retry of a success': { file: unpack(built, 'retry'), environment: forRetry, events: healed },
  'retry of a failure': { file: unpack(built, 'retry'), environment: forRetry, events: failures },
  'dora, beside another run': {
    file: unpack(built, 'dora'),
    environment: forDora,
    events: besideAnother,
  },
  'dora, a day once more': { file: unpack(built, 'dora'), environment: forDora, events: sameDay },
};
const figures = new Map<string, Figures[]>(Object.keys(handlers).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, { file, events, environment }] of Object.entries(handlers))
    figures.get(name)?.push(await runStart(file, await events(), { ...environment, ...aws.env }));
}
console.log(`\nMedians of ${ROUNDS} rounds    start ms     ratio   warm ms memory MiB`);
for (const name of figures.keys()) {
  const cells = [median(name, 'startMs'), median(name, 'startMs') / median('empty handler', 'startMs')];
  cells.push(median(name, 'warmMs'), median(name, 'memoryMiB'));
  console.log(`${name.padEnd(25)} ${cells.map((cell) => cell.toFixed(2).padStart(9)).join(' ')}`);
}

await aws.close();
await import('./bench-diagnosis.ts');
await import('./bench-dora.ts');

/** A fact of its own about a run, or about a stage of it. */
function changeOf(
  state: string,
  { stage, run = String(++executions) }: { stage?: string; run?: string } = {},
): object {
  const detail = { pipeline: PIPELINE, 'execution-id': run, state, 'pipeline-execution-attempt': 1, stage };
  const type = `CodePipeline ${stage === undefined ? 'Pipeline' : 'Stage'} Execution State Change`;
  const time = new Date().toISOString();
  return { 'detail-type': type, time, region: LOCAL.Region, resources: [ARN], detail };
}

/** A build that a rate limit has failed just now, to be retried later. */
function failedStage(): object {
  const run = aws.pipelines.start(PIPELINE);
  const build = { id: `checkout-build:${randomUUID()}`, region: LOCAL.Region, now: Date.now() };
  aws.pipelines.finish(run, 'Compile', putFailedBuild(aws, FAILED_BUILDS.rateLimit, build));
  return changeOf('FAILED', { stage: 'Build', run });
}

function median(name: string, key: keyof Figures): number {
  const values = (figures.get(name) ?? []).map((it) => it[key]).sort((a, b) => a - b);
  return values[values.length >> 1] ?? NaN;
}
