import type { Change } from './change.ts';
import type { ActionResult } from './fact.ts';
import type { Trigger } from './trigger.ts';

/** One pipeline execution, as GetPipelineExecution gives it. */
export interface Execution {
  /** The version of the pipeline's definition that it ran with. */
  readonly version?: number | undefined;
  readonly trigger?: Trigger | undefined;
  readonly changes: readonly Change[];
  /** InProgress, Succeeded, Failed, Stopping, Stopped, Superseded, Cancelled. */
  readonly status?: string | undefined;
  /** STANDARD or ROLLBACK. */
  readonly type?: string | undefined;
  /** SUPERSEDED, QUEUED or PARALLEL. */
  readonly mode?: string | undefined;
}

/** One attempt of one action, as a row of ListActionExecutions gives it; times in milliseconds since the epoch. */
export interface ActionAttempt {
  readonly stage: string;
  readonly action: string;
  /** The service gives each attempt one of its own. */
  readonly actionExecutionId?: string | undefined;
  readonly category?: string | undefined;
  /** For example CodeBuild. */
  readonly provider?: string | undefined;
  /** Where it ran, which may not be the pipeline's Region. */
  readonly region?: string | undefined;
  /** The version of the pipeline's definition that it ran with. */
  readonly pipelineVersion?: number | undefined;
  readonly status: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly result: ActionResult;
  /** What an approval asks for, from the action's configuration. */
  readonly request?: { readonly text?: string | undefined; readonly url?: string | undefined } | undefined;
}

/**
 * One evaluation of a rule of a stage's condition that failed, as a row of ListRuleExecutions gives it; a retry may have
 * evaluated it again since. Times in milliseconds since the epoch.
 */
export interface FailedRule {
  readonly stage: string;
  readonly rule: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly summary?: string | undefined;
  readonly code?: string | undefined;
  readonly url?: string | undefined;
}

/** One line of ListPipelineExecutions; times in milliseconds since the epoch. */
export interface PastExecution {
  readonly id: string;
  readonly status: string;
  readonly startedAt: number;
  readonly updatedAt: number;
}

export interface History {
  readonly executions: readonly PastExecution[];
  /** False where older executions exist that were not read. */
  readonly complete: boolean;
}

/** An execution that succeeded in a stage of the present definition; times in milliseconds since the epoch. */
export interface SucceededExecution {
  readonly id: string;
  /** STANDARD or ROLLBACK. */
  readonly type: string;
  readonly startedAt: number;
  /** The revisions of its sources, as `Execution.changes` has them. */
  readonly revisions: readonly string[];
}
