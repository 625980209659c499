import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAws } from './aws/server.ts';
import { LOCAL } from './package.ts';
import { seed, unwrapped } from './seed.ts';
import { shown } from './shown.ts';

/** `npm run invoke -- notify events/…`: `sls invoke local` on a fixture, against the embedded AWS. */

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
// As if the event's run had just ended: what lies after the event is not looked at.
const now = (time === undefined ? Date.now() : Date.parse(time)) - MINUTE_MS;
const topicArn = `arn:aws:sns:${region}:${LOCAL.AccountId}:pipewatch-local`;
const aws = await startAws({ region, topicArn, tableName: 'pipewatch-local', now: () => now });
seed(aws, event);

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
console.log(`\n${aws.sns.publications.length} published; calls: ${aws.calls.join(', ') || 'none'}`);
await aws.close();
process.exitCode = code ?? 1;
