import type { ActionAttempt, History, PastExecution } from './execution.ts';
import { attemptsUntil } from './failure.ts';

/** A pipeline that is failing: since when, and how many executions in a row. Times in milliseconds since the epoch. */
export interface FailingSince {
  readonly since: number;
  readonly inARow: number;
  /** The number is a lower bound: the failures reach further back than what was read. */
  readonly orMore: boolean;
  readonly lastSuccess?: number | undefined;
}

/** A success that ends failures: how many messages of failure it answers, and after how long. */
export interface Recovery {
  readonly failures: number;
  readonly orMore: boolean;
  readonly durationMs: number;
}

/** The failures before `at` that no success has ended, newest first, without the execution itself. */
interface Streak {
  readonly failed: readonly PastExecution[];
  readonly lastSuccess?: PastExecution | undefined;
  readonly orMore: boolean;
}

/** Says since when the pipeline of a failed execution is failing, that execution included. */
export function failingSince(
  executionId: string,
  at: number,
  history: History,
  attempts: readonly ActionAttempt[],
): FailingSince {
  const streak = streakBefore(executionId, at, history);
  const own = ownFailures(attempts, at);
  // The rows of the failure itself are a little older than its event; only those before a retry are earlier failures.
  const earlier = [...streak.failed, ...(failedTries(own) > 1 ? own : [])];
  const first = Math.min(at, ...earlier.map(({ updatedAt }) => updatedAt));
  return {
    since: first,
    inARow: streak.failed.length + 1,
    orMore: streak.orMore,
    lastSuccess: streak.lastSuccess?.updatedAt,
  };
}

/** Says which failures a success ends: those of earlier executions, and its own before a retry. Undefined: none. */
export function recoveryOf(
  executionId: string,
  at: number,
  history: History,
  attempts: readonly ActionAttempt[],
): Recovery | undefined {
  const streak = streakBefore(executionId, at, history);
  const own = ownFailures(attempts, at);
  const failures = streak.failed.length + failedTries(own);
  if (failures === 0) return undefined;
  const first = Math.min(...streak.failed.map((e) => e.updatedAt), ...own.map((a) => a.updatedAt));
  return { failures, orMore: streak.orMore, durationMs: Math.max(0, at - first) };
}

/** The newest execution that succeeded before `at`. */
export function lastSuccessBefore(
  executionId: string,
  at: number,
  history: History,
): PastExecution | undefined {
  return streakBefore(executionId, at, history).lastSuccess;
}

function streakBefore(executionId: string, at: number, history: History): Streak {
  // By end, not by start: an execution that waited long may end after one that began later.
  const ended = history.executions
    .filter((e) => e.id !== executionId && e.updatedAt < at + 1000)
    .filter((e) => e.status === 'Failed' || e.status === 'Succeeded')
    .sort((a, b) => b.updatedAt - a.updatedAt || b.startedAt - a.startedAt);
  const success = ended.findIndex((e) => e.status === 'Succeeded');
  return {
    failed: success === -1 ? ended : ended.slice(0, success),
    lastSuccess: ended[success],
    orMore: success === -1 && !history.complete && ended.length > 0,
  };
}

function ownFailures(attempts: readonly ActionAttempt[], at: number): readonly ActionAttempt[] {
  return attemptsUntil(attempts, at).filter((attempt) => attempt.status === 'Failed');
}

/** Parallel actions that fail together are one failure of their stage. */
function failedTries(failed: readonly ActionAttempt[]): number {
  const perAction = new Map<string, Map<string, number>>();
  for (const { stage, action } of failed) {
    const actions = perAction.get(stage) ?? new Map<string, number>();
    perAction.set(stage, actions.set(action, (actions.get(action) ?? 0) + 1));
  }
  return [...perAction.values()].reduce((sum, actions) => sum + Math.max(...actions.values()), 0);
}
