import type { Cause } from '../diagnosis/cause.ts';
import type { LedgerView } from './ledger-view.ts';

/** One stage of one execution: what is retried, and what retries are counted by. */
export interface StageRun {
  readonly pipeline: string;
  readonly executionId: string;
  readonly stage: string;
}

/** What a due schedule hands back to retry. */
export interface Due extends StageRun {
  readonly slot: number;
  /** From 1: each try of a slot has a schedule of its own. */
  readonly try: number;
}

/** A stage as GetPipelineState shows it: the present, of whichever execution was there last. */
export interface StageState {
  readonly name: string;
  readonly executionId?: string | undefined;
  /** InProgress, Succeeded, Failed, Stopping, Stopped, Cancelled, Skipped. */
  readonly status?: string | undefined;
  readonly type?: string | undefined;
  /** Whether executions may enter the stage. */
  readonly transitionEnabled: boolean;
  /** Retries of the service's own, and those by a person or by Pipewatch. */
  readonly automaticRetries: number;
  readonly manualRetries: number;
  /** A condition of the stage is in the state Failed. */
  readonly conditionFailed: boolean;
}

export interface PipelineState {
  readonly version?: number | undefined;
  readonly stages: readonly StageState[];
}

/** A pipeline's definition, as far as retries depend on it. */
export interface Definition {
  readonly version: number;
  readonly type: string;
  /** SUPERSEDED, QUEUED or PARALLEL. */
  readonly mode: string;
  readonly stages: readonly StageDefinition[];
}

export interface StageDefinition {
  readonly name: string;
  /** The categories of its actions. */
  readonly categories: readonly string[];
  /** What the service does by itself when the stage fails: RETRY, ROLLBACK, FAIL, SKIP. */
  readonly onFailure?: string | undefined;
}

/** One attempt of one action of the stage, newest last. Times in milliseconds since the epoch. */
export interface StageAttempt {
  readonly action: string;
  readonly category?: string | undefined;
  readonly actionExecutionId: string;
  readonly status: string;
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** Everything that a decision looks at. */
export interface Situation {
  readonly run: StageRun;
  /** In PARALLEL mode it may show any execution: only its version and its transitions count. */
  readonly state: PipelineState;
  readonly definition: Definition;
  readonly execution: {
    readonly status: string;
    /** STANDARD or ROLLBACK. */
    readonly type: string;
    readonly version?: number | undefined;
    /** The source revisions in one text, to count retries of the same change by. */
    readonly revision: string;
  };
  readonly attempts: readonly StageAttempt[];
  readonly cause: Cause;
  readonly ledger: LedgerView;
}
