import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { ACCOUNT, NOON, REGION, startTestAws } from '../../support/aws.ts';

const ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`;
let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: SQSClient;
let url: string;
let queues = 0;

beforeAll(async () => {
  aws = await startTestAws();
  client = new SQSClient({ ...sdkOptions(aws.options), useQueueUrlAsEndpoint: false });
});
beforeEach(() => {
  aws.clock.now = NOON;
  url = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/jobs-${++queues}`;
  aws.sqs.create(url, { arn: ARN, visibilitySeconds: 60, maxReceives: 2 });
});
afterAll(() => aws.close());

const send = (more: Partial<SendMessageCommandInput> = {}) =>
  client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'body', ...more }));

describe('SendMessage', () => {
  it.each<[string, Partial<SendMessageCommandInput>, string]>([
    ['a queue that is not there', { QueueUrl: 'https://example.com/1/other' }, 'QueueDoesNotExist'],
    ['no body', { MessageBody: '' }, 'MissingParameter'],
    ['characters that XML does not know', { MessageBody: 'a\u0000' }, 'InvalidMessageContents'],
    ['more than a megabyte', { MessageBody: 'x'.repeat(1024 * 1024 + 1) }, 'InvalidParameterValue'],
    ['a delay of more than 15 minutes', { DelaySeconds: 901 }, 'InvalidParameterValue'],
  ])('refuses %s', async (_, more, name) => {
    await expect(send(more)).rejects.toMatchObject({ name });
  });
});

describe('a queue', () => {
  it('hands a message to a function as Lambda does, and forgets it', async () => {
    await send();
    const events: { Records: readonly object[] }[] = [];
    const invoke = (event: { Records: readonly object[] }) => Promise.resolve(void events.push(event));

    expect(await aws.sqs.deliver(url, invoke)).toBe(true);
    expect(await aws.sqs.deliver(url, invoke)).toBe(false);
    expect(events[0]?.Records[0]).toMatchObject({
      body: 'body',
      eventSource: 'aws:sqs',
      eventSourceARN: ARN,
      awsRegion: REGION,
    });
  });

  it('hands a message that failed over again when it can be seen, and in the end to the dead letters', async () => {
    await send();
    const failing = (event: { Records: readonly object[] }) => {
      const { messageId } = event.Records[0] as { messageId: string };
      return Promise.resolve({ batchItemFailures: [{ itemIdentifier: messageId }] });
    };

    await aws.sqs.deliver(url, failing);
    expect(await aws.sqs.deliver(url, failing)).toBe(false);
    aws.clock.now += 60_000;
    await aws.sqs.deliver(url, () => Promise.reject(new Error('broken')));
    expect(aws.sqs.bodies(url)).toEqual([]);
    expect(aws.sqs.dead(url)).toEqual(['body']);
  });
});
