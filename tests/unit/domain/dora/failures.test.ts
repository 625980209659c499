import { describe, expect, it } from 'vitest';
import { at, B, failed, ok, rollback, run, week } from './story.ts';

describe('term 7: a failed deployment', () => {
  it('fails once, however often it was tried or rolled back', () => {
    const figures = week(
      B,
      ok('X', 'Mon 09:00', 'Mon 09:10-09:20'),
      rollback('R1', 'B', 'Mon 10:00', { rows: ['Mon 10:00-10:10 Failed'], status: 'Failed' }),
      rollback('R2', 'B', 'Mon 11:00', { rows: ['Mon 11:00-11:10 Succeeded'] }),
      run('Y', 'Tue 09:00', { rows: ['Tue 09:10-09:20 Failed', 'Tue 10:10-10:20 Failed'], status: 'Failed' }),
      rollback('R3', 'B', 'Tue 11:00', { rows: ['Tue 11:00-11:10 Succeeded'] }),
    );

    expect(figures).toMatchObject({ deployments: 2, failed: 2, recoveries: [3000, 6600] });
  });

  it('is recovered in the window of its recovery, wherever it began', () => {
    const figures = week(
      B,
      failed('X', 'Sun- 22:00', 'Sun- 22:50-23:00'),
      ok('Y', 'Mon 00:10', 'Mon 00:50-01:00'),
    );

    expect(figures).toMatchObject({ deployments: 1, failed: 0, rework: 1, recoveries: [7200] });
  });

  it('is recovered only by what ended later than itself', () => {
    const failure = failed('X', 'Mon 09:00', 'Mon 09:30-10:00');

    expect(week(B, failure, ok('Y', 'Mon 09:10', 'Mon 09:20-10:00'))).toMatchObject({ recoveries: [] });
    expect(week(B, failure, ok('Y', 'Mon 09:10', 'Mon 09:20-10:00:01')).recoveries).toEqual([1]);
  });

  it('is not recovered by a deployment that a rollback marks', () => {
    const figures = week(
      B,
      failed('X', 'Mon 09:00', 'Mon 09:30-10:00'),
      ok('Y', 'Mon 10:10', 'Mon 10:20-11:00'),
      rollback('R', 'B', 'Mon 12:00', { rows: ['Mon 12:00-12:30 Succeeded'] }),
    );

    expect(figures.recoveries).toEqual([5400, 9000]);
  });

  it('makes rework of what begins from its end until its recovery', () => {
    const failure = failed('F', 'Mon 08:00', 'Mon 09:30-10:00');
    const cure = ok('G', 'Mon 08:30', 'Mon 09:40-11:00');
    const begun = (time: string) => week(B, failure, cure, ok('X', 'Mon 09:00', `Mon ${time}-12:00`)).rework;

    expect(begun('09:59:59.999')).toBe(0);
    expect(begun('10:00')).toBe(1);
    expect(begun('10:59:59.999')).toBe(1);
    expect(begun('11:00')).toBe(0);
  });

  it('stays open for as long as nothing recovered it before the end of the window', () => {
    const figures = week(
      B,
      failed('X', 'Fri- 13:00', 'Fri- 13:10-13:20'),
      failed('Y', 'Tue 09:00', 'Tue 09:10-09:20'),
    );

    expect(figures.openFailures).toEqual([
      { id: 'X', since: at('Fri- 13:20') },
      { id: 'Y', since: at('Tue 09:20') },
    ]);
  });
});

describe('several failures', () => {
  it('before one recovery each have a recovery time of their own, to the same end', () => {
    const figures = week(
      B,
      failed('X', 'Mon 09:00', 'Mon 09:10-09:20'),
      failed('Y', 'Mon 10:00', 'Mon 10:10-10:20'),
      ok('Z', 'Mon 11:00', 'Mon 11:10-11:20'),
    );

    expect(figures.recoveries).toEqual([3600, 7200]);
  });

  it('are recovered by a deployment that began before them, which is then no rework (parallel mode)', () => {
    const slow = ok('X', 'Mon 08:00', 'Mon 08:50-10:00');
    const quick = failed('Y', 'Mon 09:00', 'Mon 09:10-09:20');

    expect(week(B, slow, quick)).toMatchObject({ recoveries: [2400], rework: 0 });
  });

  it('are recovered by the redeploy of a revision, which is then rework', () => {
    const failure = failed('X', 'Mon 09:00', 'Mon 09:10-09:20');
    const again = ok('Y', 'Mon 10:00', 'Mon 10:10-10:20', { carries: ['b@Fri- 11:00'] });

    expect(week({ ...B, revisions: again.revisions }, failure, again)).toMatchObject({
      recoveries: [3600],
      rework: 1,
      leadTimes: [],
    });
  });
});
