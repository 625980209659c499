import { startAws } from '../../local/aws/server.ts';
import type { ClientOptions } from '../../shared/adapters/client-options.ts';

export const REGION = 'eu-west-1';
export const ACCOUNT = '111122223333';
export const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT}:pipewatch-test`;
export const TABLE_NAME = 'pipewatch-test';
export const NOON = Date.parse('2026-11-23T12:00:00Z');

/** The embedded AWS with a clock that stands at noon until it is moved, and client options that lead to it. */
export async function startTestAws() {
  const clock = { now: NOON };
  const aws = await startAws({
    region: REGION,
    topicArn: TOPIC_ARN,
    tableName: TABLE_NAME,
    now: () => clock.now,
  });
  const options: ClientOptions = {
    maxAttempts: 1,
    connectionTimeoutMs: 1000,
    requestTimeoutMs: 1000,
    connection: {
      endpoint: aws.env.AWS_ENDPOINT_URL,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
  };
  return { ...aws, clock, options };
}

export function pipelineArn(name: string): string {
  return `arn:aws:codepipeline:${REGION}:${ACCOUNT}:${name}`;
}
