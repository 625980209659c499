import { describe, expect, it } from 'vitest';
import { windowBefore, windowOf } from '../../../../shared/domain/dora/window.ts';
import { B, failed, ok, rollback, run, week } from './story.ts';

describe('term 1: the window', () => {
  it('is whole UTC days, up to the midnight at or before the scheduled time', () => {
    const window = { from: Date.parse('2026-03-02'), to: Date.parse('2026-03-09') };

    expect(windowOf(Date.parse('2026-03-09T00:00:00Z'), 7)).toEqual(window);
    expect(windowOf(Date.parse('2026-03-09T23:59:59.999Z'), 7)).toEqual(window);
    expect(windowOf(Date.parse('2026-03-08T23:59:59.999Z'), 7)).not.toEqual(window);
    expect(windowBefore(window)).toEqual({ from: Date.parse('2026-02-23'), to: window.from });
  });

  it('leaves out what starts at or after its end', () => {
    const last = failed('X', 'Sun 23:00', 'Sun 23:10-23:20');

    expect(week(B, last, ok('Y', 'Mon+ 00:00', 'Mon+ 00:10-00:20')).openFailures).toHaveLength(1);
    expect(week(B, last, rollback('R', 'B', 'Mon+ 00:00')).deployments).toBe(1);
  });

  it('leaves out rows that start at or after its end, though the execution is older', () => {
    const retried = run('X', 'Sun 23:00', {
      rows: ['Sun 23:10-23:20 Failed', 'Mon+ 00:00-00:10 Succeeded'],
      until: 'Sun 23:20',
      status: 'Failed',
    });

    expect(week(B, retried)).toMatchObject({ deployments: 1, failed: 1, healed: 0 });
  });

  it.each(['InProgress', 'Stopping', 'Paused'])('gives a run that is %s no outcome', (status) => {
    const figures = week(B, ok('X', 'Mon 09:00', 'Mon 09:20-09:30', { status }));

    expect(figures).toMatchObject({ deployments: 0, successful: 0 });
  });

  it('gives no outcome to what was updated at or after its end, but its revisions wait', () => {
    const late = ok('X', 'Sun 20:00', 'Sun 20:10-20:20', {
      carries: ['x@Sun 19:00'],
      until: 'Mon+ 00:00',
      status: 'Failed',
    });
    const next = ok('Y', 'Sun 21:00', 'Sun 21:10-21:20', { carries: ['y@Sun 20:20'] });

    expect(week(B, late, next)).toMatchObject({ deployments: 1, leadTimes: [3600, 8400] });
    expect(week(B, { ...late, updatedAt: late.updatedAt - 1 }, next)).toMatchObject({ deployments: 2 });
  });

  it('holds a deployment that ended at its first moment, and none that ended at its last', () => {
    expect(week(ok('X', 'Sun- 23:00', 'Sun- 23:10-Mon 00:00')).deployments).toBe(1);
    expect(week(ok('X', 'Sun- 23:00', 'Sun- 23:10-23:59:59.999')).deployments).toBe(0);
  });
});

describe('term 2: the production stage', () => {
  it('alone decides: neither another stage nor the status of the run does', () => {
    const red = run('X', 'Mon 09:00', {
      rows: ['Mon 09:10-09:20 Succeeded', 'After/Deploy Mon 09:30-09:40 Failed'],
      status: 'Failed',
    });
    const superseded = ok('Y', 'Tue 09:00', 'Tue 09:10-09:20', { status: 'Superseded' });
    const before = run('Z', 'Wed 09:00', {
      rows: ['Staging/Deploy Wed 09:10-09:20 Failed'],
      status: 'Failed',
    });

    expect(week(B, red, superseded, before)).toMatchObject({ deployments: 2, successful: 2, failed: 0 });
  });
});

describe('term 3: the latest row of an action', () => {
  it('is the one that started last, though an earlier one ended later', () => {
    const rows = ['Mon 09:10-11:00 Failed', 'Mon 10:00-10:10 Succeeded'];

    expect(week(B, run('X', 'Mon 09:00', { rows }))).toMatchObject({ successful: 1, failed: 0, healed: 1 });
  });

  it('is of two that started together the one that was updated last', () => {
    const rows = ['Mon 09:10-09:20 Succeeded', 'Mon 09:10-09:10 InProgress'];

    expect(week(B, run('X', 'Mon 09:00', { rows })).successful).toBe(1);
    expect(week(B, run('X', 'Mon 09:00', { rows: rows.toReversed() })).successful).toBe(1);
  });

  it('is the same in any order of the rows, even where their times do not tell', () => {
    const rows = ['Mon 09:10-09:20 Failed', 'Mon 09:10-09:20 Succeeded'];

    expect(week(B, run('X', 'Mon 09:00', { rows })).successful).toBe(1);
    expect(week(B, run('X', 'Mon 09:00', { rows: rows.toReversed() })).successful).toBe(1);
  });

  it('is looked for by action: one that was not retried keeps its own', () => {
    const rows = ['Mon 09:10-09:20 Succeeded', 'Live/Smoke Mon 09:20-09:25 Failed'];

    expect(week(B, run('X', 'Mon 09:00', { rows, status: 'Failed' }))).toMatchObject({ failed: 1 });
    expect(
      week(B, run('X', 'Mon 09:00', { rows: [...rows, 'Live/Smoke Mon 10:00-10:05 Succeeded'] })),
    ).toMatchObject({ failed: 0, successful: 1, healed: 1 });
  });
});

