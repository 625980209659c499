import { describe, expect, it } from 'vitest';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { metricsOf } from '../../../../shared/domain/dora/metrics.ts';
import { B, rollback, run, week } from './story.ts';

/** What an example's week gives; rates as a share, as the definitions write them. */
interface Expected {
  readonly successful: number;
  readonly leadTimes: readonly number[];
  readonly leadTime?: number;
  readonly failureRate?: readonly [number, number];
  readonly recoveries: readonly number[];
  readonly recovery?: number;
  readonly rework?: readonly [number, number];
  readonly healed?: number;
  readonly open?: readonly string[];
}

type Example = readonly [name: string, executions: readonly PastExecution[], expected: Expected];

const EXAMPLES: readonly Example[] = [
  [
    '1: three deployments of one change each',
    [
      B,
      run('A', 'Mon 09:00', { carries: ['a@Mon 08:00'], rows: ['Mon 09:20-09:30 Succeeded'] }),
      run('C', 'Mon 14:00', { carries: ['c@Mon 10:00'], rows: ['Mon 14:20-14:30 Succeeded'] }),
      run('D', 'Thu 10:00', { carries: ['d@Wed 10:30'], rows: ['Thu 10:20-10:30 Succeeded'] }),
    ],
    {
      successful: 3,
      leadTimes: [5400, 16_200, 86_400],
      leadTime: 16_200,
      failureRate: [0, 3],
      recoveries: [],
      rework: [0, 3],
    },
  ],
  [
    '2: superseded and failed runs deliver by the next deployment',
    [
      B,
      run('E1', 'Tue 09:00', { carries: ['e1@Tue 08:30'], status: 'Superseded' }),
      run('E2', 'Tue 09:30', {
        carries: ['e2@Tue 09:20'],
        rows: ['Build/Build Tue 09:35-09:40 Failed'],
        status: 'Failed',
      }),
      run('E3', 'Tue 10:00', { carries: ['e3@Tue 09:50'], status: 'Superseded' }),
      run('E4', 'Tue 10:30', { carries: ['e4@Tue 10:20'], rows: ['Tue 11:00-11:20 Succeeded'] }),
    ],
    {
      successful: 1,
      leadTimes: [3600, 5400, 7200, 10_200],
      leadTime: 6300,
      failureRate: [0, 1],
      recoveries: [],
      rework: [0, 1],
    },
  ],
  [
    '3: a failed deployment, the fix, and the next change',
    [
      B,
      run('F', 'Mon 09:00', {
        carries: ['f@Mon 08:00'],
        rows: ['Mon 09:30-09:40 Failed'],
        status: 'Failed',
      }),
      run('G', 'Mon 11:00', { carries: ['g@Mon 10:45'], rows: ['Mon 11:20-11:30 Succeeded'] }),
      run('H', 'Wed 09:00', { carries: ['h@Wed 08:00'], rows: ['Wed 09:20-09:30 Succeeded'] }),
    ],
    {
      successful: 2,
      leadTimes: [2700, 5400, 12_600],
      leadTime: 5400,
      failureRate: [1, 3],
      recoveries: [6600],
      recovery: 6600,
      rework: [1, 2],
    },
  ],
  [
    '4: one healed by a retry, one that failed again',
    [
      B,
      run('K', 'Tue 09:00', {
        carries: ['k@Tue 08:00'],
        rows: ['Tue 09:20-09:30 Failed', 'Tue 10:00-10:10 Succeeded'],
      }),
      run('L', 'Fri 09:00', {
        carries: ['l@Fri 08:40'],
        rows: ['Fri 09:10-09:15 Failed', 'Fri 09:15-09:20 Failed'],
        status: 'Failed',
      }),
    ],
    {
      successful: 1,
      leadTimes: [7800],
      leadTime: 7800,
      failureRate: [1, 2],
      recoveries: [],
      rework: [0, 1],
      healed: 1,
      open: ['L'],
    },
  ],
  [
    '5: a rollback over two deployments, and the next change',
    [
      run('V1', 'Fri- 11:30', { rows: ['Fri- 11:50-12:00 Succeeded'] }),
      run('V2', 'Mon 09:00', { carries: ['v2@Mon 08:00'], rows: ['Mon 09:50-10:00 Succeeded'] }),
      run('V3', 'Tue 09:00', { carries: ['v3@Mon 21:00'], rows: ['Tue 09:50-10:00 Succeeded'] }),
      rollback('R', 'V1', 'Tue 11:50', { rows: ['Tue 11:50-12:00 Succeeded'] }),
      run('V4', 'Wed 09:00', { carries: ['v4@Tue 16:00'], rows: ['Wed 09:50-10:00 Succeeded'] }),
    ],
    {
      successful: 3,
      leadTimes: [7200, 46_800, 64_800],
      leadTime: 46_800,
      failureRate: [2, 3],
      recoveries: [7200, 93_600],
      recovery: 50_400,
      rework: [1, 3],
    },
  ],
  [
    '6: approvals, a redeploy, and no baseline',
    [
      run('P', 'Mon 09:00', {
        carries: ['p@Sat- 09:00'],
        rows: ['Live/Approve Mon 09:30-09:50 Succeeded', 'Mon 10:00-10:10 Succeeded'],
      }),
      run('Q', 'Tue 09:00', {
        carries: ['p@Sat- 09:00'],
        rows: ['Live/Approve Tue 09:10-09:20 Succeeded', 'Tue 09:30-09:40 Succeeded'],
      }),
      run('T', 'Wed 09:00', {
        carries: ['t@Wed 08:00'],
        rows: ['Live/Approve Wed 09:10-09:20 Failed'],
        status: 'Failed',
      }),
      run('U', 'Thu 09:00', {
        carries: ['u@Thu 08:00'],
        rows: ['Live/Approve Thu 09:10-09:20 Succeeded', 'Thu 10:00-10:20 Abandoned'],
        status: 'Stopped',
      }),
    ],
    { successful: 2, leadTimes: [], failureRate: [0, 2], recoveries: [], rework: [0, 2] },
  ],
  [
    '7: a failure, and a run that is still in progress',
    [
      B,
      run('X', 'Sat 09:00', {
        carries: ['x@Sat 08:00'],
        rows: ['Sat 09:30-09:40 Failed'],
        status: 'Failed',
      }),
      run('Y', 'Sun 23:00', {
        carries: ['y@Sun 22:00'],
        rows: ['Sun 23:50-23:50 InProgress'],
        status: 'InProgress',
      }),
    ],
    { successful: 0, leadTimes: [], failureRate: [1, 1], recoveries: [], open: ['X'] },
  ],
  [
    '8: an automatic rollback, and two failures before one fix',
    [
      B,
      run('F1', 'Mon 09:00', {
        carries: ['f1@Mon 08:00'],
        rows: ['Mon 09:30-09:40 Failed'],
        status: 'Failed',
      }),
      rollback('R', 'B', 'Mon 09:40', { rows: ['Mon 09:40-09:50 Succeeded'] }),
      run('F2', 'Tue 09:00', {
        carries: ['f2@Tue 08:00'],
        rows: ['Tue 09:30-09:40 Failed'],
        status: 'Failed',
      }),
      run('F3', 'Tue 12:00', {
        carries: ['f3@Tue 11:30'],
        rows: ['Tue 12:10-12:20 Failed'],
        status: 'Failed',
      }),
      run('G', 'Tue 14:00', { carries: ['g@Tue 13:30'], rows: ['Tue 14:10-14:20 Succeeded'] }),
    ],
    {
      successful: 1,
      leadTimes: [3000, 10_200, 22_800, 109_200],
      leadTime: 16_500,
      failureRate: [3, 4],
      recoveries: [600, 7200, 16_800],
      recovery: 7200,
      rework: [1, 1],
    },
  ],
  ['9: a window without any execution', [], { successful: 0, leadTimes: [], recoveries: [] }],
];

describe('the worked examples give, to the digit', () => {
  it.each(EXAMPLES)('%s', (_, executions, expected) => {
    const figures = week(...executions);

    expect(figures).toMatchObject({
      days: 7,
      successful: expected.successful,
      leadTimes: expected.leadTimes,
      recoveries: expected.recoveries,
      healed: expected.healed ?? 0,
    });
    expect(figures.openFailures.map(({ id }) => id)).toEqual(expected.open ?? []);
    const { failureRate, rework } = expected;
    const points: readonly (readonly [string, number | undefined])[] = [
      ['DeploymentFrequency', expected.successful / 7],
      ['ChangeFailureRate', failureRate && (100 * failureRate[0]) / failureRate[1]],
      ['SuccessfulDeployments', expected.successful],
      ['FailedDeployments', failureRate?.[0] ?? 0],
      ['LeadTimeForChanges', expected.leadTime],
      ['FailedDeploymentRecoveryTime', expected.recovery],
      ['DeploymentReworkRate', rework && (100 * rework[0]) / rework[1]],
    ];
    expect(metricsOf(figures).map(({ name, value }) => [name, value])).toEqual(
      points.filter(([, value]) => value !== undefined),
    );
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
  });
});
