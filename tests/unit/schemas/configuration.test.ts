import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

/** The faults that a configuration is refused with, one a line. */
function faultsOf(input: unknown): readonly string[] {
  try {
    readConfiguration(input);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const names = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);

const UUID = '0c9d7a60-5f0e-4be1-9c0a-7f7b7c1d2e33';

describe('a configuration', () => {
  it('that is empty means the defaults', () => {
    expect(readConfiguration(null)).toEqual({
      pipelines: { include: ['*'], exclude: [] },
      notify: { mutedStates: ['STOPPING', 'SUPERSEDED'], success: 'always', builds: true, deployments: true },
      email: { addresses: [], severities: ['warning', 'critical'], subscriptions: [] },
      chat: {},
      diagnosis: { rules: [], classes: {}, logGroups: ['/aws/codebuild/*', '/aws/codepipeline/*'] },
      // retry-configuration.test.ts and dora-configuration.test.ts say what they hold.
      retry: expect.objectContaining({ enabled: true, maxPerDay: 10 }) as object,
      dora: expect.objectContaining({ enabled: true, windowDays: 7 }) as object,
      owners: { map: {} },
      topic: { encrypted: true },
      alarms: { daysWithoutEvents: 4 },
      dashboard: true,
      language: 'en',
      timeZone: 'UTC',
      logLevel: 'INFO',
    });
  });

  it('as it is delivered says what the defaults are', () => {
    const delivered: unknown = parse(readFileSync(new URL('../../../config.yml', import.meta.url), 'utf8'));

    expect(readConfiguration(delivered)).toEqual(readConfiguration({}));
  });

  it('keeps what is configured', () => {
    const configured = {
      pipelines: { include: ['checkout-*', 'billing'], exclude: ['checkout-sandbox'] },
      notify: { mutedStates: [], success: 'recovery', builds: false, deployments: false },
      email: {
        addresses: ['team@example.com'],
        severities: ['critical'],
        subscriptions: [
          { address: 'a@example.com', pipelines: ['billing-*'], owners: [], kinds: ['approval'] },
        ],
      },
      chat: { slack: { workspaceId: 'T0123ABCDEF', channelId: 'C0123ABCDEF' } },
      diagnosis: {
        rules: [{ id: 'artifacts-down', kind: 'network', class: 'transient', line: 'artifacts.{0,80} 503' }],
        classes: { 'registry-rate-limit': 'unknown' },
        logGroups: ['/ci/*'],
      },
      retry: { ...readConfiguration({}).retry, enabled: false, exclude: ['billing'] },
      dora: { ...readConfiguration({}).dora, digest: 'off', productionStage: { 'checkout-*': 'Live' } },
      runbookUrl: 'https://wiki.example.com/runbook',
      owners: { tag: 'team', map: { 'checkout-*': 'team-checkout' } },
      topic: { arn: 'arn:aws-cn:sns:cn-north-1:111122223333:news', encrypted: false },
      alarms: { daysWithoutEvents: 7 },
      dashboard: false,
      language: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      logLevel: 'DEBUG',
    };

    expect(readConfiguration(configured)).toEqual(configured);
  });
});

describe('a configuration with faults', () => {
  it.each<[string, unknown, string]>([
    [
      'an unknown key',
      { pipeline: {} },
      '- pipeline: not a known key; known here: pipelines, notify, email, chat, diagnosis, retry, dora, runbookUrl, owners, topic, alarms, dashboard, language, timeZone, logLevel',
    ],
    [
      'an unknown key further in',
      { notify: { mute: [] } },
      '- notify.mute: not a known key; known here: mutedStates, success, builds, deployments',
    ],
    [
      'a list where a mapping belongs',
      { notify: [] },
      '- notify: a list is not allowed; allowed: a mapping (known here: mutedStates, success, builds, deployments)',
    ],
    [
      'text where a list belongs',
      { pipelines: { include: 'checkout' } },
      '- pipelines.include: this text is not allowed; allowed: a list of pipeline names',
    ],
    [
      'more addresses than a topic takes filter policies',
      {
        email: {
          addresses: names(200).map((name) => `${name}@example.com`),
          subscriptions: [{ address: 'a@example.com' }],
        },
      },
      '- email: a mapping is not allowed; allowed: 200 addresses at most, since a topic takes no more filter policies; a mailing list reaches more people',
    ],
    [
      'no log group at all',
      { diagnosis: { logGroups: [] } },
      '- diagnosis.logGroups: a list is not allowed; allowed: at least one log group name',
    ],
    [
      'no pipeline at all',
      { pipelines: { include: [] } },
      '- pipelines.include: a list is not allowed; allowed: at least one pipeline name',
    ],
    [
      'a name that no pipeline can have',
      { pipelines: { exclude: ['a b'] } },
      '- pipelines.exclude.0: this text is not allowed; allowed: a pipeline name of letters, digits, . @ _ -, where * stands for anything',
    ],
    [
      'a state that does not exist',
      { notify: { mutedStates: ['DONE'] } },
      '- notify.mutedStates.0: this text is not allowed; allowed: one of STARTED, SUCCEEDED, FAILED, CANCELED, STOPPED, STOPPING, SUPERSEDED, RESUMED',
    ],
    [
      'a word where true or false belongs',
      { notify: { builds: 'yes' } },
      '- notify.builds: this text is not allowed; allowed: true or false',
    ],
    [
      'no severity',
      { email: { severities: [] } },
      '- email.severities: a list is not allowed; allowed: at least one severity',
    ],
    [
      'a bad address',
      { email: { addresses: ['team'] } },
      '- email.addresses.0: this text is not allowed; allowed: an e-mail address',
    ],
    [
      'a subscription with a star in the middle of a name, which SNS does not know',
      { email: { subscriptions: [{ address: 'a@example.com', pipelines: ['a*b'] }] } },
      '- email.subscriptions.0.pipelines.0: this text is not allowed; allowed: a pipeline name of letters, digits, . @ _ -, with * for anything at its beginning or its end',
    ],
    [
      'a subscription that wants more than SNS can combine',
      {
        email: {
          subscriptions: [
            { address: 'a@example.com', pipelines: names(12), owners: names(12), kinds: ['approval'] },
          ],
        },
      },
      '- email.subscriptions.0: a mapping is not allowed; allowed: a subscription whose lists, each with one more, multiply to 150 at most',
    ],
    [
      'a subscription of so many owners that SNS can not combine them with the choice of reports',
      { email: { subscriptions: [{ address: 'a@example.com', owners: names(25) }] } },
      '- email.subscriptions.0: a mapping is not allowed; allowed: a subscription whose lists, each with one more, multiply to 150 at most',
    ],
    [
      "a Teams channel's id that is not encoded, which CloudFormation refuses",
      { chat: { teams: { teamId: UUID, tenantId: UUID, channelId: '19:abc@thread.tacv2' } } },
      "- chat.teams.channelId: this text is not allowed; allowed: a Teams channel's id as its link has it, such as 19%3Aabc%40thread.tacv2",
    ],
    [
      'an address twice',
      { email: { addresses: ['a@example.com'], subscriptions: [{ address: 'a@example.com' }] } },
      '- email: a mapping is not allowed; allowed: each address once: SNS has one subscription for it',
    ],
    [
      'a channel by its name',
      { chat: { slack: { workspaceId: 'T0123ABCDEF', channelId: '#builds' } } },
      "- chat.slack.channelId: this text is not allowed; allowed: a Slack channel's id, such as C0123ABCDEF",
    ],
    [
      'more days than CloudWatch looks back',
      { alarms: { daysWithoutEvents: 8 } },
      '- alarms.daysWithoutEvents: a number is not allowed; allowed: a whole number from 0 to 7',
    ],
    [
      'a number as owner',
      { owners: { map: { checkout: 7 } } },
      '- owners.map.checkout: a number is not allowed; allowed: a name of at most 100 letters, digits, blanks and _.:/=+-@',
    ],
    [
      'a key that is no pipeline name',
      { owners: { map: { 'a b': 'x' } } },
      '- owners.map.a b: not a possible key; allowed: a pipeline name of letters, digits, . @ _ -, where * stands for anything',
    ],
    [
      'a name and an ARN of the topic',
      { topic: { name: 'a', arn: 'arn:aws:sns:eu-west-1:111122223333:a' } },
      '- topic: a mapping is not allowed; allowed: either a name or an arn, not both',
    ],
    [
      'a topic in another form',
      { topic: { arn: 'arn:aws:sqs:eu-west-1:111122223333:a' } },
      "- topic.arn: this text is not allowed; allowed: a standard topic's ARN, arn:<partition>:sns:<region>:<account>:<name>",
    ],
    [
      'another language',
      { language: 'de' },
      '- language: this text is not allowed; allowed: one of en, zh-CN',
    ],
    [
      'a zone that is none',
      { timeZone: 'Mars/Olympus' },
      '- timeZone: this text is not allowed; allowed: a zone of the IANA database, for example Asia/Shanghai',
    ],
    [
      'nothing where text belongs',
      { timeZone: null },
      '- timeZone: nothing is not allowed; allowed: a zone of the IANA database, for example Asia/Shanghai',
    ],
    [
      'another log level',
      { logLevel: 'LOUD' },
      '- logLevel: this text is not allowed; allowed: one of DEBUG, INFO, WARN, ERROR',
    ],
    [
      'no mapping at all',
      'hello',
      '- the whole: this text is not allowed; allowed: a mapping (known here: pipelines, notify, email, chat, diagnosis, retry, dora, runbookUrl, owners, topic, alarms, dashboard, language, timeZone, logLevel)',
    ],
    ['a date', { language: new Date(0) }, '- language: a date is not allowed; allowed: one of en, zh-CN'],
  ])('names the key, the kind of its value and what is allowed: %s', (_what, input, fault) => {
    expect(faultsOf(input)).toEqual([fault]);
  });

  it('names every fault at once', () => {
    expect(faultsOf({ language: 'de', logLevel: 1, email: { adresses: [] }, timeZone: 'x' })).toHaveLength(4);
  });

  it('never repeats a value, which may be a secret', () => {
    const secret = 'AKIA-hunter2';
    const everywhere = {
      pipelines: { include: [secret + ' '] },
      language: secret,
      topic: { arn: secret },
      email: { addresses: [secret] },
    };

    expect(faultsOf(everywhere)).toHaveLength(4);
    expect(faultsOf(everywhere).join()).not.toContain(secret);
  });

  it('says how many there are and where', () => {
    expect(() => readConfiguration({ language: 1 }, 'config.yml')).toThrow('config.yml has a fault:');
    expect(() => readConfiguration({ language: 1, logLevel: 1 }, 'config.yml')).toThrow(
      'config.yml has 2 faults:',
    );
  });
});
