import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsPlan } from '../../../../shared/domain/dora/reading-plan.ts';
import { DAY_MS } from '../../../../shared/domain/dora/window.ts';

const NEVER = { readTo: Infinity, isWhole: false };
/** Executions a day apart, the newest first, with so many rows each. */
const daily = (count: number, rows?: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `e${n}`, startedAt: (1000 - n) * DAY_MS, rows }));
const ids = (...numbers: readonly number[]) => new Set(numbers.map((n) => `e${n}`));

describe("the way to executions' rows", () => {
  it('is nothing where nothing is wanted', () => {
    expect(rowsPlan(daily(3), ids(), NEVER)).toEqual({ oneByOne: [] });
  });

  it("is one call for one execution, and the pipeline's list for many", () => {
    expect(rowsPlan(daily(50, 5), ids(0), NEVER)).toEqual({ oneByOne: ['e0'] });
    expect(rowsPlan(daily(50, 5), ids(0, 1, 2), NEVER)).toEqual({ listFrom: 998 * DAY_MS, oneByOne: [] });
  });

  it('is both where a few of them are much older', () => {
    expect(rowsPlan(daily(200, 10), ids(0, 1, 2, 3, 150), NEVER)).toEqual({
      listFrom: 997 * DAY_MS,
      oneByOne: ['e150'],
    });
  });

  it('is one by one where each has pages of rows', () => {
    expect(rowsPlan(daily(50, 90), ids(0, 1, 2), NEVER)).toEqual({ oneByOne: ['e0', 'e1', 'e2'] });
  });

  it('goes on where the list has been read to already', () => {
    expect(rowsPlan(daily(50, 5), ids(20), { readTo: 970 * DAY_MS, isWhole: false })).toEqual({
      listFrom: 980 * DAY_MS,
      oneByOne: [],
    });
  });

  it('is one page of the list where there is no more than that', () => {
    const whole = { readTo: Infinity, isWhole: true };

    expect(rowsPlan(daily(9, 5), ids(0, 8), whole)).toEqual({ listFrom: 992 * DAY_MS, oneByOne: [] });
  });

  it('leads to each wanted execution, and never takes more calls than one by one', () => {
    const executions = fc.array(fc.record({ startedAt: fc.nat(100), rows: fc.option(fc.nat(300)) }));
    fc.assert(
      fc.property(executions, fc.func(fc.boolean()), (given, isWanted) => {
        const all = given.map(({ startedAt, rows }, n) => {
          return { id: String(n), startedAt: startedAt * DAY_MS, rows: rows ?? undefined };
        });
        const wanted = new Set(all.filter(({ id }) => isWanted(id)).map(({ id }) => id));
        const { listFrom = Infinity, oneByOne } = rowsPlan(all, wanted, NEVER);
        const reached = all.filter(({ id, startedAt }) => startedAt >= listFrom || oneByOne.includes(id));
        expect(reached.map(({ id }) => id)).toEqual(expect.arrayContaining([...wanted]));
        expect(oneByOne.every((id) => wanted.has(id))).toBe(true);
      }),
    );
  });
});
