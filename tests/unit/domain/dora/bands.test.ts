import { describe, expect, it } from 'vitest';
import { bandOf, BANDS_YEAR } from '../../../../shared/domain/dora/bands.ts';
import type { MetricName } from '../../../../shared/domain/dora/metrics.ts';

const DAY = 86_400;

describe('the bands of the report of 2023', () => {
  it('say from which report they are', () => {
    expect(BANDS_YEAR).toBe(2023);
  });

  it.each<readonly [MetricName, readonly (readonly [number, string])[]]>([
    [
      'DeploymentFrequency',
      [
        [4, 'elite'],
        [1, 'elite'],
        [6 / 7, 'high'],
        [1 / 7, 'high'],
        [4 / 30, 'medium'],
        [3 / 90, 'medium'],
        [2 / 90, 'low'],
        [0, 'low'],
      ],
    ],
    [
      'ChangeFailureRate',
      [
        [0, 'elite'],
        [(100 * 3) / 60, 'elite'],
        [5.01, 'high'],
        [10, 'high'],
        [10.01, 'medium'],
        [15, 'medium'],
        [15.01, 'low'],
        [100, 'low'],
      ],
    ],
    [
      'LeadTimeForChanges',
      [
        [DAY - 1, 'elite'],
        [DAY, 'high'],
        [7 * DAY - 1, 'high'],
        [7 * DAY, 'medium'],
        [30 * DAY - 1, 'medium'],
        [30 * DAY, 'low'],
      ],
    ],
    [
      'FailedDeploymentRecoveryTime',
      [
        [3599, 'elite'],
        [3600, 'high'],
        [DAY - 1, 'high'],
        [DAY, 'medium'],
        [7 * DAY - 1, 'medium'],
        [7 * DAY, 'low'],
      ],
    ],
  ])('of %s end where they should', (name, values) => {
    expect(values.map(([value]) => [value, bandOf(name, value)])).toEqual(values);
  });

  it('do not exist for the rework rate and for counts', () => {
    expect(bandOf('DeploymentReworkRate', 0)).toBeUndefined();
    expect(bandOf('SuccessfulDeployments', 1)).toBeUndefined();
  });
});
