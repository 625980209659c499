import { describe, expect, it } from 'vitest';
import { neededStatements } from '../../../infra/existing-topic.js';

/** The blocks of JSON that are printed: the topic's statements, and the key's. */
const printed = (arn: string) =>
  [...neededStatements(arn).matchAll(/^\[\n[^]*?^\]$/gmu)].map(([json]) => JSON.parse(json) as unknown);

describe('with a topic that exists already', () => {
  it("its owner is told the statements that the topic's policy and its key's need, ready to be copied", () => {
    const arn = 'arn:aws:sns:eu-west-1:111122223333:news';
    const ofThisAccount = {
      StringEquals: { 'aws:SourceAccount': '111122223333' },
      ArnLike: {
        'aws:SourceArn': [
          'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*',
          'arn:aws:events:eu-west-1:111122223333:rule/*',
        ],
      },
    };

    const forTheTopic = { 'kms:EncryptionContext:aws:sns:topicArn': arn };

    expect(printed(arn)).toMatchObject([
      [
        { Effect: 'Allow', Action: 'sns:Publish', Resource: arn, Condition: ofThisAccount },
        { Effect: 'Deny', Resource: arn },
      ],
      [
        {
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
        { Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: forTheTopic } },
        {
          Principal: { AWS: '*' },
          Condition: {
            StringEquals: {
              'kms:CallerAccount': '111122223333',
              'kms:ViaService': 'sns.eu-west-1.amazonaws.com',
              ...forTheTopic,
            },
          },
        },
      ],
    ]);
    expect(neededStatements(arn)).not.toContain('AWS::');
  });

  it('they are those of its partition', () => {
    const text = neededStatements('arn:aws-cn:sns:cn-north-1:111122223333:news');

    expect(text).toContain('arn:aws-cn:events:cn-north-1:111122223333:rule/*');
    expect(text).toContain('"kms:ViaService": "sns.cn-north-1.amazonaws.com.cn"');
    expect(text).not.toContain('arn:aws:');
  });
});
