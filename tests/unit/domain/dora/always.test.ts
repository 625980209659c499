import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../../../shared/domain/dora/figures.ts';
import type { Figures } from '../../../../shared/domain/dora/figures.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { isEnded } from '../../../../shared/domain/dora/known.ts';
import { lookBackOf } from '../../../../shared/domain/dora/look-back.ts';
import { metricsOf, valueOf } from '../../../../shared/domain/dora/metrics.ts';
import { pooled } from '../../../../shared/domain/dora/pooled.ts';
import { DAY_MS, HOUR_MS, windowBefore } from '../../../../shared/domain/dora/window.ts';
import { anyHistory } from './any.ts';
import { byTheLetter } from './by-the-letter.ts';
import { B, WEEK, week } from './story.ts';

const RUNS = { numRuns: 2000 };

/** What the definitions call counts, rates and recoveries. */
function countsOf(figures: Figures) {
  const { deployments, successful, failed, rework, healed, recoveries, openFailures } = figures;
  return { deployments, successful, failed, rework, healed, recoveries, openFailures };
}

describe('the figures of any history', () => {
  it('are what the definitions say, term by term', () => {
    const met = { failed: 0, recovered: 0, rework: 0, samples: 0, open: 0 };
    fc.assert(
      fc.property(anyHistory, (history) => {
        const figures = week(...history);
        met.failed += figures.failed;
        met.recovered += figures.recoveries.length;
        met.rework += figures.rework;
        met.samples += figures.leadTimes.length;
        met.open += figures.openFailures.length;
        const openFailures = new Set(figures.openFailures.map(({ id }) => id));
        expect({ ...figures, openFailures }).toMatchObject(byTheLetter(history, 'Live', WEEK));
      }),
      RUNS,
    );
    // Else the property says little.
    expect(Math.min(...Object.values(met)), JSON.stringify(met)).toBeGreaterThan(100);
  });

  it('are the same in any order of the executions and of their rows', () => {
    const shuffled = anyHistory.chain((history) =>
      fc.tuple(fc.constant(history), fc.shuffledSubarray([...history], { minLength: history.length })),
    );
    fc.assert(
      fc.property(shuffled, ([history, other]) => {
        const reversed = other.map((it) => ({ ...it, attempts: it.attempts.toReversed() }));
        expect(week(...reversed)).toEqual(week(...history));
      }),
      RUNS,
    );
  });

  it('are the same where executions and rows were read twice', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), (history, some) => {
        const twice = history.flatMap((it, index) =>
          (index + some) % 2 === 0 ? [it, { ...it, attempts: [...it.attempts, ...it.attempts] }] : [it],
        );
        expect(week(...twice)).toEqual(week(...history));
      }),
      RUNS,
    );
  });

  it('count of an execution that was read again while it changed only the later state', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const before = history.map((it) => ({ ...it, status: 'InProgress', updatedAt: it.updatedAt - 1 }));
        expect(week(...before, ...history)).toEqual(week(...history));
        expect(week(...history, ...before)).toEqual(week(...history));
      }),
      RUNS,
    );
  });

  it('give rates from 0 to 100 and nothing that is no finite number', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const figures = week(...history);
        for (const { unit, value } of metricsOf(figures)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(unit === 'Percent' ? 100 : Number.MAX_VALUE);
        }
        expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
      }),
      RUNS,
    );
  });

  it('have no higher failure rate with a successful deployment more that no rollback marks', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(7 * 24 - 2), (history, hour) => {
        const startedAt = WEEK.from + hour * HOUR_MS;
        const [row] = B.attempts;
        const more: PastExecution = {
          ...B,
          id: 'more',
          startedAt,
          updatedAt: startedAt + HOUR_MS,
          attempts: row ? [{ ...row, startedAt, updatedAt: startedAt + HOUR_MS }] : [],
        };
        const rollbacks = history.filter(({ type }) => type === 'ROLLBACK');
        fc.pre(rollbacks.every((it) => it.startedAt < more.updatedAt));
        const before = valueOf(week(...history), 'ChangeFailureRate') ?? 0;
        expect(valueOf(week(...history, more), 'ChangeFailureRate')).toBeLessThanOrEqual(before);
      }),
      RUNS,
    );
  });

  it('have the same counts, rates and recoveries whatever is in progress', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (history, others) => {
        const running = others.map((it) => ({ ...it, id: `running ${it.id}`, status: 'InProgress' }));
        expect(countsOf(week(...history, ...running))).toEqual(countsOf(week(...history)));
      }),
      RUNS,
    );
  });

  it('are pooled to the same fleet, whatever the chunks', () => {
    fc.assert(
      fc.property(fc.array(anyHistory, { maxLength: 6 }), fc.nat(6), (histories, cut) => {
        const all = histories.map((history) => week(...history));
        expect(pooled([pooled(all.slice(0, cut)), pooled(all.slice(cut))])).toEqual(pooled(all));
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on more history than is needed, for this window and the one before', () => {
    const windows = [WEEK, windowBefore(WEEK)];
    const met = { complete: 0, cut: 0 };
    fc.assert(
      fc.property(anyHistory, anyHistory, fc.integer({ min: 3, max: 20 }), (recent, other, days) => {
        const older = other.map((it) => earlier(it, days * DAY_MS));
        const history = [...older.map((it) => earlier(it, 3 * days * DAY_MS)), ...older, ...recent];
        const lookBack = lookBackOf(history, { productionStage: 'Live', windows });
        const { from, rowsFrom, isComplete } = lookBack;
        const needed = history
          .filter(({ startedAt }) => startedAt >= from)
          .map((it) => (it.updatedAt >= rowsFrom || !isEnded(it) ? it : { ...it, attempts: [] }));
        expect(lookBackOf(needed, { productionStage: 'Live', windows })).toEqual(lookBack);
        if (!isComplete) return;
        met.complete++;
        if (needed.length < history.length) met.cut++;
        for (const window of windows) {
          const of = (executions: readonly PastExecution[]) =>
            measured(figuresOf(executions, { productionStage: 'Live', window }));
          expect(of(needed)).toEqual(of(history));
        }
      }),
      RUNS,
    );
    expect(Math.min(...Object.values(met)), JSON.stringify(met)).toBeGreaterThan(100);
  });

  it('come from one walk over what was sorted: a hundred thousand executions are no matter', () => {
    const one = week(...many(100));
    const figures = week(...many(100_000));

    expect(one.deployments).toBe(75);
    expect(figures).toMatchObject({ deployments: 75_000, successful: 50_000 });
    expect(figures.leadTimes).toHaveLength(74_998);
  });
});

/** Without what may have begun at any time: approvals, which time out after 7 days in truth. */
function measured({ approvalsWaiting: _, ...figures }: Figures): object {
  return figures;
}

/** The same run so much earlier, under another id and with revisions of its own, that ended before it was waited for. */
function earlier(execution: PastExecution, by: number): PastExecution {
  const { attempts, revisions } = execution;
  return {
    ...execution,
    id: `old ${execution.id}`,
    ...(execution.rollbackTargetId !== undefined && {
      rollbackTargetId: `old ${execution.rollbackTargetId}`,
    }),
    startedAt: execution.startedAt - by,
    updatedAt: execution.updatedAt - by,
    attempts: attempts.map((row) => ({
      ...row,
      startedAt: row.startedAt - by,
      updatedAt: row.updatedAt - by,
    })),
    revisions: revisions.map((revision) => ({ ...revision, revisionId: `old ${revision.revisionId}` })),
  };
}

/** A week of runs: of four, two succeed, one fails in production, and one is a rollback to the first. */
function many(count: number): readonly PastExecution[] {
  const step = Math.floor((7 * DAY_MS) / count);
  return Array.from({ length: count }, (_, index) => {
    const startedAt = WEEK.from + index * step;
    const updatedAt = startedAt + Math.floor(step / 2);
    const isRed = index % 4 === 2;
    const isRollback = index % 4 === 3;
    return {
      ...B,
      id: `x${index}`,
      status: isRed ? 'Failed' : 'Succeeded',
      type: isRollback ? 'ROLLBACK' : 'STANDARD',
      ...(isRollback && { rollbackTargetId: 'x0' }),
      startedAt,
      updatedAt,
      revisions: [{ artifact: 'App', revisionId: `r${index}`, committedAt: startedAt }],
      attempts: B.attempts.map((row) => ({
        ...row,
        status: isRed ? 'Failed' : 'Succeeded',
        startedAt,
        updatedAt,
      })),
    };
  });
}
