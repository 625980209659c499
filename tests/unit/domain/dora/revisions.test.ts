import { describe, expect, it } from 'vitest';
import { B, failed, ok, rollback, run, week } from './story.ts';

describe('term 8: waiting revisions', () => {
  it('are delivered by the next deployment that started no earlier than their execution', () => {
    const waiting = run('E', 'Mon 09:30', { carries: ['e@Mon 09:00'], status: 'Superseded' });
    const early = ok('X', 'Mon 09:29:59', 'Mon 10:50-11:00');
    const late = ok('Y', 'Mon 10:00', 'Mon 11:50-12:00');

    expect(week(B, waiting, early, late).leadTimes).toEqual([10_800]);
    expect(week(B, { ...waiting, startedAt: early.startedAt }, early, late).leadTimes).toEqual([7200]);
  });

  it.each(['Failed', 'Superseded', 'Stopped', 'Cancelled', 'InProgress', 'Stopping'])(
    'are those of runs that are %s too',
    (status) => {
      const waiting = run('E', 'Mon 09:00', { carries: ['e@Mon 08:00'], status });

      expect(week(B, waiting, ok('X', 'Mon 09:30', 'Mon 09:50-10:00')).leadTimes).toEqual([7200]);
    },
  );

  it('are none of rollbacks', () => {
    const back = rollback('R', 'B', 'Mon 09:00', { carries: ['r@Mon 08:00'] });

    expect(week(B, back, ok('X', 'Mon 09:30', 'Mon 09:50-10:00')).leadTimes).toEqual([]);
  });

  it('do not wait again after a rollback', () => {
    const figures = week(
      B,
      ok('X', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['x@Mon 09:00'] }),
      rollback('R', 'B', 'Mon 10:00', { rows: ['Mon 10:00-10:10 Succeeded'] }),
      ok('Y', 'Tue 09:00', 'Tue 09:10-09:20', { carries: ['x@Mon 09:00'] }),
    );

    expect(figures).toMatchObject({ leadTimes: [1200], successful: 2, rework: 0 });
  });

  it('were delivered long before the window, by any deployment of the history', () => {
    const first = ok('V0', 'Fri- 08:00', 'Fri- 08:10-08:20');
    const second = ok('V1', 'Fri- 09:00', 'Fri- 09:10-09:20', { carries: ['v1@Fri- 08:30'] });

    expect(
      week(first, second, B, ok('X', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['v1@Fri- 08:30'] }))
        .leadTimes,
    ).toEqual([]);
  });

  it('of a batch are samples of their own, and so is one revision in two artifacts', () => {
    const batch = ok('X', 'Mon 09:30', 'Mon 09:50-10:00', {
      carries: ['a@Mon 09:00', 'b@Mon 08:00', 'Lib/b@Mon 08:00'],
    });

    expect(week(B, batch).leadTimes).toEqual([3600, 7200, 7200]);
  });

  it('that come twice are one sample, with the earliest time that is known', () => {
    const first = run('E1', 'Mon 09:00', { carries: ['e@Mon 08:30'], status: 'Failed' });
    const second = run('E2', 'Mon 09:10', { carries: ['e@Mon 08:00'], status: 'Failed' });
    const third = ok('X', 'Mon 09:30', 'Mon 09:50-10:00', { carries: ['e'] });

    expect(week(B, first, second, third)).toMatchObject({ leadTimes: [7200], revisionsWithoutTime: 0 });
  });

  it('without a time are counted, and those whose time is not before the end are left out', () => {
    const figures = (revision: string) =>
      week(B, ok('X', 'Mon 09:30', 'Mon 09:50-10:00', { carries: [revision] }));

    expect(figures('e')).toMatchObject({ leadTimes: [], revisionsWithoutTime: 1 });
    expect(figures('e@Mon 10:00')).toMatchObject({ leadTimes: [], revisionsWithoutTime: 0 });
    expect(figures('e@Mon 09:59:59')).toMatchObject({ leadTimes: [1], revisionsWithoutTime: 0 });
  });

  it('are not delivered by what failed', () => {
    const failure = failed('X', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['x@Mon 08:00', 'y'] });

    expect(week(B, failure)).toMatchObject({ leadTimes: [], revisionsWithoutTime: 0 });
  });

  it('are not known of the first deployment, which takes away what it delivers', () => {
    const first = ok('X', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['x@Mon 08:00', 'y'] });
    const second = ok('Y', 'Tue 09:00', 'Tue 09:10-09:20', { carries: ['x@Mon 08:00', 'y', 'z@Tue 09:00'] });

    expect(week(first)).toMatchObject({ successful: 1, leadTimes: [], revisionsWithoutTime: 0 });
    expect(week(first, second)).toMatchObject({ leadTimes: [1200], revisionsWithoutTime: 0 });
  });

  it('of a failure before the first success are not known either', () => {
    const failure = failed('F', 'Mon 08:00', 'Mon 08:10-08:20', { carries: ['f@Mon 07:00'] });

    expect(week(failure, ok('X', 'Mon 09:00', 'Mon 09:10-09:20')).leadTimes).toEqual([]);
  });

  it('are delivered by the end of deployments, in whatever order they started (parallel mode)', () => {
    const slow = ok('X', 'Mon 09:00', 'Mon 09:10-12:00', { carries: ['x@Mon 08:00'] });
    const quick = ok('Y', 'Mon 09:30', 'Mon 09:40-10:00', { carries: ['y@Mon 09:00'] });

    expect(week(B, slow, quick).leadTimes).toEqual([3600, 7200]);
  });
});
