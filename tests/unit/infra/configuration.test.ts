import { describe, expect, it, vi } from 'vitest';
import { checkRules, loadConfiguration, parseConfigFile } from '../../../infra/configuration.js';
import { streams } from '../../../infra/log-groups.js';
import {
  approvals,
  buildsWanted,
  deploymentsWanted,
  failedStages,
  healedStages,
  pipelineStates,
  retriesWanted,
} from '../../../infra/patterns.js';
import { statements } from '../../../infra/retried-stages.js';
import { resources as alarms } from '../../../infra/alarms.js';
import { resources as grants } from '../../../infra/grants.js';
import { resources as redrives } from '../../../infra/redrive.js';
import { deletionPolicy, isProduction } from '../../../infra/stage.js';
import { arn, resources } from '../../../infra/topic.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

/** The part of osls that a file's functions see: parameters of the command line, else what the address says itself. */
function serverless(params: Record<string, string> = {}) {
  const values: Readonly<Record<string, string>> = {
    ...params,
    'sls:stage': params['stage'] ?? 'prod',
    'self:service': 'pipewatch',
    'self:provider.region': params['region'] ?? 'eu-west-1',
    "param:tracing, 'PassThrough'": params['tracing'] ?? 'PassThrough',
    "self:functions.notify.handler, ''": 'functions/notify/handler.handler',
  };
  return {
    resolveVariable: (address: string) =>
      Promise.resolve(values[address.replace(/^param:(\w+), ''$/u, '$1')] ?? ''),
  };
}

describe('config.yml at package time', () => {
  it('as it is delivered, says the defaults', async () => {
    const configuration = await loadConfiguration(serverless());

    expect(configuration).toEqual(readConfiguration(parseConfigFile()));
    expect(configuration).toEqual(readConfiguration({}));
  });

  it('loses to the parameters of the command line', async () => {
    const both = await loadConfiguration(serverless({ email: 'a@example.com,b@example.com', topic: 'news' }));

    expect(both.email.addresses).toEqual(['a@example.com', 'b@example.com']);
    expect(both.topic).toEqual({ name: 'news', encrypted: true });
  });

  it('takes a topic that begins like an ARN for one that exists', async () => {
    const topic = 'arn:aws:sns:eu-west-1:111122223333:news';

    expect(await arn(serverless({ topic }))).toBe(topic);
    expect(await arn(serverless())).toEqual({ Ref: 'Topic' });
  });

  it('fails with the list of faults and nothing else, not even a stack', async () => {
    const failed = loadConfiguration(serverless({ email: 'hunter2', topic: 'not a topic' }));

    const error: unknown = await failed.catch((thrown: unknown) => thrown);
    expect((error as Error).stack?.split('\n')).toEqual([
      'config.yml with the --param values has 2 faults:',
      expect.stringMatching(/^- email\.addresses\.0: this text is not allowed/u),
      expect.stringMatching(/^- topic\.name: this text is not allowed/u),
    ]);
  });

  it('lists the faults once, though each file of the template asks', async () => {
    const messages: string[] = [];
    for (const ask of [loadConfiguration, pipelineStates, alarms])
      await ask(serverless({ topic: 'asked more than once' })).catch((thrown: unknown) => {
        messages.push((thrown as Error).message);
      });

    expect(messages).toEqual([
      expect.stringContaining('- topic.name: this text is not allowed'),
      'config.yml has the faults that stand beside another value',
      'config.yml has the faults that stand beside another value',
    ]);
  });
});

describe('the rules of config.yml at package time', () => {
  const faultsOf = (diagnosis: object) => {
    try {
      checkRules(readConfiguration({ diagnosis }));
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').slice(1);
    }
  };
  const rule = (line: string) => ({ id: 'ours', kind: 'network', class: 'transient', line });

  it.each([
    'artifacts\\.example\\.com.{0,80} 503',
    'no seat.*left',
    '[a-z+*]{1,60} is gone',
    '(?:a|b)+c',
    '(?:ab){2,}',
    '^https?://.*x$',
    '.{0,60}.{0,60}x',
    '(?!a{0,9}b)(timed out|timeout)',
  ])('are taken where no line can keep them busy: %s', (line) => {
    expect(faultsOf({ rules: [rule(line)] })).toEqual([]);
  });

  it.each([
    '(a+)+b',
    '(?:a|a)+c',
    '(?:a|a){1,24}c',
    '(?:a|ab){3}c',
    '.*.*.*=x',
    '.{0,20}.{0,20}.{0,20}x',
    '.*.{0,300}x',
    'a?a?a?a?a?a?a?a?a?a?a?a?a?b',
    '(?=.*x)(?=.*y)z',
    '.*x.+y',
    '(?<=a{1,30})b',
    '(a)\\1',
  ])('are refused where a line could keep them busy: %s', (line) => {
    expect(faultsOf({ rules: [rule(line)] })).toEqual([
      expect.stringMatching(/^- diagnosis\.rules\.0\.line: could be kept busy/u),
    ]);
  });

  it('give another class only to a kind or a rule that there is', () => {
    const classes = { network: 'unknown', ours: 'unknown', 'registry-ratelimit': 'unknown' };

    expect(faultsOf({ rules: [rule('x')], classes })).toEqual([
      expect.stringMatching(/^- diagnosis\.classes\.registry-ratelimit: no kind and no rule/u),
    ]);
  });
});

