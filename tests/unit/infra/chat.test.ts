import { describe, expect, it } from 'vitest';
import { chatResources } from '../../../infra/chat.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

const slack = { workspaceId: 'T0123ABCDEF', channelId: 'C0123ABCDEF' };
const teams = {
  teamId: '6b1e0f52-8a7c-4d2b-9c35-0c4f6f2d9f11',
  tenantId: '0c9d7a60-5f0e-4be1-9c0a-7f7b7c1d2e33',
  channelId: '19%3Aabc123%40thread.tacv2',
};
const resources = (chat: object, region = 'eu-west-1') =>
  chatResources(readConfiguration({ chat }), 'prod', region);

describe('a channel', () => {
  it('is none unless it is configured', () => {
    expect(resources({})).toEqual({});
    expect(resources({}, 'cn-north-1')).toEqual({});
  });

  it('of Slack or Teams hears the topic, and nobody in it may do anything', () => {
    const { ChatRole, SlackChannel, TeamsChannel } = resources({ slack, teams });
    const common = {
      SnsTopicArns: [{ Ref: 'Topic' }],
      GuardrailPolicies: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AWSDenyAll' }],
    };

    expect(SlackChannel).toMatchObject({
      Type: 'AWS::Chatbot::SlackChannelConfiguration',
      Properties: {
        ConfigurationName: { 'Fn::Sub': 'pipewatch-prod-slack-${AWS::Region}' },
        SlackChannelId: 'C0123ABCDEF',
        ...common,
      },
    });
    expect(TeamsChannel).toMatchObject({
      Type: 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration',
      Properties: { TeamsChannelId: '19%3Aabc123%40thread.tacv2', ...common },
    });
    expect(ChatRole).not.toHaveProperty('Properties.Policies');
    expect(ChatRole).not.toHaveProperty('Properties.ManagedPolicyArns');
  });

  it.each([
    'cn-north-1',
    'cn-northwest-1',
    'us-gov-west-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'eusc-de-east-1',
  ])('is refused in %s, whose partition does not know such a resource', (region) => {
    expect(() => resources({ slack }, region)).toThrow(
      `config.yml: chat is not possible in ${region}, whose partition has no Amazon Q`,
    );
  });

  it.each(['eu-central-1', 'us-east-1', 'ap-southeast-7', 'ca-west-1'])('is possible in %s', (region) => {
    expect(Object.keys(resources({ slack }, region))).toEqual(['ChatRole', 'SlackChannel']);
  });
});
