import type { Kind } from '../diagnosis/cause.ts';
import type { Decision, RollbackObstacle, StopReason } from './decision.ts';

/**
 * How far one try got: planned (a schedule is to come), reserved (about to be called), called (the call went out),
 * settled (what came of it is known).
 */
export type SlotState = 'planned' | 'reserved' | 'called' | 'settled';

/** What the ledger knows of one stage of one execution. Times in milliseconds since the epoch. */
export interface StageRecord {
  /** Grows with each write; a write names the version that it has read. */
  readonly version: number;
  /** How many slots are used, the present one included from the moment that it is reserved. */
  readonly used: number;
  readonly slot?: Slot | undefined;
  /** The newest decision, for notify to tell. */
  readonly decision?: Decision | undefined;
  readonly decidedAt?: number | undefined;
  /** What the stage was retried for: the breaker that a success closes. */
  readonly kind?: Kind | undefined;
  /** When it went green after a retry. */
  readonly healedAt?: number | undefined;
  /** The retry that was promised last and does not take place. */
  readonly withdrawn?: Withdrawn | undefined;
  readonly rollback?: Rollback | undefined;
}

/** A retry that was promised, for a time where it was to come later, and why it does not take place. */
export interface Withdrawn {
  readonly slot: number;
  readonly of: number;
  readonly at?: number | undefined;
  readonly reason: StopReason;
}

/**
 * How far the one rollback of a stage of an execution got: planned (the service was busy), called (the call goes out, and
 * until then nobody else may look after it), started, or impossible. Times in milliseconds since the epoch.
 */
export interface Rollback {
  readonly state: 'planned' | 'called' | 'started' | 'impossible';
  /** The execution that it goes back to. */
  readonly targetId?: string | undefined;
  /** The execution that rolls back. */
  readonly executionId?: string | undefined;
  readonly until?: number | undefined;
  readonly because?: RollbackObstacle | undefined;
}

export interface Slot {
  /** From 1. */
  readonly number: number;
  readonly state: SlotState;
  /** Whoever reserved it, and until when nobody else may take it over. */
  readonly owner?: string | undefined;
  readonly until?: number | undefined;
  /** The newest attempt of the stage that was seen when it was planned or reserved; see attempts.ts. */
  readonly seen?: string | undefined;
  /** When it is due, and the number of its schedule: each try of a slot has a schedule of its own. */
  readonly dueAt?: number | undefined;
  readonly tries: number;
}

/** The breaker of one kind of cause; see breaker.ts. */
export interface BreakerState {
  /** When each pipeline failed with this kind last, within the window. */
  readonly failures: Readonly<Record<string, number>>;
  /** Until when retries of this kind wait; undefined: closed. */
  readonly openUntil?: number | undefined;
  /** The execution that may try while the breaker is half-open, and until when. */
  readonly lease?: { readonly owner: string; readonly until: number } | undefined;
  readonly version: number;
}

/** What the ledger says beside the stage's own record. */
export interface LedgerView {
  readonly record?: StageRecord | undefined;
  readonly paused: boolean;
  /** Retries of the pipeline today (UTC), and of the source revision in this stage. */
  readonly spentToday: number;
  readonly spentOnRevision: number;
  readonly breaker?: BreakerState | undefined;
}
