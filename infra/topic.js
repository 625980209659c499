import { alarmTopicName, alarmTopicOutputs, alarmTopicResources } from './alarm-topic.js';
import { chatResources } from './chat.js';
import { loadConfiguration } from './configuration.js';
import { neededStatements } from './existing-topic.js';
import { hasKey, keyResources } from './key.js';
import { ownTopic } from './own-topic.js';
import { partitionOfRegion } from './partition.js';
import { subscriptionResources } from './subscriptions.js';
import { publishStatements } from './topic-statements.js';

/** @import { Serverless } from './configuration.js' */
/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/**
 * The topic's ARN: of the topic that exists, or of Pipewatch's own.
 * @param {Serverless} serverless
 */
export async function arn(serverless) {
  const { topic } = await loadConfiguration(serverless);
  return topic.arn ?? { Ref: 'Topic' };
}

/**
 * Pipewatch's own topic and its key, unless a topic exists already, the topic for alarms, and who is subscribed.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const configuration = await loadConfiguration(serverless);
  const { resolveVariable } = serverless;
  const { arn: existing } = configuration.topic;
  const [stage, region] = await Promise.all(['sls:stage', 'self:provider.region'].map(resolveVariable));
  checkName(configuration.topic, String(stage));
  // Local runs have a topic that nobody owns.
  if (existing !== undefined && stage !== 'local') {
    checkPlace(existing, String(region));
    // On the error stream: what a command prints as its answer stays as it is.
    console.error(neededStatements(existing));
  }
  return {
    Resources: {
      ...topicResources(configuration, String(stage)),
      ...subscriptionResources(configuration),
      ...alarmTopicResources(configuration, String(stage)),
      ...chatResources(configuration, String(stage), String(region)),
    },
    ...alarmTopicOutputs(configuration),
  };
}

/**
 * @param {Configuration} configuration
 * @param {string} stage
 * @returns {Record<string, object>}
 */
export function topicResources(configuration, stage) {
  const { topic } = configuration;
  if (topic.arn !== undefined) return {};
  const encrypted = hasKey(configuration);
  const name = topic.name ?? `pipewatch-${stage}`;
  return {
    ...ownTopic('Topic', { name, encrypted, statements: publishStatements }),
    ...(encrypted ? keyResources(stage, name) : {}),
  };
}

/**
 * Of two topics of one name CloudFormation makes just one, or refuses the second.
 * @param {Configuration['topic']} topic
 * @param {string} stage
 */
function checkName({ name }, stage) {
  if (name !== alarmTopicName(stage)) return;
  throw refused(
    `the topic's name, ${name}, is that of the stack's own topic for alarms. Give it another one.`,
  );
}

/**
 * An alarm publishes in its own Region only, and so do the functions.
 * @param {string} topicArn
 * @param {string} region
 */
function checkPlace(topicArn, region) {
  const [, partition, , ofTopic] = topicArn.split(':');
  if (ofTopic !== region)
    throw refused(`the topic is not in ${region}, where Pipewatch is deployed. Give one of that Region.`);
  const expected = partitionOfRegion(region);
  if (partition !== expected)
    throw refused(
      `the topic's ARN begins with arn:${partition}, but in ${region} every ARN begins with arn:${expected}.`,
    );
}

/** @param {string} why */
function refused(why) {
  const message = `config.yml or --param="topic=…": ${why}`;
  return Object.assign(new Error(message), { stack: message });
}
