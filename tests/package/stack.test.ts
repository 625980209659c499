import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { HELD_MS } from '../../functions/retry/call.ts';
import { doraEnvironment } from '../../functions/dora/config.ts';
import { notifyEnvironment } from '../../functions/notify/config.ts';
import { retryEnvironment } from '../../functions/retry/config.ts';
import { matchesPattern } from '../../local/aws/event-pattern.ts';
import { environmentOf, packageService, patternsOf } from '../../local/package.ts';
import type { Package, Resource } from '../../local/package.ts';
import { statementsOf } from '../support/roles.ts';

const ENVIRONMENTS: Readonly<Record<string, { readonly shape: object }>> = {
  dora: doraEnvironment,
  notify: notifyEnvironment,
  retry: retryEnvironment,
};
/** What each function may take at most by its own bounds, in seconds: notify's look-ups, publish and two marks, a held slot. */
const BUDGET_SECONDS: Readonly<Record<string, readonly [atLeast: number, atMost: number]>> = {
  // The most that Lambda gives: what does not fit goes on in the next invocation.
  dora: [60, 901],
  notify: [6 + 4 * 3 + 2 * (2 * 1.5 + 0.1), 60],
  retry: [30, HELD_MS / 1000],
};
/** Whose logical ids may change without anybody noticing: they have names, and hold nothing. */
const INNER = /^(?:AWS::Lambda::(?:Permission|EventInvokeConfig)|AWS::S3::BucketPolicy)$/u;

/** Node's own are read by nobody else. */
const isOurs = (variable: string) => variable !== 'NODE_OPTIONS';

let built: Package;
let names: readonly string[];
const resources = (type: string): readonly (readonly [id: string, resource: Resource])[] =>
  Object.entries(built.template.Resources).filter(([, { Type }]) => Type === type);
