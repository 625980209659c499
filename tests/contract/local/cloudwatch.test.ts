import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { MetricDatum, PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { NOON, startTestAws } from '../../support/aws.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: CloudWatchClient;

beforeAll(async () => {
  aws = await startTestAws();
  client = new CloudWatchClient(sdkOptions(aws.options));
});
beforeEach(() => {
  aws.cloudWatch.points.length = 0;
});
afterAll(() => aws.close());

const datum = (more: Partial<MetricDatum> = {}): MetricDatum => ({
  MetricName: 'Runs',
  Dimensions: [{ Name: 'Pipeline', Value: 'checkout' }],
  Timestamp: new Date(NOON),
  Value: 1,
  ...more,
});
const put = (data: readonly MetricDatum[], more: Partial<PutMetricDataCommandInput> = {}) =>
  client.send(new PutMetricDataCommand({ Namespace: 'Test', MetricData: [...data], ...more }));

describe('PutMetricData', () => {
  it.each<[string, Partial<MetricDatum>]>([
    ['no number', { Value: NaN }],
    ['an infinite number', { Value: Infinity }],
    ['no known unit', { Unit: 'Days' as 'Seconds' }],
    ['no name', { MetricName: ' ' }],
    ['a name that is too long', { MetricName: 'x'.repeat(256) }],
    ['a dimension that is not ASCII', { Dimensions: [{ Name: 'Pipeline', Value: '结账' }] }],
    ['an empty dimension', { Dimensions: [{ Name: 'Pipeline', Value: ' ' }] }],
    ['a dimension that is too long', { Dimensions: [{ Name: 'Pipeline', Value: 'x'.repeat(1025) }] }],
    ['31 dimensions', { Dimensions: Array.from({ length: 31 }, (_, n) => ({ Name: `d${n}`, Value: 'x' })) }],
    ['a time more than two weeks ago', { Timestamp: new Date(NOON - 14 * DAY - 1000) }],
    ['a time more than two hours ahead', { Timestamp: new Date(NOON + 2 * 60 * MINUTE + 1000) }],
    ['151 values', { Value: undefined, Values: Array<number>(151).fill(1) }],
  ])('refuses the whole call for one point with %s', async (_, bad) => {
    await expect(put([datum(), datum(bad)])).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    expect(aws.cloudWatch.points).toEqual([]);
  });

  it('refuses a value beside values, more than 1000 points, more than a megabyte, and other namespaces', async () => {
    await expect(put([datum({ Values: [1] })])).rejects.toMatchObject({
      name: 'InvalidParameterCombinationException',
    });
    await expect(put(Array<MetricDatum>(1001).fill(datum()))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
    const long = datum({ Dimensions: [{ Name: 'Pipeline', Value: 'x'.repeat(1024) }] });
    await expect(put(Array<MetricDatum>(1000).fill(long))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 413 },
    });
    for (const Namespace of [':Test', 'AWS/Test', ' '])
      await expect(put([datum()], { Namespace })).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
      });
    await expect(put([])).rejects.toMatchObject({ name: 'MissingRequiredParameterException' });
  });

  it('takes a compressed call', async () => {
    await put(Array.from({ length: 300 }, (_, n) => datum({ Value: n })));

    expect(aws.cloudWatch.points).toHaveLength(300);
  });

  it('adds, and overwrites nothing', async () => {
    await put([datum()]);
    await put([datum()]);

    expect(aws.cloudWatch.points).toHaveLength(2);
  });
});

describe('what was published', () => {
  it('can be listed and read', async () => {
    await put([datum({ Value: 1 }), datum({ Value: 3 }), datum({ MetricName: 'Other' })]);
    await put([datum()], { Namespace: 'Elsewhere' });
    const list = await client.send(new ListMetricsCommand({ Namespace: 'Test', MetricName: 'Runs' }));
    const read = async (Stat: string) => {
      const Metric = list.Metrics?.[0];
      const { MetricDataResults } = await client.send(
        new GetMetricDataCommand({
          StartTime: new Date(NOON - MINUTE),
          EndTime: new Date(NOON + MINUTE),
          MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 60, Stat } }],
        }),
      );
      return MetricDataResults?.[0]?.Values;
    };

    expect(list.Metrics).toEqual([
      { Namespace: 'Test', MetricName: 'Runs', Dimensions: [{ Name: 'Pipeline', Value: 'checkout' }] },
    ]);
    expect(await Promise.all(['Maximum', 'Minimum', 'Average', 'Sum', 'SampleCount'].map(read))).toEqual([
      [3],
      [1],
      [2],
      [4],
      [2],
    ]);
    await expect(read('Median')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});
