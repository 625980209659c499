import type {
  ActionAttempt,
  Execution,
  FailedRule,
  History,
  SucceededExecution,
} from '../domain/execution.ts';
import type { Place } from '../domain/fact.ts';
import type { Definition, PipelineState } from '../domain/retry/situation.ts';

/** Reads CodePipeline; each call throws a ServiceError, and ends early when the signal says so. */
export type PipelineReader = RunReader & PresentReader;

/** Reads how a pipeline stands now. */
export interface PresentReader {
  /** How each stage of the pipeline stands now. */
  state(pipeline: string, signal: AbortSignal): Promise<PipelineState>;
  /** The definition in force. */
  definition(pipeline: string, signal: AbortSignal): Promise<Definition>;
  /** The newest executions that succeeded in a stage, one page of them, the newest first. */
  succeededIn(pipeline: string, stage: string, signal: AbortSignal): Promise<readonly SucceededExecution[]>;
}

/** Reads what ran, and which pipelines there are. */
export interface RunReader {
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
