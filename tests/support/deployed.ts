import { readFileSync } from 'node:fs';
import { startLambda } from '../../local/lambda.ts';
import { unpack } from '../../local/package.ts';
import type { Package } from '../../local/package.ts';
import { ACCOUNT, pipelineArn, REGION, startTestAws, TABLE_NAME, TOPIC_ARN } from './aws.ts';

const GROUP = 'pipewatch-test';
const QUEUE_URL = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/pipewatch-test-dora`;

/** A function as it would be deployed, with an AWS of its own, where it is that time, in milliseconds since the epoch. */
export async function startDeployed(built: Package, name: string, at: number) {
  const aws = await startTestAws();
  aws.clock.now = at;
  aws.scheduler.createGroup(GROUP);
  aws.sqs.create(QUEUE_URL, { arn: pipelineArn('queue'), visibilitySeconds: 5400, maxReceives: 5 });
  const environment = {
    ...aws.env,
    TABLE_NAME,
    TOPIC_ARN,
    QUEUE_URL,
    FUNCTION_ARN: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pipewatch-test-retry`,
    SCHEDULE_GROUP: GROUP,
    SCHEDULE_ROLE_ARN: `arn:aws:iam::${ACCOUNT}:role/pipewatch-test-scheduler`,
    DEAD_LETTER_ARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-test-retry`,
  };
  const lambda = startLambda(unpack(built, name), environment, () => aws.clock.now);
  return {
    aws,
    lambda,
    logged: (code: string) =>
      lambda.logs
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ message }) => message === code),
    close: async () => {
      await lambda.close();
      await aws.close();
    },
  };
}

/** A fixture of `events/`. */
export function eventIn(file: string): object {
  return JSON.parse(readFileSync(new URL(`../../events/${file}`, import.meta.url), 'utf8')) as object;
}
