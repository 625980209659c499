import { describe, expect, it } from 'vitest';
import { B, failed, ok, rollback, run, week } from './story.ts';
import type { Told } from './story.ts';

describe('term 9: a rollback', () => {
  const two = [ok('V2', 'Mon 09:00', 'Mon 09:10-09:20'), ok('V3', 'Mon 10:00', 'Mon 10:10-10:20')];
  const back = (target: string, more: Told = {}) =>
    rollback('R', target, 'Mon 11:00', { rows: ['Mon 11:00-11:10 Succeeded'], ...more });

  it('marks what came after its target, and is no deployment itself', () => {
    expect(week(B, ...two, back('B'))).toMatchObject({ deployments: 2, failed: 2 });
    expect(week(B, ...two, back('V2'))).toMatchObject({ deployments: 2, failed: 1, recoveries: [3000] });
  });

  it('to the version that runs marks nothing', () => {
    expect(week(B, ...two, back('V3'))).toMatchObject({ failed: 0, recoveries: [] });
  });

  it('marks only what had ended by its start', () => {
    const meanwhile = ok('V4', 'Mon 10:30', 'Mon 10:50-11:00:01');

    expect(week(B, ...two, meanwhile, back('B')).failed).toBe(2);
    expect(week(B, ...two, ok('V4', 'Mon 10:30', 'Mon 10:50-11:00'), back('B')).failed).toBe(3);
  });

  it.each([
    ['is not in the history', 'nobody', []],
    ['failed', 'F', [failed('F', 'Mon 08:00', 'Mon 08:10-08:20')]],
    ['did not reach production', 'N', [run('N', 'Mon 08:00')]],
  ])('to a target that %s marks the last deployment only', (_, target, others) => {
    expect(week(B, ...others, ...two, back(target)).recoveries).toContain(3000);
    expect(
      week(B, ...others, ...two, back(target)).failed - others.filter(({ id }) => id === 'F').length,
    ).toBe(1);
  });

  it('without a target marks the last deployment only, and nothing where there is none', () => {
    const blind = run('R', 'Mon 11:00', { rows: ['Mon 11:00-11:10 Succeeded'], type: 'ROLLBACK' });

    expect(week(B, ...two, blind).failed).toBe(1);
    expect(week(blind)).toMatchObject({ deployments: 0, failed: 0, openFailures: [] });
  });

  it('that failed marks, but does not recover', () => {
    const figures = week(B, ...two, back('B', { rows: ['Mon 11:00-11:10 Failed'], status: 'Failed' }));

    expect(figures).toMatchObject({ failed: 2, recoveries: [] });
    expect(figures.openFailures).toHaveLength(2);
  });

  it('whose approval was rejected after it began marks, but does not recover', () => {
    const rows = ['Mon 11:00-11:10 Succeeded', 'Live/Approve Mon 11:10-11:20 Failed'];

    expect(week(B, ...two, back('B', { rows, status: 'Failed' }))).toMatchObject({
      failed: 2,
      recoveries: [],
    });
  });

  it('is ignored while it is undecided, and where it was for another stage', () => {
    expect(week(B, ...two, back('B', { status: 'InProgress' })).failed).toBe(0);
    expect(week(B, ...two, back('B', { rows: ['Staging/Deploy Mon 11:00-11:10 Succeeded'] })).failed).toBe(0);
    expect(week(B, ...two, back('B', { rows: ['Live/Approve Mon 11:00-11:10 Failed'] })).failed).toBe(0);
  });

  it('recovers what failed in itself too, at its own end', () => {
    const failure = failed('F', 'Mon 10:00', 'Mon 10:40-10:50');

    expect(week(B, failure, back('B')).recoveries).toEqual([1200]);
  });

  it('in a later window leaves the figures of this one as they were known', () => {
    const later = rollback('R', 'B', 'Mon+ 00:00', { rows: ['Mon+ 00:00-00:10 Succeeded'] });

    expect(week(B, ...two, later).failed).toBe(0);
  });

  it('of a deployment before the window makes it no failure of the window, but a recovery in it', () => {
    const before = ok('V1', 'Sun- 22:00', 'Sun- 22:10-23:00');
    const now = rollback('R', 'B', 'Mon 00:10', { rows: ['Mon 00:20-01:00 Succeeded'] });

    expect(week(B, before, now)).toMatchObject({ deployments: 0, failed: 0, recoveries: [7200] });
  });
});
