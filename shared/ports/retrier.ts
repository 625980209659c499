import type { RetryMode } from '../domain/retry/decision.ts';
import type { StageRun } from '../domain/retry/situation.ts';

/**
 * What came of a call that changes something and is sent once: it took effect; the service is busy; there is nothing to
 * retry any more; or nobody knows, because the answer was lost.
 */
export type Effect =
  | { readonly outcome: 'started'; readonly executionId: string }
  | { readonly outcome: 'busy' | 'refused'; readonly code: string }
  | { readonly outcome: 'unknown'; readonly code: string };

/** Retries and rolls back stages; throws a ServiceError only for an input that is wrong or a permission that is missing. */
export interface Retrier {
  retry(run: StageRun, mode: RetryMode): Promise<Effect>;
  rollback(run: StageRun, targetExecutionId: string): Promise<Effect>;
}
