import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyFor } from '../../../local/aws/sns.ts';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { startTestAws, TOPIC_ARN } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: SNSClient;

beforeAll(async () => {
  aws = await startTestAws();
  client = new SNSClient(sdkOptions(aws.options));
});
afterAll(() => aws.close());

const publish = (input: Partial<PublishCommandInput>) =>
  client.send(new PublishCommand({ TopicArn: TOPIC_ARN, Message: 'm', ...input }));
const json = (value: unknown): Partial<PublishCommandInput> => ({
  MessageStructure: 'json',
  Message: typeof value === 'string' ? value : JSON.stringify(value),
});
const attribute = (name: string, value: string, type = 'String'): Partial<PublishCommandInput> => ({
  MessageAttributes: { [name]: { DataType: type, StringValue: value } },
});

describe('the embedded SNS refuses what SNS refuses', () => {
  it.each<[string, Partial<PublishCommandInput>, string, string]>([
    [
      'an emoji in the subject',
      { Subject: 'failed ❌' },
      'InvalidParameterException',
      'Invalid parameter: Subject',
    ],
    [
      'a line break in the subject',
      { Subject: 'a\nb' },
      'InvalidParameterException',
      'Invalid parameter: Subject',
    ],
    [
      'a blank first in the subject',
      { Subject: ' a' },
      'InvalidParameterException',
      'Invalid parameter: Subject',
    ],
    ['an empty subject', { Subject: '' }, 'InvalidParameterException', 'Invalid parameter: Subject'],
    ['a subject of 101 characters', { Subject: 'x'.repeat(101) }, 'InvalidParameterException', 'Subject'],
    ['an empty message', { Message: '' }, 'InvalidParameterException', 'Empty message'],
    ['a message of 262,145 bytes', { Message: 'x'.repeat(262_145) }, 'InvalidParameterException', 'too long'],
    [
      '262,146 bytes in 87,382 characters',
      { Message: '中'.repeat(87_382) },
      'InvalidParameterException',
      'too long',
    ],
    ['bodies without a default', json({ email: 'e' }), 'InvalidParameterException', 'No default entry'],
    ['a default that is no text', json({ default: 1 }), 'InvalidParameterException', 'No default entry'],
    ['bodies that are no JSON', json('{'), 'InvalidParameterException', 'failed to parse'],
    ['bodies in a list', json('["default"]'), 'InvalidParameterException', 'failed to parse'],
    ['a body twice', json('{"default":"a","default":"b"}'), 'InvalidParameterException', 'failed to parse'],
    ['another structure', { MessageStructure: 'xml' }, 'InvalidParameterException', 'MessageStructure'],
    [
      'an empty attribute',
      attribute('state', ''),
      'InvalidParameterValueException',
      "'state' has an invalid value",
    ],
    ['a bad attribute name', attribute('.state', 'x'), 'InvalidParameterValueException', 'invalid name'],
    [
      'an unknown attribute type',
      attribute('state', 'x', 'Text'),
      'InvalidParameterValueException',
      'invalid type',
    ],
    ['a topic that does not exist', { TopicArn: `${TOPIC_ARN}2` }, 'NotFoundException', 'does not exist'],
    ['no topic', { TopicArn: 'topic' }, 'InvalidParameterException', 'TopicArn'],
  ])('%s', async (_what, input, name, message) => {
    await expect(publish(input)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('the embedded SNS takes what SNS takes', () => {
  it('delivers the body of a protocol that has one, else the default', async () => {
    await publish({ ...json({ default: 'd', email: 'e', sms: 1 }), Subject: 'x'.repeat(100) });

    const message = aws.sns.publications.at(-1);
    expect(message && ['email', 'sms', 'sqs'].map((protocol) => bodyFor(message, protocol))).toEqual([
      'e',
      'd',
      'd',
    ]);
  });

  it('takes a message of exactly 262,144 bytes, attributes counted', async () => {
    const attributes = attribute('state', 'FAILED');
    const size = 262_144 - Buffer.byteLength('stateFAILEDString');

    await expect(publish({ Message: 'x'.repeat(size), ...attributes })).resolves.toHaveProperty('MessageId');
    await expect(publish({ Message: 'x'.repeat(size + 1), ...attributes })).rejects.toThrow('too long');
  });

  it('refuses a call that is not signed', async () => {
    const answer = await fetch(aws.env.AWS_ENDPOINT_URL, { method: 'POST', body: 'Action=Publish' });

    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });
});
