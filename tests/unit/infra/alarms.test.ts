import { describe, expect, it } from 'vitest';
import { countOfAll, ofRule } from '../../../infra/alarm-metrics.js';
import { alarmResources } from '../../../infra/alarms.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { STOP_REASONS } from '../../../shared/domain/retry/decision.ts';
import { emfHealth } from '../../../shared/adapters/emf-health.ts';
import { sectionsOf, read } from '../docs/pages.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Period?: number;
  readonly EvaluationPeriods: number;
  readonly TreatMissingData: string;
  readonly Metrics?: readonly {
    readonly MetricStat?: {
      readonly Metric: { readonly MetricName: string };
      readonly Stat: string;
      readonly Period: number;
    };
  }[];
}

const alarms = (config: object = {}) =>
  Object.fromEntries(
    Object.entries(alarmResources(readConfiguration(config), 'pipewatch-prod')).map(
      ([id, { Properties }]) => [id, Properties as unknown as Alarm],
    ),
  );

describe('the alarms', () => {
  it('of each function are on errors, throttles and dead letters, and on what calls it', () => {
    expect(Object.keys(alarms())).toEqual([
      'NotifyErrorsAlarm',
      'NotifyThrottlesAlarm',
      'NotifyDeadLettersAlarm',
      'NotifyOldDeadLettersAlarm',
      'NotifyUndeliveredAlarm',
      'RetryErrorsAlarm',
      'RetryThrottlesAlarm',
      'RetryDeadLettersAlarm',
      'RetryOldDeadLettersAlarm',
      'RetryUndeliveredAlarm',
      'RetrySchedulesAlarm',
      'DoraErrorsAlarm',
      'DoraThrottlesAlarm',
      'DoraDeadLettersAlarm',
      'DoraOldDeadLettersAlarm',
      'DoraUndeliveredAlarm',
      'DoraSchedulesAlarm',
      'NoEventsAlarm',
      'BudgetAlarm',
      'BreakerAlarm',
      'DoraMissingAlarm',
      'ChangeFailureRateAlarm',
    ]);
  });

  it.each(Object.entries(alarms()))('%s tells the topic of the trouble and of its end', (_, alarm) => {
    expect([alarm.AlarmActions, alarm.OKActions]).toEqual([[{ Ref: 'Topic' }], [{ Ref: 'Topic' }]]);
  });

  it('tell a topic that exists already', () => {
    const arn = 'arn:aws:sns:eu-west-1:111122223333:news';

    for (const { AlarmActions } of Object.values(alarms({ topic: { arn } })))
      expect(AlarmActions).toEqual([arn]);
  });

  it('tell the topic for alarms besides, of trouble and of its end, where an address has a filter policy', () => {
    const both = [{ Ref: 'Topic' }, { Ref: 'AlarmTopic' }];

    for (const it of Object.values(alarms({ email: { addresses: ['a@example.com'] } })))
      expect([it.AlarmActions, it.OKActions]).toEqual([both, both]);
  });

  it.each(['en', 'zh-CN'])(
    'say in %s what to do, and lead to a section of the runbook that exists',
    (language) => {
      const page = language === 'en' ? 'docs/runbook.md' : 'docs/runbook.zh-CN.md';
      const anchors = sectionsOf(read(page)).map(({ anchor }) => anchor);

      for (const { AlarmName, AlarmDescription } of Object.values(alarms({ language }))) {
        const [, link, anchor = ''] = /(\S+)#(\S+)$/u.exec(AlarmDescription) ?? [];
        expect(link).toBe(page);
        expect(anchors).toContain(anchor);
        expect(AlarmName.endsWith(anchor.replace('alarm-', '-'))).toBe(true);
        expect(AlarmDescription).not.toMatch(/[{}]/u);
        expect(AlarmDescription.length).toBeLessThan(1024);
      }
    },
  );

  it('lead to the runbook of the team, where it has one', () => {
    const { NoEventsAlarm } = alarms({ runbookUrl: 'https://wiki.example.com/runbook' });

    expect(NoEventsAlarm?.AlarmDescription).toMatch(
      / See https:\/\/wiki\.example\.com\/runbook#alarm-no-events$/u,
    );
  });
});

describe('missing data', () => {
  it('are no trouble where a metric is written only with something to count', () => {
    const quiet = Object.entries(alarms()).filter(([, it]) => it.TreatMissingData === 'notBreaching');

    expect(quiet.map(([id]) => id)).toEqual(
      Object.keys(alarms()).filter((id) => !/DeadLetters|NoEvents|DoraMissing/u.test(id)),
    );
  });

  it('leave the alarm of a queue as it is: SQS stops writing while messages still lie there', () => {
    for (const id of ['NotifyDeadLettersAlarm', 'RetryOldDeadLettersAlarm'])
      expect(alarms()[id]?.TreatMissingData).toBe('ignore');
  });

  it('are the alarm itself where silence is what is looked for', () => {
    for (const id of ['NoEventsAlarm', 'DoraMissingAlarm'])
      expect(alarms()[id]).toMatchObject({
        TreatMissingData: 'breaching',
        ComparisonOperator: 'LessThanThreshold',
      });
  });
});

