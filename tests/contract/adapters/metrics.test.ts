import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloudWatchMetrics } from '../../../shared/adapters/cloudwatch-metrics.ts';
import type { DataPoint, PublishMetrics } from '../../../shared/ports/metric-sink.ts';
import { NOON, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let publish: PublishMetrics;

beforeAll(async () => {
  aws = await startTestAws();
  publish = cloudWatchMetrics(aws.options);
});
beforeEach(() => {
  aws.calls.length = aws.cloudWatch.points.length = 0;
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

const point = (more: Partial<DataPoint> = {}): DataPoint => ({
  pipeline: 'checkout',
  name: 'ChangeFailureRate',
  unit: 'Percent',
  value: 12.5,
  at: NOON,
  ...more,
});
const many = (count: number, more: Partial<DataPoint> = {}) =>
  Array.from({ length: count }, (_, n) => point({ pipeline: `p${n}`, ...more }));

describe('metrics', () => {
  it('are published under their pipeline at their time', async () => {
    const points = [
      point(),
      point({ name: 'LeadTimeForChanges', unit: 'Seconds', value: 0, at: NOON - 1000 }),
    ];

    expect(await publish(points)).toEqual({ taken: 2, of: 2 });
    expect(aws.cloudWatch.points).toEqual([
      {
        namespace: 'Custom/CICD',
        name: 'ChangeFailureRate',
        dimensions: { Pipeline: 'checkout' },
        at: NOON,
        value: 12.5,
        unit: 'Percent',
      },
      expect.objectContaining({ name: 'LeadTimeForChanges', unit: 'Seconds', value: 0, at: NOON - 1000 }),
    ]);
  });

  it('are published a thousand at once', async () => {
    expect(await publish(many(2001))).toEqual({ taken: 2001, of: 2001 });
    expect(aws.calls).toEqual(Array<string>(3).fill('cloudwatch:PutMetricData'));
  });

  it('are fewer at once where a megabyte would not hold them', async () => {
    expect(await publish(many(1000, { pipeline: 'x'.repeat(1000) }))).toMatchObject({ taken: 1000 });
    expect(aws.calls).toHaveLength(2);
  });

  it('are no call where there are none', async () => {
    expect(await publish([])).toEqual({ taken: 0, of: 0 });
    expect(aws.calls).toEqual([]);
  });

  it('of one call that fails keep no others back', async () => {
    aws.faults.inject('cloudwatch:PutMetricData', 'denied', 1);

    expect(await publish(many(1500))).toEqual({ taken: 500, of: 1500, code: 'AccessDeniedException' });
  });

  it.each(['结账', ' ', '', 'x'.repeat(1025)])(
    'under a name that no dimension may have keep no others back: %s',
    async (pipeline) => {
      expect(await publish([point({ pipeline }), ...many(2)])).toEqual({
        taken: 2,
        of: 3,
        code: 'DimensionNotAllowed',
      });
    },
  );

  it('that CloudWatch does not take are named by its code', async () => {
    expect(await publish([point({ at: NOON - 15 * 86_400_000 })])).toMatchObject({
      taken: 0,
      code: 'InvalidParameterValueException',
    });
  });

  it.each(REFUSALS)('that are %s are not taken, or nobody knows', async (fault, _, code) => {
    aws.faults.inject('cloudwatch:PutMetricData', fault);

    expect(await publish([point()])).toEqual({ taken: 0, of: 1, code });
  });
});
