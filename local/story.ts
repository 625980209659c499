import { randomUUID } from 'node:crypto';
import { matchesPattern } from './aws/event-pattern.ts';
import type { Outcome } from './aws/pipeline-model.ts';
import type { Publication } from './aws/sns.ts';
import { startAws } from './aws/server.ts';
import { FAILED_BUILDS, putFailedBuild } from './failed-builds.ts';
import { startLambda } from './lambda.ts';
import { environmentOf, LOCAL, packageService, patternsOf, unpack } from './package.ts';
import { shown, shownMail } from './shown.ts';

/** `npm start`: a short story, played through the function as it would be deployed, against the embedded AWS. */

const PIPELINE = 'checkout-pipeline';
const PROJECT = 'checkout-build';

console.log('Packaging the functions as `sls deploy` would ...');
const built = await packageService('local');
const environment = environmentOf(built, 'notify');
const patterns = patternsOf(built, 'notify');
const { TOPIC_ARN: topicArn = '', TABLE_NAME: tableName = '' } = environment;

let clock = Date.parse('2026-11-23T08:00:00Z');
const aws = await startAws({ region: LOCAL.Region, topicArn, tableName, now: () => clock });
const lambda = startLambda(unpack(built, 'notify'), { ...environment, ...aws.env });
const events: Readonly<Record<string, unknown>>[] = [];
aws.onEvent((event) => events.push(event));
aws.pipelines.define({
  name: PIPELINE,
  arn: `arn:aws:codepipeline:${LOCAL.Region}:${LOCAL.AccountId}:${PIPELINE}`,
  stages: [
    {
      name: 'Source',
      actions: [{ name: 'Checkout', category: 'Source', provider: 'CodeStarSourceConnection' }],
    },
    { name: 'Build', actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }] },
    {
      name: 'Release',
      actions: [
        {
          name: 'Approve',
          category: 'Approval',
          provider: 'Manual',
          configuration: { CustomData: 'Please look at the staging site before this goes live.' },
        },
      ],
    },
    { name: 'Production', actions: [{ name: 'Deploy', category: 'Deploy', provider: 'CodeDeploy' }] },
  ],
});

const first = push('3f9c2ab17d04e5c6b8a9f0e1d2c3b4a5968778f1', 'Upgrade the base image', 'Li Wei');
await tell('A run starts');
fail(first, FAILED_BUILDS.rateLimit, 272);
const failure = await tell('Its build fails: a registry lets nobody pull for a while');
events.push(...failure);
await tell('The same event is delivered a second time');
clock += 1_500_000;
const second = push('a81d90c4e2f36b5577c8d9e0f1a2b3c4d5e6f708', 'Pin the base image', 'Ana Costa');
await tell('A fix starts a run');
finish(second, 'Compile', 251, { status: 'Succeeded' });
await tell('It is built, and somebody is asked for approval');
finish(second, 'Approve', 600, { status: 'Succeeded', summary: 'Looks good' });
finish(second, 'Deploy', 95, { status: 'Succeeded', externalId: 'd-1A2B3C4D5' });
await tell('It is approved and deployed: the pipeline has recovered');

const third = push('0d4c7b1e92a8f3655e40c6d7b8a9101f2e3d4c5b', 'Round prices', 'Li Wei');
fail(third, FAILED_BUILDS.test, 190);
await tell('Another change breaks a test (from here on, the e-mails only)', shownMail);
const fourth = push('77e3a0c9d1b24f68a5e7c3b90d8f6a1e2c4b5d70', 'Round prices up', 'Li Wei');
fail(fourth, FAILED_BUILDS.permission, 230);
await tell('It is mended, but the build may not write to its bucket', shownMail);

await lambda.close();
await aws.close();
console.log(
  `\nThat was it: ${aws.sns.publications.length} messages from ${aws.calls.length} calls of AWS, all of it on this machine.`,
);

/** A commit is pushed: a run starts and takes it up. */
function push(commit: string, title: string, author: string): string {
  const id = aws.pipelines.start(PIPELINE, {
    trigger: { triggerType: 'WebhookV2', triggerDetail: 'refs/heads/main' },
    change: {
      'author-display-name': author,
      'branch-name': 'main',
      'commit-id': commit,
      'commit-message': title,
      'connection-arn': `arn:aws:codestar-connections:${LOCAL.Region}:${LOCAL.AccountId}:connection/7c9e2f10-58ab-4d36-9e21-b04f6a8d3c57`,
      'full-repository-name': 'example/checkout',
      'provider-type': 'GitHub',
    },
  });
  finish(id, 'Checkout', 3, {
    status: 'Succeeded',
    revision: { revisionId: commit, revisionSummary: title },
  });
  return id;
}

/** The build fails after some seconds. */
function fail(execution: string, failure: Parameters<typeof putFailedBuild>[1], afterSeconds: number): void {
  const id = `${PROJECT}:${randomUUID()}`;
  const now = clock + afterSeconds * 1000;
  finish(execution, 'Compile', afterSeconds, putFailedBuild(aws, failure, { id, region: LOCAL.Region, now }));
}

/** An action ends after some seconds. */
function finish(execution: string, action: string, afterSeconds: number, outcome: Outcome): void {
  clock += afterSeconds * 1000;
  aws.pipelines.finish(execution, action, outcome);
}

/** Hands what has happened to notify, where a rule of the template matches, and shows each message that comes out. */
async function tell(
  title: string,
  show: (message: Publication) => string | undefined = shown,
): Promise<typeof events> {
  const matching = events
    .splice(0)
    .filter((event) => patterns.some((pattern) => matchesPattern(pattern, event)));
  const before = aws.sns.publications.length;
  for (const event of matching) await lambda.invoke(event);
  const messages = aws.sns.publications.slice(before).flatMap((message) => show(message) ?? []);
  console.log(
    `\n${'='.repeat(100)}\n${title}: ${messages.length === 0 ? 'nothing is sent' : 'one message is sent'}\n`,
  );
  for (const message of messages) console.log(message);
  return matching;
}