describe('an alarm on silence', () => {
  it.each([1, 4, 7])('looks back %i days, which CloudWatch can', (days) => {
    const { NoEventsAlarm } = alarms({ alarms: { daysWithoutEvents: days } });

    expect(NoEventsAlarm?.EvaluationPeriods).toBe(days);
    expect((NoEventsAlarm?.Period ?? 0) * days).toBeLessThanOrEqual(7 * 86_400);
    expect(NoEventsAlarm?.AlarmDescription).toContain(`${days} days`);
  });

  it('on runs of dora looks for two of its schedule, and is none where dora is off', () => {
    const dora = (it: object) => alarmResources(readConfiguration({ dora: it }), 'pipewatch-prod');

    expect(dora({ enabled: true, schedule: 'cron(0 */6 * * ? *)' })['DoraMissingAlarm']).toMatchObject({
      Properties: {
        Period: 3600,
        EvaluationPeriods: 12,
        MetricName: 'DoraRuns',
        Namespace: 'Custom/CICD/Pipewatch',
      },
    });
    expect(dora({ enabled: false, schedule: 'rate(1 day)' })).not.toHaveProperty('DoraMissingAlarm');
  });

  it('on runs of dora is none where they may be farther apart than an alarm looks back', () => {
    const found = alarmResources(
      readConfiguration({ dora: { schedule: 'cron(0 6 1 * ? *)' } }),
      'pipewatch-prod',
    );

    expect(found).not.toHaveProperty('DoraMissingAlarm');
    expect(found).toHaveProperty('ChangeFailureRateAlarm');
  });

  it('is none where it is switched off', () => {
    expect(alarms({ alarms: { daysWithoutEvents: 0 } })).not.toHaveProperty('NoEventsAlarm');
  });
});

describe('an alarm on several metrics', () => {
  it.each([
    ['Notify', 4],
    ['Retry', 2],
    ['Dora', 0],
  ])(
    'holds the failures of each rule of %s, and what Lambda could not put into its dead-letter queue',
    (name, rules) => {
      const { Metrics = [] } = alarms()[`${name}UndeliveredAlarm`] ?? {};

      expect(Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? [])).toEqual([
        ...Array<string>(rules).fill('FailedInvocations'),
        'DestinationDeliveryFailures',
      ]);
    },
  );

  it('holds no more than CloudWatch takes', () => {
    expect(() =>
      countOfAll(Array.from({ length: 11 }, (_, n) => ofRule('FailedInvocations', `rule-${n}`))),
    ).toThrow('10 metrics at most');
  });
});

it.each(['Notify', 'Retry', 'Dora'])(
  'the alarm on the dead letters of %s counts those in flight too: it must not end while they are taken again',
  (name) => {
    const { Metrics = [] } = alarms()[`${name}DeadLettersAlarm`] ?? {};

    expect(Metrics.flatMap(({ MetricStat }) => MetricStat ?? [])).toMatchObject([
      { Metric: { MetricName: 'ApproximateNumberOfMessagesVisible' }, Stat: 'Maximum' },
      { Metric: { MetricName: 'ApproximateNumberOfMessagesNotVisible' }, Stat: 'Maximum' },
    ]);
    expect(Metrics.at(-1)).toMatchObject({ Expression: 'SUM(METRICS())' });
  },
);

it('the alarm on old dead letters is on before SQS stops writing, six hours after the last touch', () => {
  const { Metrics = [], EvaluationPeriods } = alarms()['DoraOldDeadLettersAlarm'] ?? {};
  const [{ MetricStat } = {}] = Metrics;

  expect(Metrics).toEqual(alarms()['DoraDeadLettersAlarm']?.Metrics);
  expect((EvaluationPeriods ?? 0) * (MetricStat?.Period ?? 0)).toBe(4 * 3600);
});

describe("an alarm on the suite's own health", () => {
  it('stands on a metric with the very dimensions that retry writes', () => {
    const written: Record<string, unknown>[] = [];
    const health = emfHealth(
      () => 0,
      (line) => written.push(JSON.parse(line) as Record<string, unknown>),
    );
    for (const reason of STOP_REASONS) health.decided(reason);
    health.breakerOpened();

    for (const id of ['BudgetAlarm', 'BreakerAlarm']) {
      const { Namespace, MetricName = '', Dimensions = [] } = alarms()[id] ?? {};
      const directive = {
        Namespace,
        Dimensions: [Dimensions.map(({ Name }) => Name)],
        Metrics: [{ Name: MetricName }],
      };
      expect(written).toContainEqual(
        expect.objectContaining({
          ...Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
          _aws: expect.objectContaining({
            CloudWatchMetrics: [
              expect.objectContaining({
                ...directive,
                Metrics: [expect.objectContaining({ Name: MetricName })],
              }),
            ],
          }) as unknown,
        }),
      );
    }
  });
});
