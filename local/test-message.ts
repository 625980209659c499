import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SNSClient } from '@aws-sdk/client-sns';
import { parse } from 'yaml';
import { readConfiguration } from '../shared/schemas/configuration.ts';
import { findTopics, sendTestMessage, subscriptionsOf } from './topic.ts';

/** `npm run test-message -- --stage prod`: one labelled message to each topic of the stage, and who has not confirmed yet. */

const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'prod' },
    region: { type: 'string', default: AWS_REGION ?? AWS_DEFAULT_REGION ?? 'us-east-1' },
    topic: { type: 'string' },
  },
});
const { topic, language } = readConfiguration(
  parse(readFileSync(new URL('../config.yml', import.meta.url), 'utf8')),
);
const { arn, name = `pipewatch-${values.stage}` } =
  values.topic === undefined
    ? topic
    : values.topic.startsWith('arn:')
      ? { arn: values.topic }
      : { name: values.topic };
const client = new SNSClient({ region: values.region });

try {
  const topics = await findTopics(client, { arn, name, alarms: `pipewatch-${values.stage}-alarms` });
  for (const topicArn of topics) {
    console.log(`sent to ${topicArn}: message ${await sendTestMessage(client, topicArn, language)}`);
    const { confirmed, waiting } = await subscriptionsOf(client, topicArn);
    console.log(`confirmed subscriptions: ${confirmed}`);
    for (const one of waiting) console.log(`still waits for confirmation: ${one}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
