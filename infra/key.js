import { ofThisAccount, useOfKey } from './topic-statements.js';

/** @import { Configuration } from '../shared/schemas/configuration.ts' */

export const KEY_ARN = { 'Fn::GetAtt': ['TopicKey', 'Arn'] };

/**
 * True if the stack has a key: an existing topic has one of its own, or none.
 * @param {Pick<Configuration, 'topic'>} configuration
 */
export function hasKey({ topic }) {
  return topic.arn === undefined && topic.encrypted;
}

/**
 * The topic's key: AWS's own key for SNS lets neither CloudWatch nor EventBridge in, and alarms would fall silent.
 * @param {string} stage
 * @param {string} topicName
 */
export function keyResources(stage, topicName) {
  return {
    TopicKey: {
      Type: 'AWS::KMS::Key',
      Properties: {
        Description: `Encrypts the topic of Pipewatch (${stage})`,
        EnableKeyRotation: true,
        PendingWindowInDays: 7,
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              // Without it nobody could ever change or delete the key; who of the account may, IAM says.
              Sid: 'TheAccountAdministersIt',
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
              Action: 'kms:*',
              Resource: '*', // In a key's policy: this key.
            },
            // Not by a reference: topic and key would need each other.
            ...useOfKey(ofThisAccount('sns', topicName)),
          ],
        },
      },
    },
  };
}
