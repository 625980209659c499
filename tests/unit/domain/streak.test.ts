import { describe, expect, it } from 'vitest';
import type { History } from '../../../shared/domain/execution.ts';
import { failingSince, recoveryOf } from '../../../shared/domain/streak.ts';
import { AT, attempt, MINUTE, pastRun, RUN } from '../../support/facts.ts';

const history = (...executions: History['executions']): History => ({ executions, complete: true });
const since = (past: History, attempts: Parameters<typeof failingSince>[3] = []) =>
  failingSince(RUN, AT, past, attempts);
const recovery = (past: History, attempts: Parameters<typeof recoveryOf>[3] = []) =>
  recoveryOf(RUN, AT, past, attempts);

describe('a pipeline is failing', () => {
  it('since now, if it succeeded before', () => {
    expect(since(history(pastRun('Succeeded', 60)))).toEqual({
      since: AT,
      inARow: 1,
      orMore: false,
      lastSuccess: AT - 60 * MINUTE,
    });
  });

  it('since the first failure after the last success, this one counted', () => {
    const past = history(
      pastRun('Failed', 5),
      pastRun('Failed', 20),
      pastRun('Succeeded', 60),
      pastRun('Failed', 90),
    );

    expect(since(past)).toMatchObject({ since: AT - 20 * MINUTE, inARow: 3, lastSuccess: AT - 60 * MINUTE });
  });

  it('whatever the order in which the service lists its runs', () => {
    const past = history(pastRun('Succeeded', 60), pastRun('Failed', 20), pastRun('Failed', 5));

    expect(since(past)).toMatchObject({ since: AT - 20 * MINUTE, inARow: 3 });
  });

  it('regardless of runs that neither failed nor succeeded', () => {
    const others = ['Stopped', 'Superseded', 'Cancelled', 'InProgress'].map((status, n) =>
      pastRun(status, 5 + n),
    );

    expect(since(history(...others, pastRun('Failed', 20), pastRun('Succeeded', 60)))).toMatchObject({
      inARow: 2,
    });
  });

  it('and its own line in the history is not counted a second time', () => {
    expect(since(history(pastRun('Failed', 0, RUN), pastRun('Succeeded', 60)))).toMatchObject({ inARow: 1 });
  });

  it('as of the event: runs that ended after it are not looked at', () => {
    const past = history(pastRun('Succeeded', -5), pastRun('Failed', 20), pastRun('Succeeded', 60));

    expect(since(past)).toMatchObject({ inARow: 2, lastSuccess: AT - 60 * MINUTE });
  });

  it('and one that ended in the same second counts, since event times are cut to whole seconds', () => {
    const sameSecond = { ...pastRun('Failed', 0, 'other'), updatedAt: AT + 999 };

    expect(since(history(sameSecond))).toMatchObject({ since: AT, inARow: 2 });
    expect(since(history({ ...sameSecond, updatedAt: AT + 1000 }))).toMatchObject({ inARow: 1 });
  });

  it('by the end of runs: one that waited for long may end after one that began later', () => {
    const waited = { ...pastRun('Succeeded', 5), startedAt: AT - 90 * MINUTE };

    expect(since(history(pastRun('Failed', 20), waited))).toMatchObject({ since: AT, inARow: 1 });
  });

  it('by the start of runs where two ended at the same time', () => {
    const success = pastRun('Succeeded', 20, 'success');
    const later = { ...pastRun('Failed', 20, 'failure'), startedAt: success.startedAt + MINUTE };

    expect(since(history(success, later))).toMatchObject({ inARow: 2 });
  });

  it('for at least so long and often, where the history was not read to its end', () => {
    const past = { executions: [pastRun('Failed', 20)], complete: false };

    expect(since(past)).toMatchObject({ inARow: 2, orMore: true, lastSuccess: undefined });
    expect(since({ ...past, complete: true }).orMore).toBe(false);
    expect(since({ executions: [], complete: false }).orMore).toBe(false);
  });

  it('since its first try, if this is a retry that failed again', () => {
    const tries = [attempt({ updatedAt: -30 * MINUTE, startedAt: -31 * MINUTE }), attempt()];

    expect(since(history(), tries)).toMatchObject({ since: AT - 30 * MINUTE, inARow: 1 });
  });

  it('since now, if parallel actions of one stage failed together', () => {
    const together = [attempt({ action: 'Unit', updatedAt: -3 * MINUTE }), attempt({ action: 'Lint' })];

    expect(since(history(), together)).toMatchObject({ since: AT });
  });
});

describe('a success', () => {
  it('ends nothing after a success, or as the first run of all', () => {
    expect(recovery(history(pastRun('Succeeded', 20), pastRun('Failed', 60)))).toBeUndefined();
    expect(recovery(history())).toBeUndefined();
  });

  it('ends the failures since the success before, and how long they lasted', () => {
    const past = history(pastRun('Failed', 5), pastRun('Failed', 45), pastRun('Succeeded', 60));

    expect(recovery(past)).toEqual({ failures: 2, orMore: false, durationMs: 45 * MINUTE });
  });

  it('ends its own failures before a retry too: each was told', () => {
    const own = [
      attempt({ startedAt: -31 * MINUTE, updatedAt: -30 * MINUTE }),
      attempt({ startedAt: -11 * MINUTE, updatedAt: -10 * MINUTE }),
      attempt({ startedAt: -5 * MINUTE, status: 'Succeeded' }),
    ];

    expect(recovery(history(pastRun('Failed', 45)), own)).toMatchObject({
      failures: 3,
      durationMs: 45 * MINUTE,
    });
    expect(recovery(history(), own)).toMatchObject({ failures: 2, durationMs: 30 * MINUTE });
  });

  it('counts parallel actions that failed together as the one failure that was told', () => {
    const rows = ['Unit', 'Lint', 'Scan'].map((action) => attempt({ action }));

    expect(recovery(history(), rows)).toMatchObject({ failures: 1 });
    expect(recovery(history(), [...rows, attempt({ action: 'Unit', startedAt: -MINUTE })])).toMatchObject({
      failures: 2,
    });
    expect(recovery(history(), [...rows, attempt({ stage: 'Deploy' })])).toMatchObject({ failures: 2 });
  });

  it('says that there may be more where the history was not read to its end', () => {
    expect(recovery({ executions: [pastRun('Failed', 20)], complete: false })).toMatchObject({
      orMore: true,
    });
  });

  it('never lasted less than no time, though clocks differ within a second', () => {
    expect(recovery(history(), [attempt({ startedAt: 0, updatedAt: 500 })])).toMatchObject({ durationMs: 0 });
  });
});
