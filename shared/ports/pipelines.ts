import type { ActionAttempt, Execution, FailedRule, History } from '../domain/execution.ts';
import type { Place } from '../domain/fact.ts';

/** Reads CodePipeline; each call throws a ServiceError, and ends early when the signal says so. */
export interface PipelineReader {
  execution(pipeline: string, executionId: string, signal: AbortSignal): Promise<Execution>;
  /** Every attempt of every action of one execution. */
  attempts(pipeline: string, executionId: string, signal: AbortSignal): Promise<readonly ActionAttempt[]>;
  /** Every evaluation of a stage condition's rule that failed in one execution. */
  failedRules(pipeline: string, executionId: string, signal: AbortSignal): Promise<readonly FailedRule[]>;
  /** The newest executions, as many as one page holds. */
  history(pipeline: string, signal: AbortSignal): Promise<History>;
  /** The value of a tag of the pipeline; undefined without that tag. */
  tag(place: Place, pipeline: string, key: string, signal: AbortSignal): Promise<string | undefined>;
  /** The names of the pipelines in the account and Region. */
  names(signal: AbortSignal): Promise<readonly string[]>;
  /** The external ids (builds, deployments) of the pipeline's newest action attempts, one page of them. */
  externalIds(pipeline: string, signal: AbortSignal): Promise<readonly string[]>;
}
