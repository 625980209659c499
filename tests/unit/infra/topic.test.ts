import { describe, expect, it } from 'vitest';
import { topicResources } from '../../../infra/topic.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

const resources = (config: object) => topicResources(readConfiguration(config), 'prod').Resources;

describe('the topic', () => {
  it('is one of our own, named after the stage, that is spoken to by TLS only', () => {
    expect(resources({})).toMatchObject({
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pipewatch-prod' } },
      TopicPolicy: { Properties: { PolicyDocument: { Statement: [{ Effect: 'Deny', Sid: 'TlsOnly' }] } } },
    });
  });

  it('takes the name that is configured', () => {
    expect(resources({ topic: { name: 'news' } })).toMatchObject({
      Topic: { Properties: { TopicName: 'news' } },
    });
  });

  it('is left alone where it exists already', () => {
    expect(resources({ topic: { arn: 'arn:aws:sns:eu-west-1:111122223333:news' } })).toEqual({});
  });
});

describe('the e-mail subscribers', () => {
  it('get the severities that config.yml wants, what has none, such as alarms, and every report', () => {
    const email = { addresses: ['a@example.com', 'b@example.com'], severities: ['critical'] };
    const arn = 'arn:aws:sns:eu-west-1:111122223333:news';
    const subscription = (Endpoint: string) => ({
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: arn,
        Protocol: 'email',
        Endpoint,
        FilterPolicy: { $or: [{ severity: ['critical', { exists: false }] }, { kind: ['report'] }] },
      },
    });

    expect(resources({ email, topic: { arn } })).toEqual({
      EmailSubscription1: subscription('a@example.com'),
      EmailSubscription2: subscription('b@example.com'),
    });
  });
});
