/** What AWS's services may come on behalf of: this account's alarms and rules, and nobody else's. */
const OF_THIS_ACCOUNT = {
  StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  ArnLike: {
    'aws:SourceArn': [ofThisAccount('cloudwatch', 'alarm:*'), ofThisAccount('events', 'rule/*')],
  },
};
const SERVICES = { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] };

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
      Principal: SERVICES,
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

/** What lets the same services use a topic's key: without it their messages are dropped, and nobody is told. */
export function useOfKey() {
  return {
    Sid: 'AlarmsAndRulesPublishToTheTopic',
    Effect: 'Allow',
    Principal: SERVICES,
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*', // In a key's policy: this key.
    Condition: OF_THIS_ACCOUNT,
  };
}

/** @param {string} service @param {string} resource */
function ofThisAccount(service, resource) {
  return {
    'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
  };
}
