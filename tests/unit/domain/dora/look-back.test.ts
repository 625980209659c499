import { describe, expect, it } from 'vitest';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { lookBackOf } from '../../../../shared/domain/dora/look-back.ts';
import { DAY_MS } from '../../../../shared/domain/dora/window.ts';
import { at, B, failed, ok, rollback, run, WEEK } from './story.ts';

const MONTH = 30 * DAY_MS;
const limit = { from: WEEK.from - 4 * MONTH, isComplete: false };
const lookBack = (...executions: readonly PastExecution[]) =>
  lookBackOf(executions, { productionStage: 'Live', windows: [WEEK] });
const X = ok('X', 'Mon 09:00', 'Mon 09:10-09:20');

describe('a history is needed', () => {
  it('back to the last successful deployment before the window, and what may have ended after it', () => {
    const earlier = ok('A', 'Fri- 08:00', 'Fri- 08:10-08:20');

    expect(lookBack(earlier, B, X)).toMatchObject({ from: at('Fri- 12:00') - MONTH, isComplete: true });
  });

  it('for at most 90 days before the window, and 30 days of starts before that', () => {
    expect(lookBack(X)).toMatchObject(limit);
    expect(lookBack()).toMatchObject(limit);
    const old = { ...B, startedAt: limit.from, updatedAt: B.updatedAt };

    expect(lookBack(old, X)).toMatchObject({ from: limit.from, isComplete: true });
    expect(lookBack({ ...old, startedAt: limit.from - 1 }, X)).toMatchObject(limit);
  });

  it('back to the start of a deployment that waited for more than 30 days', () => {
    const slow = { ...B, startedAt: at('Fri- 12:00') - 2 * MONTH };

    expect(lookBack(slow, X).from).toBe(slow.startedAt);
  });

  it('back to what recovered production before, if the deployment before the window was rolled back', () => {
    const V1 = ok('V1', 'Sat- 09:00', 'Sat- 09:10-09:20');
    const back = rollback('R', 'B', 'Mon 08:00', { rows: ['Mon 08:00-08:10 Succeeded'] });

    expect(lookBack(B, V1, X).from).toBe(at('Sat- 09:20') - MONTH);
    expect(lookBack(B, V1, back, X).from).toBe(at('Fri- 12:00') - MONTH);
    expect(lookBack(V1, back, X)).toMatchObject(limit);
  });

  it('back to the last failure that was over when a deployment of the window began', () => {
    const failure = failed('F', 'Sat- 09:00', 'Sat- 09:10-09:20');
    const cure = ok('G', 'Sun- 09:00', 'Sun- 09:10-23:50');
    const begun = (time: string) =>
      lookBack(B, failure, cure, ok('X', 'Sun- 20:00', `Sun- ${time}-Mon 00:10`));

    expect(begun('23:51').from).toBe(at('Sun- 23:50') - MONTH);
    expect(begun('23:50').from).toBe(at('Fri- 12:00') - MONTH);
  });

  it("back to a rollback's target, if the rollback can mark what matters", () => {
    const target = run('T', 'Fri- 09:00');
    const old = { ...target, startedAt: at('Fri- 09:00') - 2 * MONTH };
    const back = rollback('R', 'T', 'Tue 09:00', { rows: ['Tue 09:10-09:20 Succeeded'] });
    const before = { ...back, startedAt: at('Fri- 11:59') };

    expect(lookBack(B, X, old, back)).toMatchObject({ from: old.startedAt, isComplete: true });
    expect(lookBack(B, X, back)).toMatchObject(limit);
    expect(
      lookBack(B, X, run('R', 'Tue 09:00', { type: 'ROLLBACK', rows: ['Tue 09:10-09:20 Failed'] })),
    ).toMatchObject(limit);
    expect(
      lookBack(B, X, ok('V', 'Sat- 09:00', 'Sat- 09:10-09:20'), { ...before, attempts: back.attempts }).from,
    ).toBe(at('Sat- 09:20') - MONTH);
  });

  it('for the window that needs most of it', () => {
    const before = { from: WEEK.from - 7 * DAY_MS, to: WEEK.from };
    const two = lookBackOf([B, X], { productionStage: 'Live', windows: [WEEK, before] });

    expect(two).toMatchObject({ from: before.from - 4 * MONTH, isComplete: false });
  });
});
