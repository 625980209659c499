import { describe, expect, it } from 'vitest';
import { alarmTopicResources } from '../../../infra/alarm-topic.js';
import { alarmResources } from '../../../infra/alarms.js';
import { subscriptionResources } from '../../../infra/subscriptions.js';
import { topicResources } from '../../../infra/topic.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

const EXISTING = 'arn:aws:sns:eu-west-1:111122223333:news';
const ALL = ['info', 'warning', 'critical'];
const FILTERED = { addresses: ['a@example.com'] };

interface Subscription {
  readonly TopicArn: unknown;
  readonly Endpoint: string;
  readonly FilterPolicy?: object;
}

const resources = (config: object) => alarmTopicResources(readConfiguration(config), 'prod');
const typesOf = (config: object) =>
  Object.values(resources(config)).map((it) => (it as { Type: string }).Type.replace('AWS::SNS::', ''));
const subscriptions = (config: object) =>
  Object.values({ ...subscriptionResources(readConfiguration(config)), ...resources(config) })
    .filter((it) => (it as { Type: string }).Type === 'AWS::SNS::Subscription')
    .map((it) => (it as { Properties: Subscription }).Properties);
const alarmActions = (config: object) =>
  Object.values(alarmResources(readConfiguration(config), 'pipewatch-prod')).map(
    ({ Properties }) => Properties.AlarmActions,
  );

/** Who hears of an alarm, whatever a filter policy does with a message that has no attributes. */
const reachedBy = (actions: readonly unknown[], config: object) =>
  subscriptions(config)
    .filter(({ TopicArn, FilterPolicy }) => {
      const isNamed = actions.some((it) => JSON.stringify(it) === JSON.stringify(TopicArn));
      return isNamed && FilterPolicy === undefined;
    })
    .map(({ Endpoint }) => Endpoint)
    .sort();

describe.each([['of its own', {}] as const, ['that exists already', { topic: { arn: EXISTING } }] as const])(
  'each alarm, with a topic %s',
  (_, topic) => {
    it.each([
      [{ addresses: ['a@example.com', 'b@example.com'] }],
      [{ addresses: ['a@example.com', 'b@example.com'], severities: ALL }],
      [
        {
          addresses: ['a@example.com'],
          severities: ALL,
          subscriptions: [{ address: 'b@example.com', kinds: ['approval'] }],
        },
      ],
      [
        {
          addresses: ['a@example.com'],
          subscriptions: [{ address: 'b@example.com', severities: ALL }],
        },
      ],
      [{ subscriptions: [{ address: 'a@example.com', pipelines: ['x'] }, { address: 'b@example.com' }] }],
    ])('reaches each address once without a filter policy: %j', (email) => {
      for (const actions of alarmActions({ ...topic, email }))
        expect(reachedBy(actions, { ...topic, email })).toEqual(['a@example.com', 'b@example.com']);
    });
  },
);

describe('the topic for alarms', () => {
  it('lets in the alarms of this account only, by TLS', () => {
    const ofItsAlarms = {
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
      ArnLike: {
        'aws:SourceArn': [
          { 'Fn::Sub': 'arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:*' },
        ],
      },
    };

    expect(resources({ email: FILTERED })).toMatchObject({
      AlarmTopic: { Properties: { TopicName: 'pipewatch-prod-alarms' } },
      AlarmTopicPolicy: {
        Properties: {
          Topics: [{ Ref: 'AlarmTopic' }],
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: ['cloudwatch.amazonaws.com'] },
                Action: 'sns:Publish',
                Resource: { Ref: 'AlarmTopic' },
                Condition: ofItsAlarms,
              },
              { Effect: 'Deny', Sid: 'TlsOnly', Resource: { Ref: 'AlarmTopic' } },
            ],
          },
        },
      },
    });
  });

  it('is encrypted as the other is, with the same key, which lets alarms publish to both', () => {
    const config = { email: FILTERED };
    const { TopicKey } = topicResources(readConfiguration(config), 'prod') as {
      TopicKey: {
        Properties: {
          KeyPolicy: { Statement: readonly { Principal: { Service?: string }; Condition?: object }[] };
        };
      };
    };
    const ofAlarms = TopicKey.Properties.KeyPolicy.Statement.filter(
      ({ Principal }) => Principal.Service === 'cloudwatch.amazonaws.com',
    );

    expect(resources(config)['AlarmTopic']).toHaveProperty('Properties.KmsMasterKeyId', {
      'Fn::GetAtt': ['TopicKey', 'Arn'],
    });
    expect(ofAlarms).toHaveLength(1);
    expect(JSON.stringify(ofAlarms)).not.toContain('topicArn');
  });

  it.each([[{ encrypted: false }], [{ arn: EXISTING }]])(
    'is not encrypted where Pipewatch has no key: %j',
    (topic) => {
      expect(resources({ email: FILTERED, topic })['AlarmTopic']).toEqual({
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: 'pipewatch-prod-alarms' },
      });
    },
  );

  it('has the addresses that a policy filters, and nobody else', () => {
    const email = { ...FILTERED, subscriptions: [{ address: 'b@example.com', severities: ALL }] };

    expect(typesOf({ email })).toEqual(['Topic', 'TopicPolicy', 'Subscription']);
    expect(Object.entries(resources({ email })).at(-1)).toEqual([
      expect.stringMatching(/^AlarmSubscription[0-9a-f]{8}$/u),
      {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: { Ref: 'AlarmTopic' }, Protocol: 'email', Endpoint: 'a@example.com' },
      },
    ]);
  });

  it.each([
    [{}],
    [{ addresses: ['a@example.com'], severities: ALL }],
    [{ subscriptions: [{ address: 'a@example.com', severities: ALL }] }],
  ])('is none where no address is filtered, and the alarms name one topic: %j', (email) => {
    expect(resources({ email })).toEqual({});
    for (const actions of alarmActions({ email })) expect(actions).toEqual([{ Ref: 'Topic' }]);
  });
});
