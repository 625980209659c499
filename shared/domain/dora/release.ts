import type { PastExecution } from './history.ts';
import { isApproval, isDecided, latestOf } from './known.ts';

/** What became of an execution in production (terms 3 to 5); times in milliseconds since the epoch. */
export interface Release {
  readonly id: string;
  /** When the execution started, not its production stage. */
  readonly startedAt: number;
  readonly outcome: 'successful' | 'failed' | 'none';
  /** From the first attempt to the end of the last, approvals left out. */
  readonly begin: number;
  readonly end: number;
  /** Successful after an attempt that failed. */
  readonly healed: boolean;
}

/** The release of an execution whose rows are known at `to`; undefined if it is undecided or did not reach production. */
export function releaseOf(
  execution: PastExecution,
  productionStage: string,
  to: number,
): Release | undefined {
  if (!isDecided(execution, to)) return undefined;
  const rows = execution.attempts.filter(({ stage }) => stage === productionStage);
  const latest = latestOf(rows);
  const deploying = latest.filter((row) => !isApproval(row));
  if (deploying.length === 0) return undefined;
  const isComplete = execution.status !== 'Stopped' && execution.status !== 'Cancelled';
  const outcome = deploying.some(({ status }) => status === 'Failed')
    ? 'failed'
    : isComplete && latest.every(({ status }) => status === 'Succeeded')
      ? 'successful'
      : 'none';
  const attempts = rows.filter((row) => !isApproval(row));
  return {
    id: execution.id,
    startedAt: execution.startedAt,
    outcome,
    begin: Math.min(...attempts.map(({ startedAt }) => startedAt)),
    end: Math.max(...deploying.map(({ updatedAt }) => updatedAt)),
    healed: outcome === 'successful' && attempts.some(({ status }) => status === 'Failed'),
  };
}
