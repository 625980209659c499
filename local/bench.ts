import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { options } from '../infra/esbuild.js';
import { FAILED_BUILDS, putFailedBuild } from './failed-builds.ts';
import { startAws } from './aws/server.ts';
import { environmentOf, LOCAL, packageService, unpack } from './package.ts';

/**
 * `npm run bench`: the packaged notify and retry beside an empty handler and one that makes a bare SNS publish, taking turns in
 * one run, so that their ratios hold on any machine.
 */

const ROUNDS = Number(process.argv[2] ?? 25);
const WARM_EVENTS = 300;
/** Each is written to the table several times. */
const WARM_FAILURES = 30;
/** Loads a handler, answers events and prints milliseconds since the process began, per warm event, and its memory. */
const RUNNER = `
const [file, events] = process.argv.slice(1);
const [first, ...more] = JSON.parse(require('node:fs').readFileSync(events, 'utf8'));
const context = { awsRequestId: 'bench', getRemainingTimeInMillis: () => 30000 };
const out = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
(async () => {
  const { handler } = await import(file);
  await handler(first, context);
  const startMs = performance.now();
  const warm = [];
  for (const event of more) {
    const from = performance.now();
    await handler(event, context);
    warm.push(performance.now() - from);
  }
  const { maxRSS } = process.resourceUsage();
  out(JSON.stringify({ startMs, warmMs: warm.sort((a, b) => a - b)[warm.length >> 1], memoryMiB: maxRSS / 1024 }));
})();
`;

interface Figures {
  readonly startMs: number;
  readonly warmMs: number;
  readonly memoryMiB: number;
}

/** One SNS client and one publish, nothing else. */
const BARE_PUBLISH = `
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
const client = new SNSClient({});
export const handler = () => client.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: 'm' }));
`;
/** notify without the network: everything outside answers at once. */
const OWN_WORK = `
import { notify } from '../../../functions/notify/notify.ts';
import { createDiagnoser } from '../../../shared/diagnosis/diagnoser.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
const at = Date.parse('2026-11-23T09:00:00Z');
const result = { code: 'JobFailed', summary: 'Build terminated with state: FAILED', url: 'https://example.com/build', externalId: 'x:y' };
const row = { stage: 'Build', action: 'Compile', category: 'Build', provider: 'CodeBuild', status: 'Failed', startedAt: at, updatedAt: at, result };
const log = Array.from({ length: 200 }, (_, n) => ({ at: at + n, message: n === 190 ? 'npm error code E404\\n' : \`added package \${n} in 12ms\\n\` }));
const build = { id: 'x:y', status: 'FAILED', phases: [{ name: 'BUILD', status: 'FAILED', contexts: [] }], log: { group: 'g', stream: 's' } };
const executions = Array.from({ length: 100 }, (_, n) => ({ id: String(n), status: 'Failed', startedAt: at - n, updatedAt: at - n }));
const reader = {
  execution: async () => ({ changes: [{ revision: '3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1', title: 'Upgrade' }] }),
  attempts: async () => [row],
  history: async () => ({ executions, complete: false }),
};
const settings = readConfiguration({ timeZone: 'Asia/Shanghai' });
const readers = { builds: async () => ({ builds: async () => [build] }), logs: async () => ({ tail: async () => log }) };
const diagnoser = createDiagnoser(readers, settings.diagnosis);
const deps = {
  settings,
  failures: { keep: async () => {}, worst: async () => undefined, forget: async () => {} },
  // Made once, as the function does.
  diagnoser: async () => diagnoser,
  now: Date.now,
  once: async (key, remainingMs, task) => (await task(), { outcome: 'done' }),
  publish: async (message) => JSON.stringify(message),
  pipelines: async () => reader,
  retries: async () => ({ recordOf: async () => ({ version: 1, used: 0, decidedAt: at + 1, decision: { do: 'stop', reason: 'permanent' } }) }),
  wait: async () => {},
  log: { info() {}, warn() {}, error() {} },
};
export const handler = (event) => notify(deps, event, () => 30000);
`;

const built = await packageService('local');
const environment: Readonly<Record<string, string>> = {
  ...environmentOf(built, 'notify'),
  ...environmentOf(built, 'retry'),
};
const { TOPIC_ARN: topicArn = '', TABLE_NAME: tableName = '', SCHEDULE_GROUP: group = '' } = environment;
const aws = await startAws({ region: LOCAL.Region, topicArn, tableName, now: Date.now });
aws.scheduler.createGroup(group);
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
mkdirSync(folder, { recursive: true });
let runs = 0;

const runsThatFail = () => [
  changeOf('STARTED'),
  ...Array.from({ length: WARM_EVENTS }, () => changeOf('FAILED')),
];
const healed = () => Array.from({ length: WARM_EVENTS }, () => changeOf('SUCCEEDED', { stage: 'Build' }));
const failures = () => Array.from({ length: WARM_FAILURES }, failedStage);
const handlers: Readonly<Record<string, readonly [file: string, events: () => readonly object[]]>> = {
  'empty handler': [await bundle('empty', 'export const handler = async () => {};'), runsThatFail],
  'bare SNS publish': [await bundle('publish', BARE_PUBLISH), runsThatFail],
  notify: [unpack(built, 'notify'), runsThatFail],
  'notify, own work only': [await bundle('own-work', OWN_WORK), runsThatFail],
  'retry of a success': [unpack(built, 'retry'), healed],
  'retry of a failure': [unpack(built, 'retry'), failures],
};
const figures = new Map<string, Figures[]>(Object.keys(handlers).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, [file, events]] of Object.entries(handlers))
    figures.get(name)?.push(await run(file, events()));
}
console.log(`\nMedians of ${ROUNDS} rounds  start ms     ratio   warm ms memory MiB`);
for (const name of figures.keys()) {
  const cells = [median(name, 'startMs'), median(name, 'startMs') / median('empty handler', 'startMs')];
  cells.push(median(name, 'warmMs'), median(name, 'memoryMiB'));
  console.log(`${name.padEnd(23)} ${cells.map((cell) => cell.toFixed(2).padStart(9)).join(' ')}`);
}

await aws.close();
await import('./bench-diagnosis.ts');
await import('./bench-dora.ts');

/** Runs a handler in a process of its own: a first event, then warm ones, each a fact of its own. */
async function run(file: string, events: readonly object[]): Promise<Figures> {
  const path = join(folder, 'events.json');
  writeFileSync(path, JSON.stringify(events));
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', RUNNER, file, path], {
    env: { ...environment, ...aws.env },
  });
  return JSON.parse(stdout) as Figures;
}

/** A fact of its own about a run, or about a stage of it. */
function changeOf(
  state: string,
  { stage, run = String(++runs) }: { stage?: string; run?: string } = {},
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

/** Bundles a handler as the functions are bundled. */
async function bundle(name: string, code: string): Promise<string> {
  const { format, splitting, platform, target, charset, mainFields, conditions, alias, plugins } = options();
  const outdir = join(folder, name);
  await build({
    stdin: { contents: code, resolveDir: folder, loader: 'ts' },
    entryNames: 'handler',
    outdir,
    bundle: true,
    minify: true,
    format,
    splitting,
    platform,
    target,
    charset,
    mainFields,
    conditions,
    alias,
    plugins,
  });
  return join(outdir, 'handler.js');
}

function median(name: string, key: keyof Figures): number {
  const values = (figures.get(name) ?? []).map((it) => it[key]).sort((a, b) => a - b);
  return values[values.length >> 1] ?? NaN;
}
