import { forTopic, publishStatements, useOfKey } from './topic-statements.js';

/**
 * What the owner of a topic that exists already has to see to, since Pipewatch leaves its policy and its key alone: the
 * statements as JSON, with the values of the topic's own ARN filled in.
 * @param {string} topicArn
 */
export function neededStatements(topicArn) {
  const [, partition = '', , region = '', account = ''] = topicArn.split(':');
  const sns = `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  const ofItsPublishers = {
    Sid: 'RolesOfTheAccountPublishToTheTopic',
    Effect: 'Allow',
    // Not the account itself: that would only let policies of its own speak, and the functions' roles have no such policy.
    Principal: { AWS: '*' },
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: '*', // In a key's policy: this key.
    Condition: {
      StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': sns, ...forTopic(topicArn) },
    },
  };
  /** @param {readonly object[]} statements */
  const shown = (statements) =>
    JSON.stringify(statements, null, 2)
      .replace(/\{\s*"(?:Fn::Sub|Ref)": ("[^"]*")\s*\}/gu, '$1')
      .replace(/"AWS::AccountId"/gu, `"${account}"`)
      .replaceAll('${AWS::Partition}', partition)
      .replaceAll('${AWS::Region}', region)
      .replaceAll('${AWS::AccountId}', account);
  return [
    `The topic ${topicArn} stays as it is. Its policy needs these statements, or alarms will not arrive:`,
    shown(publishStatements(topicArn)),
    "If it is encrypted: not under AWS's own key, and the policy of its key needs these:",
    shown([...useOfKey(topicArn), ofItsPublishers]),
  ].join('\n');
}
