import type { Kind } from '../domain/diagnosis/cause.ts';
import type { Retries } from '../domain/dora/figures.ts';

/** What the retry ledger knows of the past; each call throws a ServiceError. */
export interface RetryCounts {
  /** Retries and healed stages of a pipeline by day (UTC, as 2026-11-23); a day without any is left out. */
  byDay(pipeline: string, days: readonly string[]): Promise<ReadonlyMap<string, Retries>>;
  /** Why stages failed, where it is known, in the order in which they were asked for. */
  causes(
    pipeline: string,
    stages: readonly { readonly executionId: string; readonly stage: string }[],
  ): Promise<readonly (Kind | undefined)[]>;
}
