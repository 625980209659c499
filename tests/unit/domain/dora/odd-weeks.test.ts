import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../../shared/domain/dora/figures.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { at, B, failed, ok, rollback, run, week } from './story.ts';

const V2 = ok('V2', 'Mon 09:00', 'Mon 09:50-10:00', { carries: ['v2@Mon 08:00'] });
const V3 = ok('V3', 'Tue 09:00', 'Tue 09:50-10:00', { carries: ['v3@Mon 21:00'] });
const back = (id: string, target: string, start: string, end: string) =>
  rollback(id, target, start, { rows: [`${start}-${end} Succeeded`] });

/** Worked by hand from the definitions, each where several of them meet. */
const WEEKS: readonly (readonly [string, readonly PastExecution[], Partial<Figures>])[] = [
  [
    'a quick run fails and another one succeeds while a slow one is under way (parallel mode)',
    [
      B,
      ok('P1', 'Mon 09:00', 'Mon 09:10-11:00', { carries: ['p1@Mon 08:00'] }),
      failed('P2', 'Mon 09:30', 'Mon 09:40-10:00', { carries: ['p2@Mon 09:00'] }),
      ok('P3', 'Mon 09:45', 'Mon 09:50-10:30', { carries: ['p3@Mon 09:30'] }),
    ],
    { deployments: 3, failed: 1, rework: 0, recoveries: [1800], leadTimes: [3600, 5400, 9000] },
  ],
  [
    'a run of last week is healed after a later one has delivered its revision',
    [
      B,
      run('K', 'Fri- 13:00', {
        carries: ['k@Fri- 12:30'],
        rows: ['Fri- 13:10-13:20 Failed', 'Tue 10:00-10:10 Succeeded'],
      }),
      ok('M', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['m@Mon 08:00'] }),
    ],
    { deployments: 2, failed: 0, healed: 1, rework: 0, recoveries: [], leadTimes: [4800, 247_800] },
  ],
  [
    'an approval is rejected after a canary, and the next run delivers both changes',
    [
      B,
      run('X', 'Mon 09:00', {
        carries: ['x@Mon 08:00'],
        rows: ['Live/Canary Mon 09:10-09:20 Succeeded', 'Live/Approve Mon 09:20-10:20 Failed'],
        status: 'Failed',
      }),
      ok('Y', 'Tue 09:00', 'Tue 09:10-09:20', { carries: ['y@Tue 09:00'] }),
    ],
    { deployments: 1, failed: 0, leadTimes: [1200, 91_200] },
  ],
  [
    'a rollback is rolled back once more: each failure ends with the first of them',
    [
      B,
      V2,
      V3,
      back('R1', 'V2', 'Tue 11:00', '11:10'),
      back('R2', 'B', 'Tue 12:00', '12:10'),
      ok('V4', 'Wed 09:00', 'Wed 09:50-10:00'),
    ],
    { deployments: 3, failed: 2, rework: 1, recoveries: [4200, 90_600], openFailures: [] },
  ],
  [
    'a rollback to what nobody knows comes after a failure: it marks what succeeded before, and recovers both',
    [B, V2, failed('F', 'Mon 11:00', 'Mon 11:10-11:20'), back('R', 'old', 'Mon 12:00', '12:10')],
    { deployments: 2, failed: 2, recoveries: [3000, 7800] },
  ],
  [
    'a failed deployment is rolled back to the version before, which was running all the time',
    [B, V2, failed('F', 'Mon 10:10', 'Mon 10:20-10:30'), back('R', 'V2', 'Mon 10:30', '10:40')],
    { deployments: 2, failed: 1, recoveries: [600], openFailures: [] },
  ],
  [
    'a rollback is stopped: it marks, and what it left is failed',
    [B, V2, rollback('R', 'B', 'Mon 10:30', { rows: ['Mon 10:30-10:40 Abandoned'], status: 'Stopped' })],
    { failed: 1, recoveries: [], openFailures: [{ id: 'V2', since: at('Mon 10:00') }] },
  ],
  [
    'a rollback goes back to a revision that was deployed twice, by the run that did so first',
    [
      B,
      V2,
      V3,
      ok('V2 again', 'Tue 10:00', 'Tue 10:10-10:20', { carries: ['v2@Mon 08:00'] }),
      back('R', 'V2', 'Tue 11:00', '11:10'),
    ],
    { deployments: 3, failed: 2, rework: 1, recoveries: [3000, 4200], leadTimes: [7200, 46_800] },
  ],
  [
    'a rollback is under way while the next change begins, and both end well',
    [
      B,
      V2,
      ok('V3', 'Mon 10:30', 'Mon 10:40-10:50'),
      back('R', 'V2', 'Mon 11:00', '11:10'),
      ok('V4', 'Mon 11:00', 'Mon 11:05-11:20'),
    ],
    { deployments: 3, failed: 1, rework: 1, recoveries: [1200] },
  ],
  [
    'the fix fails, and is healed in place',
    [
      B,
      failed('F', 'Mon 09:00', 'Mon 09:10-09:20'),
      run('G', 'Mon 10:00', { rows: ['Mon 10:10-10:20 Failed', 'Mon 12:00-12:10 Succeeded'] }),
    ],
    { deployments: 2, failed: 1, healed: 1, rework: 1, recoveries: [10_200] },
  ],
  [
    'failures on both sides of the first midnight end with one fix',
    [
      B,
      failed('F1', 'Sun- 22:00', 'Sun- 22:50-23:00'),
      failed('F2', 'Mon 00:30', 'Mon 00:50-01:00'),
      ok('G', 'Mon 01:30', 'Mon 01:50-02:00'),
    ],
    { deployments: 2, failed: 1, rework: 1, recoveries: [3600, 10_800] },
  ],
  [
    'nothing was ever deployed before a failure and its fix: both count, and no lead time is known',
    [
      failed('F', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['f@Mon 08:00'] }),
      ok('G', 'Tue 09:00', 'Tue 09:10-09:20', { carries: ['g@Mon 08:00'] }),
    ],
    { deployments: 2, failed: 1, rework: 1, recoveries: [86_400], leadTimes: [], revisionsWithoutTime: 0 },
  ],
  [
    'a run is stopped after production, and another one waits there: the next one delivers what both carry',
    [
      B,
      run('S', 'Mon 09:00', {
        carries: ['s@Mon 08:00'],
        rows: ['Mon 09:10-09:20 Succeeded', 'After/Smoke Mon 09:20-09:40 Abandoned'],
        status: 'Stopped',
      }),
      run('W', 'Mon 09:30', {
        carries: ['w@Mon 09:20'],
        rows: ['Live/Approve Mon 09:40-09:40 InProgress'],
        status: 'InProgress',
      }),
      ok('T', 'Mon 10:00', 'Mon 10:10-10:20', { carries: ['t@Mon 09:50', 'Lib/t@Mon 09:50'] }),
    ],
    { deployments: 1, failed: 0, leadTimes: [1800, 1800, 3600, 8400] },
  ],
  [
    'a whole stage with its approval is done anew after one of its actions failed',
    [
      B,
      run('X', 'Mon 09:00', {
        carries: ['x@Mon 09:00'],
        rows: [
          'Live/Approve Mon 09:00-09:05 Succeeded',
          'Mon 09:10-09:20 Succeeded',
          'Live/Smoke Mon 09:20-09:30 Failed',
          'Live/Approve Mon 11:00-11:05 Succeeded',
          'Mon 11:10-11:20 Succeeded',
          'Live/Smoke Mon 11:20-11:30 Succeeded',
        ],
      }),
    ],
    { deployments: 1, failed: 0, healed: 1, leadTimes: [9000] },
  ],
];

describe('a week in which', () => {
  it.each(WEEKS)('%s', (_, executions, expected) => {
    expect(week(...executions)).toMatchObject(expected);
    expect(week(...executions.toReversed(), ...executions)).toEqual(week(...executions));
  });
});
