import { describe, expect, it } from 'vitest';
import { untimedOf } from '../../../../shared/domain/dora/untimed.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { B, ok, run, WEEK } from './story.ts';

const carrying = (execution: PastExecution, ...ids: readonly string[]): PastExecution => ({
  ...execution,
  revisions: ids.map((revisionId) => ({ artifact: 'Source', revisionId })),
});
const untimed = (...executions: readonly PastExecution[]) =>
  Object.fromEntries(untimedOf(executions, { productionStage: 'Live', windows: [WEEK] }));
const A = ok('A', 'Mon 09:00', 'Mon 09:10-09:20');
const C = ok('C', 'Tue 09:00', 'Tue 09:10-09:20');

describe('a commit time is asked for', () => {
  it('of what was delivered in the window, from the first execution that carries it', () => {
    const stopped = run('S', 'Mon 08:00', { status: 'Failed' });

    expect(untimed(B, carrying(stopped, 's', 't'), carrying(A, 's', 'a'), carrying(C, 'a', 'c'))).toEqual({
      S: ['s', 't'],
      A: ['a'],
      C: ['c'],
    });
  });

  it('not of what the first deployment brought, was delivered before, waits, or has a time', () => {
    const known = {
      ...C,
      revisions: [{ artifact: 'Source', revisionId: 'c', committedAt: 1 }],
    };
    const waiting = run('W', 'Wed 09:00', { status: 'Failed' });

    expect(untimed(carrying(B, 'b'), carrying(A, 'b'), known, carrying(waiting, 'w'))).toEqual({});
  });
});
