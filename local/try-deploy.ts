import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { Stack, StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { parseArgs } from 'node:util';
import { isProduction } from '../infra/stage.js';

/** `npm run try:deploy`: create, change nothing, remove, against what AWS_ENDPOINT_URL points at. */

const TIME_LIMIT_MS = 300_000;
const SERVERLESS = join(import.meta.dirname, '../node_modules/serverless/bin/serverless.js');

const { values } = parseArgs({
  options: { stage: { type: 'string', default: 'try' }, region: { type: 'string', default: 'eu-west-1' } },
});
const { stage, region } = values;
const { AWS_ENDPOINT_URL: endpoint } = process.env;
if (endpoint === undefined) {
  console.error(
    "Set AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, for example to moto's server: it deploys and removes.",
  );
  process.exit(2);
}
const StackName = `pipewatch-${stage}`;
const cloudFormation = new CloudFormationClient({ region });

console.log(`1. Create ${StackName} at ${endpoint}`);
await serverless('deploy');
const created = await resourcesOf(StackName);
console.log(table(created));
const before = await stateOf(StackName);

console.log('\n2. Deploy again');
const said = await serverless('deploy');
const noChange = said.includes('No changes to deploy') && (await stateOf(StackName)) === before;
console.log(noChange ? 'no changes: nothing was touched' : `something was changed:\n${said}`);

console.log('\n3. Remove');
await serverless('remove');
// Not by the resources of the stack that was removed: to ask moto for them makes them anew.
const { tables, others } = await remains();
const kept = (await isProduction({ resolveVariable: () => Promise.resolve(stage) })) ? tables : [];
const stack = (await describe(StackName)) === undefined ? [] : [StackName];
const left = [...stack, ...tables.filter((name) => !kept.includes(name)), ...others];
if (kept.length > 0) console.log(`kept on purpose, as in every production stage: ${kept.join(', ')}`);
const looked = 'stack, table, topic, queue or log group of its name is left';
console.log(
  left.length > 0 ? `left: ${left.join(', ')}` : kept.length > 0 ? `no other ${looked}` : `no ${looked}`,
);
process.exitCode = noChange && left.length === 0 ? 0 : 1;

/** Runs `sls`; gives what it said, and throws that when it fails. */
async function serverless(command: string): Promise<string> {
  const child = spawn(process.execPath, [SERVERLESS, command, '--stage', stage, '--region', region], {
    timeout: TIME_LIMIT_MS,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`sls ${command} failed:\n${text}`);
  return text;
}

/** Undefined where there is no such stack. */
async function describe(name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
}

/** What a deployment that changes nothing leaves as it is. */
async function stateOf(name: string): Promise<string> {
  const stack = await describe(name);
  const ids = (await resourcesOf(name)).map(({ PhysicalResourceId }) => PhysicalResourceId);
  return JSON.stringify([stack?.LastUpdatedTime, stack?.StackStatus, ids]);
}

async function resourcesOf(name: string): Promise<readonly StackResourceSummary[]> {
  const found: StackResourceSummary[] = [];
  const pages = paginateListStackResources({ client: cloudFormation }, { StackName: name });
  for await (const { StackResourceSummaries = [] } of pages) found.push(...StackResourceSummaries);
  return found;
}

/** What holds data and is still there under the stack's name, whatever CloudFormation says. */
async function remains() {
  const of = (names: readonly (string | undefined)[] = []) =>
    names.filter((name) => name?.includes(StackName) === true);
  const tables: (string | undefined)[] = [];
  const others: (string | undefined)[] = [];
  for await (const page of paginateListTables({ client: new DynamoDBClient({ region }) }, {}))
    tables.push(...of(page.TableNames));
  for await (const page of paginateListTopics({ client: new SNSClient({ region }) }, {}))
    others.push(...of(page.Topics?.map(({ TopicArn }) => TopicArn)));
  for await (const page of paginateListQueues({ client: new SQSClient({ region }) }, { MaxResults: 1000 }))
    others.push(...of(page.QueueUrls));
  for await (const page of paginateDescribeLogGroups({ client: new CloudWatchLogsClient({ region }) }, {}))
    others.push(...of(page.logGroups?.map(({ logGroupName }) => logGroupName)));
  return { tables, others };
}

/** An emulator has no name for what it does not know. */
function table(resources: readonly StackResourceSummary[]): string {
  const lines = resources.flatMap(({ ResourceStatus = '', ResourceType = '', LogicalResourceId = '' }) =>
    LogicalResourceId === ''
      ? []
      : `${ResourceStatus.padEnd(20)}${ResourceType.padEnd(36)}${LogicalResourceId}`,
  );
  const unnamed = resources.length - lines.length;
  return [...lines.sort(), ...(unnamed > 0 ? [`and ${unnamed} that it does not name`] : [])].join('\n');
}
