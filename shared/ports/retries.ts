import type { StageRecord } from '../domain/retry/ledger-view.ts';
import type { StageRun } from '../domain/retry/situation.ts';

/** Reads what retry has recorded; throws a ServiceError, and ends early when the signal says so. */
export interface RetryReader {
  /** The record of a stage of an execution as it is now; undefined: nothing was decided yet. */
  recordOf(run: StageRun, signal: AbortSignal): Promise<StageRecord | undefined>;
}
