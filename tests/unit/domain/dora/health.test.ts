import { describe, expect, it } from 'vitest';
import { at, B, failed, ok, rollback, run, week } from './story.ts';

describe('the durations', () => {
  it('are of runs that ended in the window, green or red', () => {
    const figures = week(
      B,
      ok('X', 'Mon 09:00', 'Mon 09:10-09:20'),
      failed('Y', 'Tue 09:00', 'Tue 09:01-09:02'),
      run('Z', 'Sun- 23:00', { until: 'Mon 00:00' }),
    );

    expect(figures.runSeconds).toEqual([120, 1200, 3600]);
  });

  it.each(['Superseded', 'Stopped', 'Cancelled', 'InProgress'])('are not of a run that is %s', (status) => {
    expect(week(B, ok('X', 'Mon 09:00', 'Mon 09:10-09:20', { status })).runSeconds).toEqual([]);
  });

  it('are not of rollbacks, nor of what ended outside the window', () => {
    const back = rollback('R', 'B', 'Mon 11:00', { rows: ['Mon 11:00-11:10 Succeeded'] });

    expect(week(B, back, run('X', 'Sun 23:00', { until: 'Mon+ 00:00' })).runSeconds).toEqual([]);
  });

  it('of builds are of the latest rows that are green, of every stage', () => {
    const rows = [
      'Compile/Build Mon 09:00-09:10 Failed',
      'Compile/Build Mon 09:20-09:25 Succeeded',
      'Compile/Commands Mon 09:00-09:01 Succeeded',
      'Package/Build Mon 09:30-09:32 Succeeded',
      'Scan/Build Mon 09:30-09:33 Failed',
      'Live/Deploy Mon 09:40-09:50 Succeeded',
    ];

    expect(week(B, run('X', 'Mon 09:00', { rows, status: 'Failed' })).buildSeconds).toEqual([60, 120, 300]);
  });
});

describe('the failed stages', () => {
  it('are those of which a latest row is red, each once a run, approvals left out', () => {
    const rows = [
      'Test/Build Mon 09:00-09:10 Failed',
      'Test/Smoke Mon 09:00-09:10 Failed',
      'Lint/Build Mon 09:00-09:05 Failed',
      'Lint/Build Mon 09:06-09:09 Succeeded',
      'Gate/Approve Mon 09:20-09:30 Failed',
      'Docs/Build Mon 09:20-09:30 Failed',
    ];

    expect(week(B, run('X', 'Mon 09:00', { rows, status: 'Failed' })).failedStages).toEqual([
      { executionId: 'X', stage: 'Docs' },
      { executionId: 'X', stage: 'Test' },
    ]);
  });
});

describe('the approvals that wait at the end of the window', () => {
  const asking = (row: string, more: object = {}) =>
    run('X', 'Sat 09:00', { rows: [row], status: 'InProgress', ...more });

  it('are those in progress then, in any stage, the longest first', () => {
    const rows = [
      'Live/Approve Sun 09:00-09:00 InProgress',
      'Staging/Approve Sat 09:30-09:30 InProgress',
      'Live/Deploy Sun 09:00-09:00 InProgress',
    ];

    expect(week(B, run('X', 'Sat 09:00', { rows, status: 'InProgress' })).approvalsWaiting).toEqual([
      { executionId: 'X', stage: 'Staging', action: 'Approve', since: at('Sat 09:30') },
      { executionId: 'X', stage: 'Live', action: 'Approve', since: at('Sun 09:00') },
    ]);
  });

  it('are in a fixed order where they began together', () => {
    const rows = ['Live/Approve Sun 09:00-09:00 InProgress', 'Gate/Approve Sun 09:00-09:00 InProgress'];
    const stages = (order: readonly string[]) =>
      week(run('X', 'Sat 09:00', { rows: order, status: 'InProgress' })).approvalsWaiting.map(
        (it) => it.stage,
      );

    expect(stages(rows)).toEqual(['Gate', 'Live']);
    expect(stages(rows.toReversed())).toEqual(['Gate', 'Live']);
  });

  it('are those too that were answered only afterwards', () => {
    const answered = asking('Live/Approve Sun 09:00-Mon+ 08:00 Succeeded');

    expect(week(B, answered).approvalsWaiting).toMatchObject([{ since: at('Sun 09:00') }]);
    expect(week(B, { ...answered, status: 'Succeeded' }).approvalsWaiting).toHaveLength(1);
  });

  it('are none that were answered before, or whose run was stopped', () => {
    expect(week(B, asking('Live/Approve Sun 09:00-10:00 Succeeded')).approvalsWaiting).toEqual([]);
    expect(
      week(B, asking('Live/Approve Sun 09:00-09:00 InProgress', { status: 'Stopped' })).approvalsWaiting,
    ).toEqual([]);
  });
});

describe('a pipeline is failing', () => {
  const red = (id: string, day: string) =>
    run(id, `${day} 09:00`, { rows: [`Build/Build ${day} 09:00-09:10 Failed`], status: 'Failed' });

  it('since the first red run after the last green one, in whatever stage', () => {
    const figures = week(
      B,
      red('X', 'Sat-'),
      ok('Y', 'Mon 09:00', 'Mon 09:10-09:20'),
      red('Z', 'Tue'),
      red('V', 'Wed'),
    );

    expect(figures.failingSince).toBe(at('Tue 09:10'));
  });

  it('not after a green run, nor where none has ended', () => {
    expect(week(red('X', 'Mon'), ok('Y', 'Tue 09:00', 'Tue 09:10-09:20'))).not.toHaveProperty('failingSince');
    expect(week(run('X', 'Mon 09:00', { status: 'InProgress' }))).not.toHaveProperty('failingSince');
  });

  it('not by what ended before the last deployment before the window, whatever became of that run', () => {
    const superseded = { ...B, status: 'Superseded' };

    expect(week(red('X', 'Fri-'), superseded)).not.toHaveProperty('failingSince');
    expect(week(red('X', 'Sat-'), superseded).failingSince).toBe(at('Sat- 09:10'));
    expect(week({ ...B, status: 'Failed' }).failingSince).toBe(at('Fri- 12:00'));
    const within = ok('Y', 'Wed 09:00', 'Wed 09:10-09:20', { status: 'Superseded' });
    expect(week(B, red('X', 'Tue'), within).failingSince).toBe(at('Tue 09:10'));
  });

  it('not because an approval was rejected, but by a red run of which no row tells why', () => {
    const rejected = run('X', 'Mon 09:00', {
      rows: ['Live/Approve Mon 09:00-09:10 Failed'],
      status: 'Failed',
    });

    expect(week(B, rejected)).not.toHaveProperty('failingSince');
    expect(week(B, run('X', 'Mon 09:00', { status: 'Failed' })).failingSince).toBe(at('Mon 09:00'));
  });
});
