import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../../shared/domain/dora/figures.ts';
import { median, percentile } from '../../../../shared/domain/dora/median.ts';
import { metricsOf, valueOf } from '../../../../shared/domain/dora/metrics.ts';
import { pooled } from '../../../../shared/domain/dora/pooled.ts';
import { pipelinesAboveThreshold } from '../../../../shared/domain/dora/threshold.ts';
import { B, failed, ok, run, week } from './story.ts';

const some: Figures = {
  ...week(),
  deployments: 8,
  successful: 5,
  failed: 4,
  rework: 1,
  leadTimes: [10, 20, 40, 90],
  recoveries: [5, 7, 60],
};

describe('the metrics', () => {
  it('have the names and units that others build on', () => {
    expect(metricsOf({ ...some, retries: { started: 3, healed: 2 } })).toEqual([
      { name: 'DeploymentFrequency', unit: 'Count', value: 5 / 7 },
      { name: 'ChangeFailureRate', unit: 'Percent', value: 50 },
      { name: 'SuccessfulDeployments', unit: 'Count', value: 5 },
      { name: 'FailedDeployments', unit: 'Count', value: 4 },
      { name: 'LeadTimeForChanges', unit: 'Seconds', value: 30 },
      { name: 'FailedDeploymentRecoveryTime', unit: 'Seconds', value: 7 },
      { name: 'DeploymentReworkRate', unit: 'Percent', value: 20 },
      { name: 'AutomaticRetries', unit: 'Count', value: 3 },
      { name: 'HealedByRetry', unit: 'Count', value: 2 },
    ]);
  });

  it('have no data point without a denominator, nor where the ledger is not known; a frequency of 0 is one', () => {
    expect(metricsOf(week()).map(({ name, value }) => [name, value])).toEqual([
      ['DeploymentFrequency', 0],
      ['SuccessfulDeployments', 0],
      ['FailedDeployments', 0],
    ]);
    expect(valueOf(week(), 'ChangeFailureRate')).toBeUndefined();
  });
});

describe('the median', () => {
  it('is the middle one, or the mean of the middle two, by number and not by text', () => {
    expect(median([9, 100, 80])).toBe(80);
    expect(median([100, 9, 80, 20])).toBe(50);
    expect(median([])).toBeUndefined();
  });
});

describe('a percentile', () => {
  it('is the least value that so many percent do not exceed', () => {
    const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

    expect(percentile(ten, 90)).toBe(9);
    expect(percentile(ten, 0)).toBe(1);
    expect(percentile([3], 90)).toBe(3);
    expect(percentile([], 90)).toBeUndefined();
  });
});

describe('the fleet', () => {
  const retries = { started: 2, healed: 1 };
  const one = {
    ...week(B, ok('X', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['x@Mon 09:00', 'y'] })),
    retries,
  };
  const other = week(
    B,
    failed('F', 'Mon 09:00', 'Mon 09:10-09:20'),
    ok('X', 'Tue 09:00', 'Tue 09:10-09:20', { carries: ['x@Tue 09:00'] }),
    failed('G', 'Wed 09:00', 'Wed 09:10-09:20'),
    run('H', 'Sun 09:00', { rows: ['Live/Approve Sun 09:00-09:00 InProgress'], status: 'InProgress' }),
  );

  it('has the sums and all samples, on the same days', () => {
    expect(pooled([one, other])).toEqual({
      ...other,
      days: 7,
      deployments: 4,
      successful: 2,
      failed: 2,
      rework: 1,
      healed: 0,
      leadTimes: [1200, 1200],
      revisionsWithoutTime: 1,
      runSeconds: [1200, 1200, 1200, 1200],
      retries,
    });
    expect(metricsOf(pooled([one, other])).find(({ name }) => name === 'ChangeFailureRate')?.value).toBe(50);
  });

  it('adds the retries that are known, and fails since the first of its pipelines', () => {
    expect(pooled([one, one, other]).retries).toEqual({ started: 4, healed: 2 });
    expect(pooled([other])).not.toHaveProperty('retries');
    expect(pooled([{ ...one, failingSince: 7 }, other, { ...one, failingSince: 5 }]).failingSince).toBe(5);
  });

  it('of no pipelines has no data points but zeros, and its days do not get lost with others', () => {
    expect(metricsOf(pooled([])).map(({ name }) => name)).toEqual([
      'SuccessfulDeployments',
      'FailedDeployments',
    ]);
    expect(pooled([pooled([]), pooled([one, other])])).toEqual(pooled([one, other]));
  });
});

describe('the pipelines above the failure threshold', () => {
  const threshold = { rate: 20, minDeployments: 5 };
  const above = (figures: Readonly<Record<string, Partial<Figures>>>) =>
    pipelinesAboveThreshold(
      new Map(Object.entries(figures).map(([name, it]) => [name, { ...week(), ...it }])),
      threshold,
    );

  it('are those with a higher rate and enough deployments, the worst first', () => {
    expect(
      above({
        same: { deployments: 10, failed: 2 },
        few: { deployments: 4, failed: 4 },
        none: {},
        b: { deployments: 5, failed: 2 },
        a: { deployments: 5, failed: 2 },
        c: { deployments: 5, failed: 2 },
        larger: { deployments: 10, failed: 4 },
        worst: { deployments: 6, failed: 3 },
      }),
    ).toEqual([
      { pipeline: 'worst', rate: 50, deployments: 6 },
      { pipeline: 'larger', rate: 40, deployments: 10 },
      { pipeline: 'a', rate: 40, deployments: 5 },
      { pipeline: 'b', rate: 40, deployments: 5 },
      { pipeline: 'c', rate: 40, deployments: 5 },
    ]);
  });
});
