import type { PastExecution, PastRevision } from '../domain/dora/history.ts';
import type { DefinedStage } from './history.ts';

/** A revision that was asked about; null: its source does not say when it was committed. */
export type KeptRevision = Omit<PastRevision, 'committedAt'> & { readonly committedAt?: number | null };

/** An execution that has ended, with its rows, as it was at its last update. */
export type KeptExecution = Omit<PastExecution, 'revisions'> & {
  readonly revisions: readonly KeptRevision[];
};

/** The stages of a version of a definition. */
export interface KeptStages {
  readonly version: number;
  readonly stages: readonly DefinedStage[];
}

/** Remembers what was read of a pipeline, so that it isn't asked for again; each call throws a ServiceError. */
export interface HistoryMemory {
  stages(pipeline: string): Promise<KeptStages | undefined>;
  keepStages(pipeline: string, stages: KeptStages): Promise<void>;
  /** What is kept of the executions that started on these days (UTC, as 2026-11-23), by day. */
  recall(pipeline: string, days: readonly string[]): Promise<ReadonlyMap<string, readonly KeptExecution[]>>;
  /** Keeps, in place of what was kept before, the executions that started on each day, until the day has left the window. */
  keep(pipeline: string, days: ReadonlyMap<string, readonly KeptExecution[]>): Promise<void>;
}
