/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/** Regions of partitions without AWS::Chatbot, which CloudFormation refuses there even under a condition. */
const WITHOUT_CHAT = /^(?:cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-/u;

/**
 * The channels of Slack and Teams in which Amazon Q Developer in chat applications speaks.
 * @param {Pick<Configuration, 'chat' | 'topic'>} configuration
 * @param {string} stage
 * @param {string} region
 * @returns {Record<string, object>}
 */
export function chatResources({ chat: { slack, teams }, topic }, stage, region) {
  if (slack === undefined && teams === undefined) return {};
  if (WITHOUT_CHAT.test(region)) {
    const message = `config.yml: chat is not possible in ${region}, whose partition has no Amazon Q Developer in chat applications. Remove the key, and see docs/subscribers.md for other ways.`;
    throw Object.assign(new Error(message), { stack: message });
  }
  // An account has its channels in all Regions together.
  const named = (/** @type {string} */ of) => ({ 'Fn::Sub': `pipewatch-${stage}-${of}-\${AWS::Region}` });
  const common = {
    IamRoleArn: { 'Fn::GetAtt': ['ChatRole', 'Arn'] },
    SnsTopicArns: [topic.arn ?? { Ref: 'Topic' }],
    // Without it the channel's members could do whatever a role of theirs allows.
    GuardrailPolicies: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll' }],
  };
  return {
    ChatRole: role(),
    ...(slack && {
      SlackChannel: {
        Type: 'AWS::Chatbot::SlackChannelConfiguration',
        Properties: {
          ConfigurationName: named('slack'),
          SlackWorkspaceId: slack.workspaceId,
          SlackChannelId: slack.channelId,
          ...common,
        },
      },
    }),
    ...(teams && {
      TeamsChannel: {
        Type: 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration',
        Properties: {
          ConfigurationName: named('teams'),
          TeamsTenantId: teams.tenantId,
          TeamId: teams.teamId,
          TeamsChannelId: teams.channelId,
          ...common,
        },
      },
    }),
  };
}

/** It may do nothing: notifications need no permission. */
function role() {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'chatbot.amazonaws.com' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [statement] } },
  };
}
