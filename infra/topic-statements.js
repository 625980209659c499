const [CLOUDWATCH, EVENTBRIDGE] = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];
/** What AWS's services may come on behalf of: this account's alarms and rules, and nobody else's. */
const [ALARMS, RULES] = [ofThisAccount('cloudwatch', 'alarm:*'), ofThisAccount('events', 'rule/*')];

/**
 * Who may publish: the alarms and the rules of this account. Its roles need no word here, since their own policies
 * suffice within one account.
 * @param {unknown} topicArn
 */
export function publishStatements(topicArn) {
  const Principal = { Service: [CLOUDWATCH, EVENTBRIDGE] };
  const Condition = comingFrom([ALARMS, RULES]);
  return statements(topicArn, { Sid: 'AlarmsAndRulesPublish', Principal, Condition });
}

/**
 * Who may publish to a topic that is only for alarms.
 * @param {unknown} topicArn
 */
export function alarmStatements(topicArn) {
  const Principal = { Service: [CLOUDWATCH] };
  return statements(topicArn, { Sid: 'AlarmsPublish', Principal, Condition: comingFrom([ALARMS]) });
}

/**
 * @param {unknown} topicArn
 * @param {{ Sid: string, Principal: object, Condition: object }} who
 */
function statements(topicArn, { Sid, Principal, Condition }) {
  const publish = { Action: 'sns:Publish', Resource: topicArn };
  return [
    { Sid, Effect: 'Allow', Principal, ...publish, Condition },
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      ...publish,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
}

/**
 * What lets the same services use a topic's key: without it their messages are dropped, and nobody is told. EventBridge tells
 * a key neither rule nor account, so it is held to the topic, whose policy asks for both:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 * @param {unknown} topicArn
 */
export function useOfKey(topicArn) {
  const use = {
    Effect: 'Allow',
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*', // In a key's policy: this key.
  };
  return [
    {
      Sid: 'AlarmsPublishToTheTopic',
      ...use,
      // Of no topic in particular: the same key is that of the topic for alarms (infra/alarm-topic.js).
      Principal: { Service: CLOUDWATCH },
      Condition: comingFrom([ALARMS]),
    },
    {
      Sid: 'RulesPublishToTheTopic',
      ...use,
      Principal: { Service: EVENTBRIDGE },
      Condition: { StringEquals: forTopic(topicArn) },
    },
  ];
}

/**
 * SNS names the topic whenever it uses a key.
 * @param {unknown} topicArn
 */
export function forTopic(topicArn) {
  return { 'kms:EncryptionContext:aws:sns:topicArn': topicArn };
}

/** @param {readonly unknown[]} arns */
function comingFrom(arns) {
  return {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    ArnLike: { 'aws:SourceArn': arns },
  };
}

/** @param {string} service @param {string} resource */
export function ofThisAccount(service, resource) {
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
  };
}
