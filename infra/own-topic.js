import { KEY_ARN } from './key.js';

/**
 * A topic of Pipewatch's own and its policy, by their logical ids.
 * @param {string} id
 * @param {{ name: string, encrypted: boolean, statements: (topicArn: unknown) => readonly object[] }} topic
 */
export function ownTopic(id, { name, encrypted, statements }) {
  const arn = { Ref: id };
  return {
    [id]: {
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: name, ...(encrypted ? { KmsMasterKeyId: KEY_ARN } : {}) },
    },
    [`${id}Policy`]: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [arn],
        PolicyDocument: { Version: '2012-10-17', Statement: statements(arn) },
      },
    },
  };
}
