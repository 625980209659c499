/** What AWS's services may come on behalf of: this account's alarms and rules, and nobody else's. */
const OF_THIS_ACCOUNT = comingFrom([
  ofThisAccount('cloudwatch', 'alarm:*'),
  ofThisAccount('events', 'rule/*'),
]);
const [CLOUDWATCH, EVENTBRIDGE] = ['cloudwatch.amazonaws.com', 'events.amazonaws.com'];

/**
 * Who may publish: the alarms and the rules of this account. Its roles need no word here, since their own policies
 * suffice within one account.
 * @param {unknown} topicArn
 */
export function publishStatements(topicArn) {
  return [
    {
      Sid: 'AlarmsAndRulesPublish',
      Effect: 'Allow',
      Principal: { Service: [CLOUDWATCH, EVENTBRIDGE] },
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: OF_THIS_ACCOUNT,
    },
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sns:Publish',
      Resource: topicArn,
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
      Principal: { Service: CLOUDWATCH },
      Condition: comingFrom([ofThisAccount('cloudwatch', 'alarm:*')]),
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
