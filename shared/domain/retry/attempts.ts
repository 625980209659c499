import type { StageAttempt } from './situation.ts';

/** The newest attempt of each action: earlier rows stay in the service's history after a retry. */
export function newestOfEach(attempts: readonly StageAttempt[]): readonly StageAttempt[] {
  const newest = new Map<string, StageAttempt>();
  for (const attempt of attempts) {
    const known = newest.get(attempt.action);
    if (!known || order(attempt, known) > 0) newest.set(attempt.action, attempt);
  }
  return [...newest.values()];
}

/** What the stage's newest attempt is known by, whatever the order of the rows: another one after each retry. */
export function attemptKey(attempts: readonly StageAttempt[]): string {
  return newestOfEach(attempts)
    .map(({ actionExecutionId }) => actionExecutionId)
    .sort()
    .join(' ');
}

/** When the stage failed, in milliseconds since the epoch: when the last of its failed actions ended; -Infinity: none. */
export function failureTime(attempts: readonly StageAttempt[]): number {
  const failed = newestOfEach(attempts).filter(({ status }) => status === 'Failed');
  return Math.max(...failed.map(({ updatedAt }) => updatedAt));
}

/** How often the stage was retried, by whomever, at least: a retry gives each action one row more, or none. */
export function retriesByRows(attempts: readonly StageAttempt[]): number {
  const rows = new Map<string, number>();
  for (const { action } of attempts) rows.set(action, (rows.get(action) ?? 0) + 1);
  return Math.max(1, ...rows.values()) - 1;
}

function order(a: StageAttempt, b: StageAttempt): number {
  // By id at last, so that one answer in two orders is one answer.
  return (
    a.startedAt - b.startedAt ||
    a.updatedAt - b.updatedAt ||
    (a.actionExecutionId > b.actionExecutionId ? 1 : -1)
  );
}
