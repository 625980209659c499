import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { matchesPattern } from './aws/event-pattern.ts';
import type { Outcome } from './aws/pipeline-model.ts';
import { startAws } from './aws/server.ts';
import type { Publication } from './aws/sns.ts';
import { putFailedBuild } from './failed-builds.ts';
import type { FailedBuild } from './failed-builds.ts';
import { startLambda } from './lambda.ts';
import { environmentOf, LOCAL, packageService, patternsOf, unpack } from './package.ts';
import { seedDeployments } from './seed-history.ts';
import { shown } from './shown.ts';

type Show = (message: Publication) => string | undefined;

const PIPELINE = 'checkout-pipeline';
const PROJECT = 'checkout-build';
const HOUR_MS = 3_600_000;
const FUNCTIONS = ['retry', 'notify', 'dora'] as const;
const STAGES = [
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
] as const;

/** A pipeline and the packaged functions around the embedded AWS, with a clock that the story moves. */
export async function setUpStage() {
  const built = await packageService('local');
  const environments = FUNCTIONS.map((name) => environmentOf(built, name));
  const {
    TOPIC_ARN: topicArn = '',
    TABLE_NAME: tableName = '',
    SCHEDULE_GROUP: group = '',
    QUEUE_URL: queueUrl = '',
  } = Object.assign({}, ...environments) as Record<string, string>;
  let clock = Date.parse('2026-11-23T08:00:00Z');
  const now = (): number => clock;
  const aws = await startAws({ region: LOCAL.Region, topicArn, tableName, now });
  aws.scheduler.createGroup(group);
  aws.sqs.create(queueUrl, {
    arn: `arn:aws:sqs:${LOCAL.Region}:${LOCAL.AccountId}:pipewatch-local-dora`,
    visibilitySeconds: 5400,
    maxReceives: 5,
  });
  const lambdas = FUNCTIONS.map((name, index) => ({
    patterns: patternsOf(built, name),
    lambda: startLambda(unpack(built, name), { ...environments[index], ...aws.env }, now),
  }));
  const events: Readonly<Record<string, unknown>>[] = [];
  aws.onEvent((event) => events.push(event));
  aws.pipelines.define({
    name: PIPELINE,
    arn: `arn:aws:codepipeline:${LOCAL.Region}:${LOCAL.AccountId}:${PIPELINE}`,
    stages: STAGES,
  });
  seedDeployments(aws, PIPELINE, clock);

  const finish = (execution: string, action: string, afterSeconds: number, outcome: Outcome): void => {
    clock += afterSeconds * 1000;
    aws.pipelines.finish(execution, action, outcome);
  };
  /** Hands each event to the functions that a rule of the template leads to, all at once, as EventBridge does. */
  const deliver = async (): Promise<readonly object[]> => {
    const delivered = [];
    for (let event = events.shift(); event; event = events.shift()) {
      const given = event;
      const meant = lambdas.filter(({ patterns }) => patterns.some((it) => matchesPattern(it, given)));
      await Promise.all(meant.map(({ lambda }) => lambda.invoke(given)));
      if (meant.length > 0) delivered.push(given);
    }
    return delivered;
  };

  return {
    aws,
    /** A commit is pushed: a run starts and takes it up. */
    push: (commit: string, title: string, author: string): string => {
      const trigger = { triggerType: 'WebhookV2', triggerDetail: 'refs/heads/main' };
      const id = aws.pipelines.start(PIPELINE, { trigger, change: changeOf(commit, title, author) });
      const revision = { revisionId: commit, revisionSummary: title, created: clock - HOUR_MS };
      finish(id, 'Checkout', 3, { status: 'Succeeded', revision });
      return id;
    },
    finish,
    /** The build fails after some seconds. */
    fail: (execution: string, failure: FailedBuild, afterSeconds: number): void => {
      const id = `${PROJECT}:${randomUUID()}`;
      const at = clock + afterSeconds * 1000;
      const outcome = putFailedBuild(aws, failure, { id, region: LOCAL.Region, now: at });
      finish(execution, 'Compile', afterSeconds, outcome);
    },
    wait: (seconds: number): void => {
      clock += seconds * 1000;
    },
    /** Time passes until the next schedule fires; gives the minutes. */
    waitForSchedule: async (): Promise<number> => {
      const [next] = aws.scheduler.pending();
      if (!next) throw new Error('nothing is planned');
      const minutes = (next.at - clock) / 60_000;
      clock = Math.max(clock, next.at);
      for (const { input } of aws.scheduler.fireDue()) await lambdas[0]?.lambda.invoke(input);
      return Math.round(minutes);
    },
    /** Time passes until a Monday at six (UTC), when the metrics of the week before are made; gives the messages. */
    measure: async (): Promise<readonly Publication[]> => {
      const before = aws.sns.publications.length;
      clock = Date.parse('2026-11-30T06:00:00Z');
      await lambdas[FUNCTIONS.indexOf('dora')]?.lambda.invoke(
        JSON.parse(readFileSync(new URL('../events/schedule/daily.json', import.meta.url), 'utf8')),
      );
      return aws.sns.publications.slice(before);
    },
    again: (given: readonly object[]): void => {
      events.push(...(given as typeof events));
    },
    /** Lets the functions do what there is to do, and shows each message that comes out. */
    tell: async (title: string, show: Show = shown): Promise<readonly object[]> => {
      const before = aws.sns.publications.length;
      const delivered = await deliver();
      const sent = aws.sns.publications.slice(before);
      const count =
        ['nothing is sent', 'one message is sent'][sent.length] ?? `${sent.length} messages are sent`;
      console.log(`\n${'='.repeat(100)}\n${title}: ${count}\n`);
      for (const message of sent.flatMap((it) => show(it) ?? [])) console.log(message);
      return delivered;
    },
    close: async (): Promise<void> => {
      await Promise.all(lambdas.map(({ lambda }) => lambda.close()));
      await aws.close();
    },
  };
}

function changeOf(commit: string, title: string, author: string): Readonly<Record<string, string>> {
  return {
    'author-display-name': author,
    'branch-name': 'main',
    'commit-id': commit,
    'commit-message': title,
    'connection-arn': `arn:aws:codestar-connections:${LOCAL.Region}:${LOCAL.AccountId}:connection/7c9e2f10-58ab-4d36-9e21-b04f6a8d3c57`,
    'full-repository-name': 'example/checkout',
    'provider-type': 'GitHub',
  };
}
