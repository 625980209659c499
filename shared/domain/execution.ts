import type { Change } from './change.ts';
import type { ActionResult } from './fact.ts';
import type { Trigger } from './trigger.ts';

/** One pipeline execution, as GetPipelineExecution gives it. */
export interface Execution {
  readonly trigger?: Trigger | undefined;
  readonly changes: readonly Change[];
}

/** One attempt of one action, as a row of ListActionExecutions gives it; times in milliseconds since the epoch. */
export interface ActionAttempt {
  readonly stage: string;
  readonly action: string;
  readonly category?: string | undefined;
  readonly status: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly result: ActionResult;
  /** What an approval asks for, from the action's configuration. */
  readonly request?: { readonly text?: string | undefined; readonly url?: string | undefined } | undefined;
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
