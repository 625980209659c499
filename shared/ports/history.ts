import type { PastAttempt, PastExecution } from '../domain/dora/history.ts';

/** One page of a list; without a token it is the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** An execution as the list gives it: with its revisions, which have no times there, and without rows. */
export type ListedExecution = Omit<PastExecution, 'attempts'>;

/** A row of the list of all attempts of a pipeline. */
export interface ListedAttempt extends PastAttempt {
  readonly executionId: string;
}

/** A pipeline of the account and Region; `version` changes with its definition. */
export interface KnownPipeline {
  readonly name: string;
  readonly version?: number | undefined;
}

/** A stage of a definition, with the categories of its actions. */
export interface DefinedStage {
  readonly name: string;
  readonly categories: readonly string[];
}

/** Reads what has run; each call throws a ServiceError, or an OutOfTimeError when the time that it was made for is over. */
export interface HistoryReader {
  pipelines(token: string | undefined): Promise<Page<KnownPipeline>>;
  stages(pipeline: string): Promise<readonly DefinedStage[]>;
  executions(pipeline: string, token: string | undefined): Promise<Page<ListedExecution>>;
  /** The attempts of all executions of a pipeline. */
  attempts(pipeline: string, token: string | undefined): Promise<Page<ListedAttempt>>;
  attemptsOf(pipeline: string, executionId: string, token: string | undefined): Promise<Page<ListedAttempt>>;
  /** When the revisions of an execution were committed, in milliseconds since the epoch, of those that say so. */
  commitTimes(pipeline: string, executionId: string): Promise<ReadonlyMap<string, number>>;
}
