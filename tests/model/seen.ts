import type { Decision } from '../../shared/domain/retry/decision.ts';
import type { LedgerView } from '../../shared/domain/retry/ledger-view.ts';
import type { Definition, PipelineState, StageRun } from '../../shared/domain/retry/situation.ts';
import type { Truth } from './truth.ts';

/** A read of the pipeline's state, and how everything really stood then. */
export interface Read {
  readonly at: number;
  /** The state, or the attempts after it, were shown as they stood before. */
  lagged: boolean;
  readonly state: PipelineState;
  readonly definition: Definition;
  readonly executionVersion: number;
  readonly truth: Truth;
  readonly paused: boolean;
  /** How often anything had changed until then. */
  readonly changes: number;
}

/** A call of RetryStageExecution, whatever came of it. */
export interface Call {
  readonly run: StageRun;
  /** The invocation. */
  readonly by: number;
  /** When it was sent; it may arrive later. */
  readonly at: number;
  readonly read: Read | undefined;
  /** How everything stood when the attempts were read last; undefined: they were shown as they stood before. */
  readonly attempts: Truth | undefined;
  /** The same, when it was decided. */
  readonly decidedOn: Truth | undefined;
  /** Another one of the stage was under way. */
  readonly overlaps: boolean;
  isAnswered: boolean;
}

/** A call of RollbackStage, whatever came of it. */
export interface RollbackCall extends Pick<Call, 'run' | 'at' | 'read'> {
  readonly targetId: string;
  isBusy: boolean;
}

/** A retry that took effect. */
export interface Started extends Call {
  /** The day (UTC) whose budget has paid for it. */
  readonly day: string;
  readonly revision: string;
  /** Whether an action of the stage was still under way because of an earlier retry of Pipewatch's. */
  readonly doubled: boolean;
}

/** A decision that was written into the ledger. */
export interface Recorded {
  readonly run: StageRun;
  readonly at: number;
  readonly decision: Decision;
  readonly truth: Truth;
  readonly ledger: LedgerView;
  /** How many schedules its slot has had. */
  readonly tries: number;
  /** Nothing has changed, and nothing lagged, since the look that it was decided on began. */
  readonly isUndisturbed: boolean;
}
