/** A source revision of an execution; several executions may carry the same one. */
export interface PastRevision {
  readonly artifact: string;
  readonly revisionId: string;
  /** When it was committed, in ms since the epoch; absent where its source does not say. */
  readonly committedAt?: number;
}

/** One attempt of an action, as a row of ListActionExecutions gives it. */
export interface PastAttempt {
  readonly stage: string;
  readonly action: string;
  readonly category: string;
  readonly status: string;
  /** Both in ms since the epoch. */
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** An execution as the service's history gives it, whatever its order there; times in ms since the epoch. */
export interface PastExecution {
  readonly id: string;
  readonly status: string;
  /** STANDARD or ROLLBACK; old executions have none and count as STANDARD. */
  readonly type?: string;
  readonly rollbackTargetId?: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly revisions: readonly PastRevision[];
  readonly attempts: readonly PastAttempt[];
}
