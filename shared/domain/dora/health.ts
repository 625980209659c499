import type { Kind } from '../diagnosis/cause.ts';
import type { PastAttempt, PastExecution } from './history.ts';
import { isApproval, isDecided, isStandard, latestByStage } from './known.ts';
import { holds } from './window.ts';
import type { Window } from './window.ts';

/** A stage in which a run failed; the ledger may know why. */
export interface FailedStage {
  readonly executionId: string;
  readonly stage: string;
  readonly kind?: Kind;
}

/** An approval that nobody has answered; `since` in milliseconds since the epoch. */
export interface WaitingApproval {
  readonly executionId: string;
  readonly stage: string;
  readonly action: string;
  readonly since: number;
}

/** How the pipeline's runs go, beside the metrics of DORA. */
export interface RunHealth {
  /** How long the runs took that ended in the window, green or red, and the builds in them that were green; seconds. */
  readonly runSeconds: readonly number[];
  readonly buildSeconds: readonly number[];
  readonly failedStages: readonly FailedStage[];
  /** At the window's end. */
  readonly approvalsWaiting: readonly WaitingApproval[];
  /** Since when no run has been green, if the last one that ended before the window's end was red; milliseconds. */
  readonly failingSince?: number;
}

/** CodeBuild projects, and the commands that a pipeline runs itself. */
const BUILDING: readonly string[] = ['Build', 'Compute'];

/**
 * What the known executions, by their start, say of a window beside deployments; `baselineEnd`: when the last deployment before it
 * ended, in milliseconds since the epoch.
 */
export function runHealthOf(
  known: readonly PastExecution[],
  window: Window,
  baselineEnd = -Infinity,
): RunHealth {
  const decided = known
    .filter((it) => isStandard(it) && isDecided(it, window.to))
    .filter(({ status }) => status === 'Succeeded' || status === 'Failed');
  const runs = decided
    .filter(({ updatedAt }) => holds(window, updatedAt))
    .map((run) => ({ ...run, latest: latestByStage(run.attempts) }));
  const builds = runs.flatMap(({ latest }) =>
    latest.filter(({ category, status }) => BUILDING.includes(category) && status === 'Succeeded'),
  );
  // Of what ended before, it may not have been read why.
  const failingSince = failingSinceOf(decided.filter(({ updatedAt }) => updatedAt >= baselineEnd));
  return {
    runSeconds: secondsOf(runs),
    buildSeconds: secondsOf(builds),
    failedStages: runs.flatMap(({ id, latest }) =>
      [...new Set(latest.filter(hasFailed).map(({ stage }) => stage))]
        .sort()
        .map((stage) => ({ executionId: id, stage })),
    ),
    approvalsWaiting: known
      .filter((it) => !isDecided(it, window.to))
      .flatMap((it) => waitingIn(it, window.to)),
    ...(failingSince !== undefined && { failingSince }),
  };
}

function secondsOf(spans: readonly Pick<PastAttempt, 'startedAt' | 'updatedAt'>[]): readonly number[] {
  return spans.map(({ startedAt, updatedAt }) => (updatedAt - startedAt) / 1000).sort((a, b) => a - b);
}

function hasFailed(row: PastAttempt): boolean {
  return row.status === 'Failed' && !isApproval(row);
}

/** An answer that came at or after `to` was waited for then. */
function waitingIn({ id, attempts }: PastExecution, to: number): readonly WaitingApproval[] {
  return latestByStage(attempts)
    .filter((row) => isApproval(row) && (row.status === 'InProgress' || row.updatedAt >= to))
    .map(({ stage, action, startedAt }) => ({ executionId: id, stage, action, since: startedAt }))
    .sort((a, b) => a.since - b.since || (a.stage + a.action < b.stage + b.action ? -1 : 1));
}

/** The end of the first run that failed after the last one that succeeded. */
function failingSinceOf(decided: readonly PastExecution[]): number | undefined {
  let since: number | undefined;
  const byEnd = decided
    .filter((run) => run.status === 'Succeeded' || !isRejected(run))
    .sort((a, b) => a.updatedAt - b.updatedAt);
  for (const { status, updatedAt } of byEnd) since = status === 'Failed' ? (since ?? updatedAt) : undefined;
  return since;
}

/** A rejected approval is an answer, not a failure. */
function isRejected({ attempts }: PastExecution): boolean {
  const failed = latestByStage(attempts).filter(({ status }) => status === 'Failed');
  return failed.length > 0 && failed.every(isApproval);
}
