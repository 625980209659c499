import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { options } from '../infra/esbuild.js';
import { putHistory } from './aws/pipeline-history.ts';
import { startAws } from './aws/server.ts';
import { LOCAL } from './package.ts';
import { DELIVERY, pastRuns } from './past-runs.ts';
import type { Told } from './past-runs.ts';

/**
 * The part of `npm run bench` about dora: calls, time and memory for more and more pipelines, each with a hundred runs in
 * the window, on a first and on a next day. The function runs in a process of its own, without its limit of calls a second.
 */

/** `npm run bench -- 25 10,100` for fewer. */
const SIZES = (process.argv[3] ?? '10,100,1000').split(',').map(Number);
const LATENCY_MS = 20;
const CONCURRENCY = 8;
const INVOCATION_SECONDS = 120;
/** As serverless.yml has it. */
const NODE_OPTIONS = '--max-semi-space-size=4';
const DAY_MS = 24 * 3_600_000;
const FIRST = Date.parse('2026-11-30T06:00:00Z');
const NEW_RUNS = 14;
const TABLE = 'pipewatch-bench';
const TOPIC = `arn:aws:sns:${LOCAL.Region}:${LOCAL.AccountId}:pipewatch-bench`;
const QUEUE = `https://sqs.${LOCAL.Region}.amazonaws.com/${LOCAL.AccountId}/pipewatch-bench`;

/** A week with a hundred runs, one with ten, and some before them; every tenth build fails. */
const HISTORY: readonly Told[] = [...every(15, 60, 15), ...every(10, 14, 7), ...every(100, 7, 0)];

/** Runs a day of dora as Lambda would, in as many invocations as it takes. */
const RUNNER = `
import { createDeps } from '../../functions/dora/deps.ts';
import { dora } from '../../functions/dora/dora.ts';
import settings from '../../config.yml';
const { AT, ...env } = process.env;
const fast = { ...settings, dora: { ...settings.dora, callsPerSecond: 1e6 } };
const quiet = { info() {}, warn() {}, error() {} };
const deps = createDeps({ settings: fast, topicArn: env.TOPIC_ARN, tableName: env.TABLE_NAME, queueUrl: env.QUEUE_URL }, quiet);
const next = [];
const goOnLater = async (message, delay) => { await deps.goOnLater(message, delay); next.push(message); };
const health = { published() {}, unread() {} };
const time = new Date(Number(AT)).toISOString();
const from = performance.now();
let invocations = 0;
for (let event = { 'detail-type': 'Scheduled Event', time, resources: [] }; event; ) {
  invocations++;
  const end = Date.now() + ${INVOCATION_SECONDS} * 1000;
  await dora({ ...deps, goOnLater, health }, event, () => end - Date.now());
  const message = next.shift();
  event = message && { Records: [{ body: JSON.stringify(message) }] };
}
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuMs = (userCPUTime + systemCPUTime) / 1000;
console.log(JSON.stringify({ ms: performance.now() - from, cpuMs, memoryMiB: maxRSS / 1024, invocations }));
`;

interface Figures {
  readonly ms: number;
  readonly cpuMs: number;
  readonly memoryMiB: number;
  readonly invocations: number;
}

const folder = join(import.meta.dirname, '../.build/bench-dora');
mkdirSync(folder, { recursive: true });
const runner = join(folder, 'run.js');
const { format, platform, target, charset, mainFields, conditions, alias, plugins } = options();
await build({
  stdin: { contents: RUNNER, resolveDir: folder, loader: 'ts' },
  outfile: runner,
  bundle: true,
  minify: true,
  ...{ format, platform, target, charset, mainFields, conditions, alias, plugins },
});

console.log(
  `\ndora, ${LATENCY_MS} ms a call, ${CONCURRENCY} at a time, invocations of ${INVOCATION_SECONDS} s`,
);
console.log(
  'pipelines  day     CodePipeline  of the fewest   all calls   a pipeline  seconds  ms a pipeline   ratio  as answered  CPU seconds  invocations  memory MiB',
);
for (const size of SIZES) await measure(size);

