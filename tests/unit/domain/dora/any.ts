import fc from 'fast-check';
import type { PastAttempt, PastExecution } from '../../../../shared/domain/dora/history.ts';
import { HOUR_MS } from '../../../../shared/domain/dora/window.ts';
import { WEEK } from './story.ts';

/** Mostly the usual. */
function mostly<const T, const U>(usual: T, ...others: readonly U[]): fc.Arbitrary<T | U> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  );
}

/** Whole hours, so that times often meet: from six days before the window to a day after it. */
const START = fc.integer({ min: -6 * 24, max: 8 * 24 }).map((hours) => WEEK.from + hours * HOUR_MS);

const row = fc.record({
  stage: mostly('Live', 'Build'),
  action: mostly('Deploy', 'Smoke', 'Approve'),
  status: mostly('Succeeded', 'Failed', 'Failed', 'InProgress', 'Abandoned'),
  after: fc.integer({ min: 0, max: 3 }),
  hours: fc.integer({ min: 0, max: 4 }),
});

/** Executions whose rows lie within them, as the service gives them, but which may be anything else. */
const execution = fc.record({
  startedAt: START,
  status: mostly('Succeeded', 'Failed', 'Stopped', 'Cancelled', 'Superseded', 'InProgress', 'Stopping'),
  type: fc.constantFrom('STANDARD', 'STANDARD', 'STANDARD', undefined, 'ROLLBACK'),
  target: fc.nat(8),
  idle: mostly(0, 1, 12, 100),
  revisions: fc.array(
    fc.record({
      artifact: mostly('App', 'Lib'),
      revisionId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      committed: fc.option(fc.integer({ min: 0, max: 60 })),
    }),
    { maxLength: 2 },
  ),
  rows: fc.array(row, { maxLength: 4 }),
});

/** Any history of at most twelve executions; rollbacks are mostly to one of them. */
export const anyHistory: fc.Arbitrary<readonly PastExecution[]> = fc
  .array(execution, { maxLength: 12 })
  .map((all) =>
    all.map(({ startedAt, status, type, target, idle, revisions, rows }, index) => {
      const attempts: readonly PastAttempt[] = rows.map(({ after, hours, action, ...rest }) => ({
        ...rest,
        action,
        category: action === 'Approve' ? 'Approval' : 'Deploy',
        startedAt: startedAt + after * HOUR_MS,
        updatedAt: startedAt + (after + hours) * HOUR_MS,
      }));
      return {
        id: `x${index}`,
        status,
        ...(type !== undefined && { type }),
        ...(type === 'ROLLBACK' && { rollbackTargetId: `x${target}` }),
        startedAt,
        updatedAt: Math.max(startedAt, ...attempts.map(({ updatedAt }) => updatedAt)) + idle * HOUR_MS,
        revisions: revisions.map(({ artifact, revisionId, committed }) => ({
          artifact,
          revisionId,
          ...(committed !== null && { committedAt: startedAt - (committed - 6) * HOUR_MS }),
        })),
        attempts,
      };
    }),
  );
