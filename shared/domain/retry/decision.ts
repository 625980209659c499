/** Why a failed stage is not retried; the runbook has a line for each. */
export const STOP_REASONS = [
  'not-failed',
  'not-latest',
  'superseded',
  'pipeline-changed',
  'permanent',
  'approval-rejected',
  'stopped',
  'condition',
  'transition-disabled',
  'native-retry',
  'native-rollback',
  'rollback-execution',
  'too-old',
  'used-up',
  'revision-limit',
  'day-budget',
  'outage',
  'paused',
  'disabled',
  'excluded',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** Why a stage can't be rolled back, or was not; the runbook has a line for each. */
export const ROLLBACK_OBSTACLES = [
  'not-v2',
  'parallel',
  'source-stage',
  'no-target',
  'denied',
  'busy',
  'overtaken',
  'refused',
  'unknown',
] as const;
export type RollbackObstacle = (typeof ROLLBACK_OBSTACLES)[number];

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html */
export const RETRY_MODES = ['FAILED_ACTIONS', 'ALL_ACTIONS'] as const;
export type RetryMode = (typeof RETRY_MODES)[number];

/** What is done about a failed stage; `slot` counts from 1 and is at most `of`. Times in milliseconds since the epoch. */
export type Decision =
  | { readonly do: 'retry'; readonly slot: number; readonly of: number; readonly mode: RetryMode }
  | {
      readonly do: 'later';
      readonly at: number;
      readonly slot: number;
      readonly of: number;
      readonly because: 'delay' | 'outage';
    }
  | { readonly do: 'stop'; readonly reason: StopReason };

/** Another invocation is about to retry, and nobody else may until then; that one records what came of it. */
export interface Wait {
  readonly do: 'wait';
  readonly until: number;
}