async function measure(size: number): Promise<void> {
  let now = FIRST;
  const aws = await startAws({
    region: LOCAL.Region,
    topicArn: TOPIC,
    tableName: TABLE,
    now: () => now,
    latencyMs: LATENCY_MS,
  });
  aws.sqs.create(QUEUE, { arn: TOPIC.replace('sns', 'sqs'), visibilitySeconds: 5400, maxReceives: 5 });
  const names = Array.from({ length: size }, (_, n) => `pipeline-${String(n).padStart(4, '0')}`);
  for (const name of names) {
    const arn = `arn:aws:codepipeline:${LOCAL.Region}:${LOCAL.AccountId}:${name}`;
    aws.pipelines.define({ name, arn, stages: DELIVERY });
  }
  // The same executions for all, which is little memory here and makes no difference there.
  const [first = '', ...others] = names;
  const share = (midnight: number, series: number, runs: readonly Told[]): void => {
    const board = aws.pipelines.board(first);
    const before = new Set(board.executions);
    putHistory(board, pastRuns(midnight, series, runs));
    const added = board.executions.filter((it) => !before.has(it));
    for (const name of others) aws.pipelines.board(name).executions.push(...added);
  };

  const midnight = FIRST - (FIRST % DAY_MS);
  share(midnight, 1, HISTORY);
  await show('first', fewestOnFirstDay(size));
  share(midnight + DAY_MS, 2, every(NEW_RUNS, 1, 0));
  now = FIRST + DAY_MS;
  await show('next', fewestOnNextDay(size));
  await aws.close();

  async function show(day: string, fewest: number): Promise<void> {
    aws.calls.length = aws.trace.length = aws.signed.length = 0;
    const { stdout } = await promisify(execFile)(process.execPath, [NODE_OPTIONS, runner], {
      env: {
        ...process.env,
        ...aws.env,
        AT: String(now),
        TOPIC_ARN: TOPIC,
        TABLE_NAME: TABLE,
        QUEUE_URL: QUEUE,
      },
      maxBuffer: 2 ** 26,
    });
    const { ms, cpuMs, memoryMiB, invocations } = JSON.parse(stdout) as Figures;
    const own = aws.calls.filter((it) => it.startsWith('codepipeline:')).length;
    const all = aws.calls.length;
    // What a call takes until it is answered, when the machine is busy, is more than the latency.
    const answered = aws.trace.reduce((sum, { from, to }) => sum + to - from, 0);
    const cells = [
      String(size).padStart(9),
      ` ${day.padEnd(6)}`,
      String(own).padStart(13),
      (own / fewest).toFixed(3).padStart(14),
      String(all).padStart(11),
      (all / size).toFixed(1).padStart(12),
      (ms / 1000).toFixed(1).padStart(8),
      (ms / size).toFixed(0).padStart(14),
      (ms / ((all * LATENCY_MS) / CONCURRENCY)).toFixed(2).padStart(7),
      ((ms * CONCURRENCY) / answered).toFixed(2).padStart(12),
      (cpuMs / 1000).toFixed(1).padStart(12),
      String(invocations).padStart(12),
      memoryMiB.toFixed(0).padStart(11),
    ];
    console.log(cells.join(' '));
  }
}

/** Every page of both lists once, the stages, and a commit time for each run of the two weeks. */
function fewestOnFirstDay(size: number): number {
  const rows = HISTORY.reduce((sum, { course }) => sum + (course === 'build-failed' ? 2 : 3), 0);
  const commits = 110;
  return Math.ceil(size / 1000) + size * (1 + pages(HISTORY.length) + pages(rows) + commits);
}

/** The pages of the list of executions, and of each new one its rows and its commit time. */
function fewestOnNextDay(size: number): number {
  return Math.ceil(size / 1000) + size * (pages(HISTORY.length + NEW_RUNS) + 2 * NEW_RUNS);
}

function pages(items: number): number {
  return Math.ceil(items / 100);
}

function every(count: number, fromDaysAgo: number, toDaysAgo: number): readonly Told[] {
  return Array.from({ length: count }, (_, n) => ({
    course: n % 10 === 5 ? 'build-failed' : 'deployed',
    daysAgo: fromDaysAgo - ((n + 0.5) * (fromDaysAgo - toDaysAgo)) / count,
  }));
}
