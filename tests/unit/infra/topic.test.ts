import { describe, expect, it } from 'vitest';
import { topicResources } from '../../../infra/topic.js';
import { filled } from '../../../local/package.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

const resources = (config: object) => topicResources(readConfiguration(config), 'prod');
const services = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];
const USE = ['kms:GenerateDataKey*', 'kms:Decrypt'];

interface Policy {
  readonly Statement: readonly { readonly Condition?: object }[];
}

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
            { Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: USE },
            { Principal: { Service: 'events.amazonaws.com' }, Action: USE },
          ],
        },
      },
    });
  });

  it('has a key that EventBridge uses for this topic only: it tells a key nothing of its rule and account', () => {
    const arnOf = (config: object) => {
      const { KeyPolicy } = (resources(config)['TopicKey'] as { Properties: { KeyPolicy: Policy } })
        .Properties;
      return filled(KeyPolicy.Statement[2]?.Condition ?? {});
    };
    const onlyFor = (name: string) => ({
      StringEquals: {
        'kms:EncryptionContext:aws:sns:topicArn': `arn:aws:sns:eu-west-1:111122223333:${name}`,
      },
    });

    expect(arnOf({})).toEqual(onlyFor('pipewatch-prod'));
    expect(arnOf({ topic: { name: 'news' } })).toEqual(onlyFor('news'));
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
