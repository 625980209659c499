import { attemptKey, newestOfEach, retriesByRows } from './attempts.ts';
import { retriesOf, stageOf } from './facts.ts';
import type { PipelineState, Situation, StageAttempt } from './situation.ts';

/**
 * True where the service shows less than is known: the stage, or all of it that is no success, is still said to run, though
 * it is known to have failed and nothing in it has started since. `at`: when it failed, in milliseconds since the epoch;
 * without it, what was seen when a retry was planned counts.
 */
export function isAhead(at: number | undefined, situation: Situation): boolean {
  const { run, attempts, definition, ledger } = situation;
  const stage = stageOf(situation);
  const isRunning =
    definition.mode === 'PARALLEL'
      ? attempts.some(({ status }) => status === 'InProgress') ||
        attempts.every(({ status }) => status !== 'Failed')
      : stage?.executionId === run.executionId &&
        (stage.status === 'InProgress' || (stage.status === 'Failed' && runsOnly(attempts)));
  const nothingSince =
    at === undefined
      ? ledger.record?.slot?.seen === attemptKey(attempts)
      : !attempts.some((attempt) => isSince(at, attempt, attempts));
  return isRunning && nothingSince;
}

/** True where the attempts tell of a retry that the state, which was read before them, does not count: both are of two moments. */
export function isTorn(situation: Situation): boolean {
  const { run, definition, attempts } = situation;
  const stage = stageOf(situation);
  const isOurs = definition.mode !== 'PARALLEL' && stage?.executionId === run.executionId;
  return isOurs && retriesByRows(attempts) > retriesOf(stage);
}

/** Something runs and nothing has failed: the attempts of a failed stage are shown so where their list lags. */
function runsOnly(attempts: readonly StageAttempt[]): boolean {
  const statuses = newestOfEach(attempts).map(({ status }) => status);
  return statuses.includes('InProgress') && !statuses.some((it) => it === 'Failed' || it === 'Abandoned');
}

/**
 * Whether an attempt has started after the failure, whose time is cut to whole seconds. The service's own retry comes at
 * once, perhaps in the same second: it is another attempt of an action that had failed.
 */
function isSince(
  at: number,
  { action, startedAt }: StageAttempt,
  attempts: readonly StageAttempt[],
): boolean {
  const hasFailedBefore = attempts.some(
    (it) => it.action === action && it.status === 'Failed' && it.updatedAt <= startedAt,
  );
  return startedAt >= (hasFailedBefore ? at : at + 1000);
}

/**
 * True where a later look shows less than the one that was decided on: the stage is said to run, though nobody has retried
 * it since.
 */
export function isBehind(decidedOn: Situation, state: PipelineState): boolean {
  const before = stageOf(decidedOn);
  const now = stageOf({ ...decidedOn, state });
  return (
    now?.executionId === decidedOn.run.executionId &&
    now.status === 'InProgress' &&
    before?.status !== 'InProgress' &&
    retriesOf(now) <= retriesOf(before)
  );
}
