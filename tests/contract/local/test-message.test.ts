import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTopics, sendTestMessage, subscriptionsOf } from '../../../local/topic.ts';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { ACCOUNT, REGION, startTestAws, TOPIC_ARN } from '../../support/aws.ts';

const SCRIPT = join(import.meta.dirname, '../../../local/test-message.ts');
const arnOf = (name: string) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: SNSClient;

beforeAll(async () => {
  aws = await startTestAws();
  client = new SNSClient(sdkOptions(aws.options));
});
afterAll(() => aws.close());

describe('the test message', () => {
  it('says that it is one, in the form of each protocol, and has no attributes, so that every filter lets it pass', async () => {
    const id = await sendTestMessage(client, TOPIC_ARN, 'en');

    const sent = aws.sns.publications.at(-1);
    expect(sent).toMatchObject({ messageId: id, subject: '[Pipewatch] Test message', attributes: {} });
    expect(sent?.bodies['default']).toMatch(/^This is a test message of Pipewatch\./u);
    expect(JSON.parse(sent?.bodies['lambda'] ?? '')).toMatchObject({
      version: 1,
      source: 'pipewatch',
      kind: 'test',
    });
    expect(JSON.parse(sent?.bodies['https'] ?? '')).toMatchObject({ version: '1.0', source: 'custom' });
  });

  it('says so in Chinese', async () => {
    await sendTestMessage(client, TOPIC_ARN, 'zh-CN');

    expect(aws.sns.publications.at(-1)?.bodies['default']).toMatch(/^这是 Pipewatch 的测试消息。/u);
  });
});

describe('the topic', () => {
  it('is found by its name on whatever page, or taken by its ARN, and with it the topic for alarms', async () => {
    const far = arnOf('pipewatch-far');
    const alarms = arnOf('pipewatch-far-alarms');
    for (let n = 0; n < 100; n++) aws.sns.createTopic(arnOf(`other-${n}`));
    aws.sns.createTopic(far);
    const find = (wanted: { arn?: string; name: string }) =>
      findTopics(client, { ...wanted, alarms: 'pipewatch-far-alarms' });

    expect(await find({ name: 'pipewatch-far' })).toEqual([far]);
    expect(await find({ arn: TOPIC_ARN, name: 'x' })).toEqual([TOPIC_ARN]);
    await expect(find({ name: 'far' })).rejects.toThrow('There is no topic far in this Region');
    aws.sns.createTopic(alarms);
    expect(await find({ name: 'pipewatch-far' })).toEqual([far, alarms]);
    expect(await find({ arn: TOPIC_ARN, name: 'x' })).toEqual([TOPIC_ARN, alarms]);
  });

  it('tells who has not confirmed yet, over all pages', async () => {
    const arn = arnOf('pipewatch-many');
    aws.sns.createTopic(arn);
    const many = Array.from({ length: 100 }, (_, n) => ({
      protocol: 'sqs',
      endpoint: `queue-${n}`,
      confirmed: true,
    }));
    aws.sns.subscribe(arn, ...many, { protocol: 'email', endpoint: 'team@example.com', confirmed: false });

    expect(await subscriptionsOf(client, arn)).toEqual({
      confirmed: 100,
      waiting: ['email team@example.com'],
    });
  });
});

describe('npm run test-message', () => {
  const run = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [SCRIPT, '--region', REGION, ...args], {
      env: { ...process.env, ...aws.env },
      timeout: 30_000,
    });

  it('sends one message to the topic of the stage, and names who still has to confirm', async () => {
    const before = aws.sns.publications.length;
    aws.sns.subscribe(TOPIC_ARN, { protocol: 'email', endpoint: 'late@example.com', confirmed: false });

    const { stdout } = await run('--stage', 'test');

    expect(aws.sns.publications).toHaveLength(before + 1);
    expect(stdout).toContain(`sent to ${TOPIC_ARN}: message `);
    expect(stdout).toContain('still waits for confirmation: email late@example.com');
  });

  it('sends another to the topic for alarms, where there is one, and names who has to confirm there', async () => {
    const topic = arnOf('pipewatch-two');
    const alarms = arnOf('pipewatch-two-alarms');
    for (const arn of [topic, alarms]) {
      aws.sns.createTopic(arn);
      aws.sns.subscribe(arn, { protocol: 'email', endpoint: 'late@example.com', confirmed: false });
    }

    const { stdout } = await run('--stage', 'two');

    expect(aws.sns.publications.slice(-2).map(({ topicArn }) => topicArn)).toEqual([topic, alarms]);
    expect(stdout.match(/^(?:sent to|still waits).*$/gmu)).toEqual([
      expect.stringContaining(`sent to ${topic}: message `),
      'still waits for confirmation: email late@example.com',
      expect.stringContaining(`sent to ${alarms}: message `),
      'still waits for confirmation: email late@example.com',
    ]);
  });

  it('ends with an error where there is no such topic', async () => {
    await expect(run('--stage', 'nowhere')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^There is no topic pipewatch-nowhere .*--topic if it had --param=/u,
      ) as string,
    });
  });

  it('takes the topic of a deployment that was given one, by its name or its ARN', async () => {
    const topic = arnOf('pipeline-news');
    aws.sns.createTopic(topic);

    for (const given of ['pipeline-news', topic]) {
      const { stdout } = await run('--stage', 'nowhere', '--topic', given);
      expect(stdout).toContain(`sent to ${topic}: message `);
    }
  });
});