describe('what serverless.yml asks for', () => {
  it('are the rules and the topic of the configuration', async () => {
    const it = serverless({ email: 'a@example.com' });

    expect(await pipelineStates(it)).toMatchObject({ source: ['aws.codepipeline'] });
    expect(await approvals(it)).toMatchObject({ detail: { type: { category: ['Approval'] } } });
    expect(await failedStages(it)).toMatchObject({ detail: { state: ['FAILED'] } });
    expect(await healedStages(it)).toMatchObject({ detail: { state: ['SUCCEEDED'] } });
    expect([await deploymentsWanted(it), await buildsWanted(it), await retriesWanted(it)]).toEqual(
      Array(3).fill(true),
    );
    expect(await statements(it)).toMatchObject([{ Effect: 'Allow' }]);
    expect(await streams(it)).toHaveLength(2);
    expect(Object.keys((await resources(it)).Resources)).toEqual([
      'Topic',
      'TopicPolicy',
      'TopicKey',
      expect.stringMatching(/^EmailSubscription[0-9a-f]{8}$/u),
      'AlarmTopic',
      'AlarmTopicPolicy',
      'AlarmSubscription08168cd8',
    ]);
    expect(Object.keys((await alarms(it)).Resources)).toContain('NotifyErrorsAlarm');
    expect(Object.keys(redrives().Resources)).toEqual(['NotifyRedrive', 'RetryRedrive', 'DoraRedrive']);
    expect([await deletionPolicy(it), await isProduction(it)]).toEqual(['Retain', true]);
  });
});

describe('a stage', () => {
  it.each([
    // The longest name is that of a rule: pipewatch-<stage>-notify-rule-1.
    ['x'.repeat(40), undefined],
    ['x'.repeat(41), 'notify-rule-1'],
    ['x'.repeat(60), 'notify'],
  ])('is refused where it makes a name too long: %s', async (stage, end) => {
    const made = alarms(serverless({ stage }));

    if (end === undefined) expect((await made).Resources).toHaveProperty('NotifyErrorsAlarm');
    else
      await expect(made).rejects.toThrow(
        `--stage ${stage}: the name pipewatch-${stage}-${end} is longer than AWS's 64 characters. Use a stage of 40 at most.`,
      );
  });
});

describe("a topic's name", () => {
  it("is refused where it is that of the stack's own topic for alarms", async () => {
    const refusal = 'pipewatch-prod-alarms, is that of the stack';

    await expect(resources(serverless({ topic: 'pipewatch-prod-alarms' }))).rejects.toThrow(refusal);
    expect((await resources(serverless({ topic: 'pipewatch-dev-alarms' }))).Resources).toHaveProperty(
      'Topic',
    );
  });
});

describe('a topic that exists already', () => {
  it.each([
    ['eu-west-1', 'aws-cn', 'aws'],
    ['cn-north-1', 'aws', 'aws-cn'],
    ['us-gov-west-1', 'aws', 'aws-us-gov'],
    ['eusc-de-east-1', 'aws', 'aws-eusc'],
  ])('is refused where %s has no ARN of %s', async (region, partition, expected) => {
    const inRegion = (of: string) =>
      resources(serverless({ region, topic: `arn:${of}:sns:${region}:111122223333:news` }));
    const told = vi.spyOn(console, 'error').mockReturnValue();

    await expect(inRegion(partition)).rejects.toThrow(
      `ARN begins with arn:${partition}, but in ${region} every ARN begins with arn:${expected}.`,
    );
    expect(told).not.toHaveBeenCalled();
    expect((await inRegion(expected)).Resources).not.toHaveProperty('Topic');
    told.mockRestore();
  });

  it('is refused where it is in another Region, in which neither alarms nor functions publish', async () => {
    const topic = 'arn:aws:sns:us-east-1:111122223333:news';

    await expect(resources(serverless({ topic }))).rejects.toThrow(
      'the topic is not in eu-west-1, where Pipewatch is deployed',
    );
  });
});

it.each([
  ['prod', true],
  ['production', true],
  ['PRD-eu', true],
  ['live', true],
  ['dev', false],
  ['preprod', false],
  ['staging', false],
])('the table of the stage %s is protected and stays: %s', async (stage, isKept) => {
  const it = { resolveVariable: () => Promise.resolve(stage) };

  expect([await isProduction(it), await deletionPolicy(it)]).toEqual([isKept, isKept ? 'Retain' : 'Delete']);
});

describe('what roles are granted besides', () => {
  const granted = async (params: Record<string, string>) => {
    const { Resources } = await grants(serverless(params));
    return Object.values(Resources).map(({ Properties }) => ({
      roles: Properties.Roles,
      actions: Properties.PolicyDocument.Statement.flatMap(({ Action }) => Action),
    }));
  };
  const roles = [{ Ref: 'NotifyRole' }, { Ref: 'RetryRole' }, { Ref: 'DoraRole' }];
  const key = { roles, actions: ['kms:GenerateDataKey', 'kms:Decrypt'] };

  it("is the topic's key, where the topic is our own and encrypted", async () => {
    expect(await granted({})).toEqual([key]);
    expect(await granted({ topic: 'arn:aws:sns:eu-west-1:111122223333:news' })).toEqual([]);
  });

  it('is to write traces, where that is asked for', async () => {
    const traces = { roles, actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'] };

    expect(await granted({ tracing: 'Active' })).toEqual([key, traces]);
    await expect(granted({ tracing: 'yes' })).rejects.toThrow('neither Active nor PassThrough');
  });
});
