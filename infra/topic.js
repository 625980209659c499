import { loadConfiguration } from './configuration.js';

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
 * Pipewatch's own topic unless one exists, and a subscription for each e-mail address.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const stage = String(await serverless.resolveVariable('sls:stage'));
  return topicResources(await loadConfiguration(serverless), stage);
}

/**
 * @param {Configuration} configuration
 * @param {string} stage
 */
export function topicResources({ topic, email }, stage) {
  const topicArn = topic.arn ?? { Ref: 'Topic' };
  /** @type {Record<string, object>} */
  const Resources = {};
  if (topic.arn === undefined) {
    const statements = { Version: '2012-10-17', Statement: [tlsOnly(topicArn)] };
    Resources['Topic'] = {
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: topic.name ?? `pipewatch-${stage}` },
    };
    Resources['TopicPolicy'] = {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [topicArn], PolicyDocument: statements },
    };
  }
  for (const [index, address] of email.addresses.entries()) {
    Resources[`EmailSubscription${index + 1}`] = {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: topicArn,
        Protocol: 'email',
        Endpoint: address,
        // Alarms carry no attributes, and a policy wants every key that it names: without the last entry they'd be lost.
        // Reports are wanted whatever their severity: a digest is for everybody.
        FilterPolicy: {
          $or: [{ severity: [...email.severities, { exists: false }] }, { kind: ['report'] }],
        },
      },
    };
  }
  return { Resources };
}

/** @param {unknown} topicArn */
function tlsOnly(topicArn) {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 'sns:Publish',
    Resource: topicArn,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
