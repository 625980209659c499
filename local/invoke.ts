import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAws } from './aws/server.ts';
import { LOCAL } from './package.ts';
import { FAILED_BUILDS } from './failed-builds.ts';
import { isDue, seed, unwrapped } from './seed.ts';
import { seedHistory } from './seed-history.ts';
import { shown } from './shown.ts';
import { shownMetrics } from './shown-metrics.ts';

/** `npm run invoke -- <function> events/…`: `sls invoke local` on a fixture, against the embedded AWS. */

const TIME_LIMIT_MS = 120_000;
const MINUTE_MS = 60_000;

const [name, file] = process.argv.slice(2);
if (name === undefined || file === undefined) {
  console.error(
    'Usage: npm run invoke -- <function> <event file>, for example: notify events/codepipeline/pipeline-failed.json',
  );
  process.exit(2);
}
const event: unknown = JSON.parse(readFileSync(file, 'utf8'));
const { region = LOCAL.Region, time } = unwrapped(event);
const isRetry = name === 'retry';
const isDora = name === 'dora';
// retry looks at the clock: a stage failed a minute ago, or long enough ago that its first retry is due.
const now = isRetry
  ? Date.now() - (isDue(event) ? 10 : 1) * MINUTE_MS
  : isDora
    ? Date.parse(time ?? '') || Date.now()
    : justBefore(time);
const topicArn = `arn:aws:sns:${region}:${LOCAL.AccountId}:pipewatch-local`;
const aws = await startAws({ region, topicArn, tableName: 'pipewatch-local', now: () => now });
aws.scheduler.createGroup('pipewatch-local');
aws.sqs.create(`https://sqs.${region}.amazonaws.com/${LOCAL.AccountId}/pipewatch-local-dora`, {
  arn: `arn:aws:sqs:${region}:${LOCAL.AccountId}:pipewatch-local-dora`,
  visibilitySeconds: 5400,
  maxReceives: 5,
});
// A rate limit is what retry can do something about.
if (isDora) seedHistory(aws, now, (it) => `arn:aws:codepipeline:${region}:${LOCAL.AccountId}:${it}`);
else seed(aws, event, isRetry ? FAILED_BUILDS.rateLimit : FAILED_BUILDS.test);

const serverless = join(import.meta.dirname, '../node_modules/serverless/bin/serverless.js');
const args = [serverless, 'invoke', 'local', '--stage', 'local', '--region', region, '-f', name, '-p', file];
const child = spawn(process.execPath, args, {
  stdio: 'inherit',
  env: { ...process.env, ...aws.env },
  timeout: TIME_LIMIT_MS,
  killSignal: 'SIGKILL',
});
const [code] = (await once(child, 'exit')) as [number | null];
for (const message of aws.sns.publications) console.log(`\n${shown(message)}`);
for (const { at, input } of aws.scheduler.pending())
  console.log(`\nplanned for ${new Date(at).toISOString()}: ${JSON.stringify(input)}`);
if (isDora) console.log(`\n${shownMetrics(aws.cloudWatch.points)}`);
console.log(`\n${aws.sns.publications.length} published; calls: ${aws.calls.join(', ') || 'none'}`);
await aws.close();
process.exitCode = code ?? 1;

/** notify looks as if the event's run had just ended: what lies after the event is not looked at. In milliseconds. */
function justBefore(eventTime: string | undefined): number {
  return (eventTime === undefined ? Date.now() : Date.parse(eventTime)) - MINUTE_MS;
}