const logicalIdOf = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}LambdaFunction`;

beforeAll(async () => {
  built = await packageService('test-stack', '--param=email=team@example.com');
  names = resources('AWS::Lambda::Function').map(([id]) => id.replace('LambdaFunction', '').toLowerCase());
}, 240_000);

describe('each function', () => {
  it('is known to this test', () => {
    expect([...names].sort()).toEqual(Object.keys(ENVIRONMENTS));
  });

  it('has a role of its own, alarms, a place for what failed, and a log that ends', () => {
    for (const name of names) {
      const id = logicalIdOf(name);
      const full = `pipewatch-test-stack-${name}`;
      const alarms = resources('AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
        JSON.stringify(Properties),
      );

      expect(built.template.Resources[id]?.Properties['Role']).toHaveProperty('Fn::GetAtt');
      for (const metric of ['Errors', 'Throttles'])
        expect(alarms.filter((it) => it.includes(`"${metric}"`) && it.includes(`"${full}"`))).toHaveLength(1);
      const [config] = resources('AWS::Lambda::EventInvokeConfig').filter(([, { Properties }]) =>
        JSON.stringify(Properties['FunctionName']).includes(id),
      );
      expect(config?.[1].Properties).toHaveProperty('DestinationConfig.OnFailure.Destination');
      const [log] = resources('AWS::Logs::LogGroup').filter(
        ([, { Properties }]) => Properties['LogGroupName'] === `/aws/lambda/${full}`,
      );
      expect(log?.[1].Properties['RetentionInDays']).toBe(30);
    }
  });

  it('gets the environment that its schema reads, name by name, and nothing besides', () => {
    for (const name of names)
      expect(Object.keys(environmentOf(built, name)).filter(isOurs).sort()).toEqual(
        Object.keys(ENVIRONMENTS[name]?.shape ?? {}).sort(),
      );
  });

  it('has more time than its own work may take, and less than what it holds is held', () => {
    for (const name of names) {
      const [atLeast = NaN, atMost = NaN] = BUDGET_SECONDS[name] ?? [];
      const timeout = Number(built.template.Resources[logicalIdOf(name)]?.Properties['Timeout']);

      expect(timeout).toBeGreaterThan(atLeast);
      expect(timeout).toBeLessThan(atMost);
    }
  });
});

describe('each dead-letter queue', () => {
  it('is encrypted, keeps for 14 days, is spoken to by TLS only, and has alarms', () => {
    const policies = resources('AWS::SQS::QueuePolicy').map(([, { Properties }]) =>
      JSON.stringify(Properties),
    );
    const alarms = resources('AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
      JSON.stringify(Properties),
    );

    for (const [id, { Properties }] of resources('AWS::SQS::Queue').filter(([it]) =>
      it.endsWith('Failures'),
    )) {
      expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 });
      const own = policies.filter((it) => it.includes(`[{"Ref":"${id}"}]`)).join();
      expect(own).toContain('"aws:SecureTransport":"false"');
      if (own.includes('"Allow"')) expect(own).toContain('"aws:SourceAccount":{"Ref":"AWS::AccountId"}');
      expect(alarms.filter((it) => it.includes(`["${id}","QueueName"]`))).toHaveLength(2);
    }
  });

  it('has a way back to its function, which is off, and a message stays hidden for longer than the function runs', () => {
    const mappings = resources('AWS::Lambda::EventSourceMapping')
      .filter(([id]) => id.endsWith('Redrive'))
      .map(([, { Properties }]) => Properties);

    expect(mappings).toHaveLength(names.length);
    for (const { EventSourceArn, FunctionName, ...mapping } of mappings) {
      const [queue = '', lambda = ''] = [EventSourceArn, FunctionName].map(
        (it) => (it as { 'Fn::GetAtt': readonly string[] })['Fn::GetAtt'][0],
      );
      expect(mapping).toMatchObject({
        Enabled: false,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 2 },
      });
      const hidden = Number(built.template.Resources[queue]?.Properties['VisibilityTimeout']);
      expect(hidden).toBe(6 * Number(built.template.Resources[lambda]?.Properties['Timeout']));
      const [, role = ''] =
        /"(\w+)","Arn"/u.exec(JSON.stringify(built.template.Resources[lambda]?.Properties['Role'])) ?? [];
      const ofQueue = statementsOf(built, role).filter(
        ({ Resource }) => JSON.stringify(Resource) === JSON.stringify(EventSourceArn),
      );
      for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'SendMessage'])
        expect(ofQueue.flatMap(({ Action }) => Action)).toContain(`sqs:${action}`);
    }
  });
});

describe('the rules', () => {
  const files = readdirSync(new URL('../../events', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .sort();
  const eventIn = (file: string) =>
    JSON.parse(readFileSync(new URL(`../../events/${file}`, import.meta.url), 'utf8')) as Record<
      string,
      unknown
    >;
  const arriving = files.filter((file) => 'detail-type' in eventIn(file));

  it('let just these fixtures through, each to one rule of a function', () => {
    const through = Object.fromEntries(
      names.map((name) => {
        const patterns = patternsOf(built, name);
        const counts = arriving.map(
          (file) => patterns.filter((it) => matchesPattern(it, eventIn(file))).length,
        );
        expect(Math.max(...counts)).toBeLessThanOrEqual(1);
        return [name, arriving.filter((_, index) => counts[index] === 1)];
      }),
    );

    expect(through).toMatchSnapshot();
  });

  it('try for a day, and then keep the event in the queue of the function that they call', () => {
    const day = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

    for (const [, { Properties }] of resources('AWS::Events::Rule')) {
      const [target, ...others] = Properties['Targets'] as readonly { readonly Arn: object }[];
      const [, name = ''] = /"(\w+)LambdaFunction"/u.exec(JSON.stringify(target?.Arn)) ?? [];
      expect(others).toEqual([]);
      expect(target).toMatchObject({
        RetryPolicy: day,
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [`${name}Failures`, 'Arn'] } },
      });
    }
  });

  it('are all in the alarm on what could not be handed over', () => {
    const watched = resources('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => JSON.stringify(Properties))
      .filter((it) => it.includes('"FailedInvocations"'))
      .join();

    for (const [, { Properties }] of resources('AWS::Events::Rule'))
      expect(watched).toContain(`{"Name":"RuleName","Value":"${String(Properties['Name'])}"}`);
  });

  it('the first of notify is that of pipelines, on whose silence an alarm stands', () => {
    expect(patternsOf(built, 'notify')[0]).toMatchObject({
      'detail-type': ['CodePipeline Pipeline Execution State Change'],
    });
  });
});

it('every alarm tells the topic and, for the address that has a filter policy, the topic for alarms', () => {
  const alarms = resources('AWS::CloudWatch::Alarm');
  const without = resources('AWS::SNS::Subscription')
    .filter(([, { Properties }]) => !('FilterPolicy' in Properties))
    .map(([, { Properties }]) => [Properties['Endpoint'], Properties['TopicArn']]);

  expect(alarms.length).toBeGreaterThan(0);
  for (const [, { Properties }] of alarms)
    for (const actions of ['AlarmActions', 'OKActions'])
      expect(Properties[actions]).toEqual([{ Ref: 'Topic' }, { Ref: 'AlarmTopic' }]);
  expect(without).toEqual([['team@example.com', { Ref: 'AlarmTopic' }]]);
  expect(built.template.Outputs['AlarmTopicArn']?.Value).toEqual({ Ref: 'AlarmTopic' });
});

it('the resources that people see keep their logical ids, else CloudFormation would make them anew: CHANGELOG.md says when', () => {
  const visible = Object.entries(built.template.Resources)
    .filter(([, { Type }]) => !INNER.test(Type))
    .map(([id, { Type }]) => `${Type} ${id}`)
    .sort();

  expect(visible).toMatchSnapshot();
});

it('no partition, Region or account is written out anywhere in the template', () => {
  const text = JSON.stringify(built.template);

  expect(text).not.toMatch(/arn:aws[a-z-]*:|\b(?:us|eu|ap|cn|ca|sa|me|af|il|mx)-[a-z]+-\d\b|\b\d{12}\b/u);
});
