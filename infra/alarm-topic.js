import { hasKey } from './key.js';
import { ownTopic } from './own-topic.js';
import { alarmSubscriptions } from './subscriptions.js';
import { alarmStatements } from './topic-statements.js';

/** @import { Configuration } from '../shared/schemas/configuration.ts' */

const ARN = { Ref: 'AlarmTopic' };

/**
 * What the alarms about Pipewatch tell: the topic, for whoever has no filter policy, and the topic for alarms, if any.
 * @param {Configuration} configuration
 */
export function alarmActions(configuration) {
  const topic = configuration.topic.arn ?? { Ref: 'Topic' };
  return isNeeded(configuration) ? [topic, ARN] : [topic];
}

/** @param {string} stage */
export function alarmTopicName(stage) {
  return `pipewatch-${stage}-alarms`;
}

/**
 * A second topic, on which the addresses that have a filter policy hear of alarms: by SNS's guide a policy lets no
 * message without attributes pass, even where `exists: false` asks for one, and CloudWatch gives none.
 * https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
 * @param {Configuration} configuration
 * @param {string} stage
 * @returns {Record<string, object>}
 */
export function alarmTopicResources(configuration, stage) {
  if (!isNeeded(configuration)) return {};
  const encrypted = hasKey(configuration);
  return {
    ...ownTopic('AlarmTopic', { name: alarmTopicName(stage), encrypted, statements: alarmStatements }),
    ...alarmSubscriptions(configuration, ARN),
  };
}

/**
 * The topic's ARN, to which a queue or a function with a filter policy can be subscribed too.
 * @param {Configuration} configuration
 */
export function alarmTopicOutputs(configuration) {
  if (!isNeeded(configuration)) return {};
  const Description = 'Alarms about Pipewatch, for addresses whose filter policy would keep them back';
  return { Outputs: { AlarmTopicArn: { Description, Value: ARN } } };
}

/** @param {Configuration} configuration */
function isNeeded(configuration) {
  return Object.keys(alarmSubscriptions(configuration, ARN)).length > 0;
}
