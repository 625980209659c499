import { describe, expect, it } from 'vitest';
import { topicResources } from '../../../infra/topic.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

const resources = (config: object) => topicResources(readConfiguration(config), 'prod');
const services = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];

describe('the topic', () => {
  it('is one of our own, named after the stage, encrypted, and lets in alarms and rules of this account, by TLS', () => {
    const ofThisAccount = {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLike: { 'aws:SourceArn': expect.anything() as unknown },
    };

    expect(resources({})).toMatchObject({
      Topic: {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: 'pipewatch-prod', KmsMasterKeyId: { 'Fn::GetAtt': ['TopicKey', 'Arn'] } },
      },
      TopicPolicy: {
        Properties: {
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Principal: { Service: services }, Condition: ofThisAccount },
              { Effect: 'Deny', Sid: 'TlsOnly' },
            ],
          },
        },
      },
    });
  });

  it("has a key that lets the same services in: under AWS's own, alarms would fall silent", () => {
    expect(resources({})['TopicKey']).toMatchObject({
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: [
            { Sid: 'TheAccountAdministersIt' },
            { Principal: { Service: services }, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'] },
          ],
        },
      },
    });
  });

  it('has no key where none is wanted', () => {
    const plain = resources({ topic: { encrypted: false } });

    expect(Object.keys(plain)).toEqual(['Topic', 'TopicPolicy']);
    expect(plain['Topic']).not.toHaveProperty('Properties.KmsMasterKeyId');
  });

  it('takes the name that is configured', () => {
    expect(resources({ topic: { name: 'news' } })).toMatchObject({
      Topic: { Properties: { TopicName: 'news' } },
    });
  });

  it('is left alone where it exists already, without a policy or a key', () => {
    expect(resources({ topic: { arn: 'arn:aws:sns:eu-west-1:111122223333:news' } })).toEqual({});
  });
});