describe('term 4: production is reached', () => {
  it('by any action but an approval', () => {
    const asked = run('X', 'Mon 09:00', { rows: ['Live/Approve Mon 09:10-09:20 Succeeded'] });
    const smoked = run('Y', 'Mon 09:00', { rows: ['Live/Smoke Mon 09:10-09:20 Succeeded'] });

    expect(week(B, asked).deployments).toBe(0);
    expect(week(B, smoked).deployments).toBe(1);
  });
});

describe('term 5: the outcome', () => {
  it.each(['Succeeded', 'Failed', 'Stopped', 'Cancelled', 'Superseded'])(
    'is failed with a failed latest row, though the run is %s',
    (status) => {
      expect(week(B, failed('X', 'Mon 09:00', 'Mon 09:10-09:20', { status }))).toMatchObject({
        deployments: 1,
        failed: 1,
        successful: 0,
      });
    },
  );

  it.each(['Stopped', 'Cancelled'])('is none for what was %s and failed nowhere', (status) => {
    expect(week(B, ok('X', 'Mon 09:00', 'Mon 09:10-09:20', { status })).deployments).toBe(0);
  });

  it.each(['Abandoned', 'InProgress', 'Skipped'])('is none with a latest row that is %s', (status) => {
    const rows = ['Mon 09:10-09:20 Succeeded', `Live/Smoke Mon 09:20-09:25 ${status}`];

    expect(week(B, run('X', 'Mon 09:00', { rows, status: 'Failed' })).deployments).toBe(0);
  });

  it('is none after a rejected approval, before or after an action that succeeded', () => {
    const before = ['Live/Approve Mon 09:10-09:20 Failed'];
    const after = ['Live/Smoke Mon 09:00-09:05 Succeeded', ...before];

    expect(week(B, run('X', 'Mon 09:00', { rows: before, status: 'Failed' })).deployments).toBe(0);
    expect(week(B, run('X', 'Mon 09:00', { rows: after, status: 'Failed' })).deployments).toBe(0);
  });

  it('is successful where an approval was first rejected and then given, and that is no healing', () => {
    const rows = [
      'Live/Approve Mon 09:10-09:20 Failed',
      'Live/Approve Mon 10:10-10:20 Succeeded',
      'Mon 10:20-10:30 Succeeded',
    ];

    expect(week(B, run('X', 'Mon 09:00', { rows }))).toMatchObject({ successful: 1, healed: 0 });
  });

  it('ends with the last of the latest rows: not with an approval, nor with an attempt that was retried', () => {
    const rows = [
      'Mon 10:00-13:00 Failed',
      'Mon 11:00-12:00 Succeeded',
      'Live/Approve Mon 12:00-14:00 Succeeded',
    ];

    expect(week(B, run('X', 'Mon 09:00', { rows, carries: ['x@Mon 11:00'] })).leadTimes).toEqual([3600]);
  });

  it('begins with the first attempt, not with the approval before it', () => {
    const fix = (begin: string) => [
      `Live/Approve Mon 09:00-09:05 Succeeded`,
      `Mon ${begin}-11:00 Failed`,
      'Mon 11:00-11:30 Succeeded',
    ];
    const failure = failed('F', 'Mon 08:00', 'Mon 09:30-10:00');

    expect(week(B, failure, run('X', 'Mon 08:30', { rows: fix('10:00') })).rework).toBe(1);
    expect(week(B, failure, run('X', 'Mon 08:30', { rows: fix('09:59:59.999') })).rework).toBe(0);
  });
});

describe('term 6: a deployment', () => {
  it('is of the type STANDARD, or of none, as old executions are', () => {
    const figures = (type: string) => week(B, ok('X', 'Mon 09:00', 'Mon 09:10-09:20', { type }));

    expect(figures('STANDARD').deployments).toBe(1);
    expect(figures('ROLLBACK').deployments).toBe(0);
    expect(figures('OTHER').deployments).toBe(0);
    expect(week(B, ok('X', 'Mon 09:00', 'Mon 09:10-09:20')).deployments).toBe(1);
  });
});
