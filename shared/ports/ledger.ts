import type { Kind } from '../domain/diagnosis/cause.ts';
import type { BreakerState, LedgerView, StageRecord } from '../domain/retry/ledger-view.ts';
import type { StageRun } from '../domain/retry/situation.ts';

/** What a stage's retry counts against. */
export interface Accounts {
  /** The day in UTC, as 2026-11-23. */
  readonly day: string;
  /** The source revisions in one text. */
  readonly revision: string;
}

/**
 * The retry ledger. Each call throws a ServiceError, and then nothing may be retried: a change that threw may have taken
 * effect, or may do so yet.
 */
export interface Ledger {
  /** Everything that a decision needs, in one call, each part as it is now; throws where a count is unreadable. */
  read(run: StageRun, accounts: Accounts, kind: Kind): Promise<LedgerView>;
  /** Writes the record if nobody has written it since `before` was read; false: somebody was first. */
  write(
    run: StageRun,
    before: StageRecord | undefined,
    after: Omit<StageRecord, 'version'>,
  ): Promise<boolean>;
  /**
   * Takes one from the day's budget and one from the revision's; false where either has none left. An error or a crash
   * in between leaves one of the day's taken, which costs a retry and no more.
   */
  spend(
    run: StageRun,
    accounts: Accounts,
    limits: { readonly day: number; readonly revision: number },
  ): Promise<boolean>;
  /** Writes a breaker's state if nobody has since; false: somebody was first. */
  writeBreaker(
    kind: Kind,
    before: BreakerState | undefined,
    after: Omit<BreakerState, 'version'>,
  ): Promise<boolean>;
}
