import type { PipelineBoard } from './pipeline-board.ts';
import {
  isUnderWay,
  isUnfinished,
  newestActions,
  newestRules,
  newExecution,
  runOf,
  stageOf,
} from './pipeline-execution.ts';
import type { ActionRow, Execution, RetryTrigger, RuleRow, StageRun } from './pipeline-execution.ts';
import type { Outcome, RetryMode, RuleOutcome } from './pipeline-model.ts';
import { StageWork } from './pipeline-work.ts';
import type { Around } from './pipeline-work.ts';

/** How the states that end a stage or an execution are called in events. */
const STATES = {
  Succeeded: 'SUCCEEDED',
  Failed: 'FAILED',
  Stopped: 'STOPPED',
  Cancelled: 'CANCELED',
  Superseded: 'SUPERSEDED',
} as const;

/**
 * How executions go from stage to stage of one pipeline, wait, overtake each other, fail and go on:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export class PipelineFlow {
  readonly board: PipelineBoard;
  readonly #around: Around;
  readonly #work: StageWork;

  constructor(board: PipelineBoard, around: Around) {
    this.board = board;
    this.#around = around;
    this.#work = new StageWork(board, around);
  }

  /** Lets a new execution in: into its first stage, or into the stage that it rolls back. */
  begin(execution: Execution): void {
    this.board.executions.push(execution);
    this.#around.events.pipeline(execution, 'STARTED');
    // A rollback does not queue: the stage that it is for has just been found free.
    if (execution.type === 'ROLLBACK') this.#enter(execution);
    else this.#arrive(execution);
  }

  /** Starts an execution that runs one stage with the revisions of an earlier one; gives its id. */
  rollBack(target: Execution, stage: number, triggerType: 'ManualRollback' | 'AutomatedRollback'): string {
    const execution = newExecution({
      id: this.#around.id(),
      pipeline: this.board.pipeline,
      type: 'ROLLBACK',
      rollbackTarget: target.id,
      startedAt: this.#around.now(),
      trigger: { triggerType },
      revisions: [...target.revisions],
      stage,
    });
    this.begin(execution);
    return execution.id;
  }

  /** Lets in whoever waits for a stage that has become free or open. */
  admit(stage: number): void {
    for (const next of this.board.waitingFor(stage)) if (this.board.admits(next)) this.#enter(next);
  }

  /** The structure is another one now: whoever waits is cancelled, and what runs ends with its stage. */
  cancelWaiting(): void {
    for (const execution of this.board.executions) {
      if (execution.waiting && this.board.isOutdated(execution)) this.#end(execution, 'Cancelled');
    }
  }

  endAction(execution: Execution, row: ActionRow, outcome: Outcome): void {
    this.#work.endAction(execution, row, outcome);
    this.#settle(execution);
  }

  endRule(execution: Execution, row: RuleRow, outcome: RuleOutcome): void {
    this.#work.endRule(execution, row, outcome);
    const rules = newestRules(execution).filter(({ condition }) => condition === row.condition);
    if (rules.some(isUnderWay)) return;
    if (rules.some(isUnfinished)) this.#fail(execution);
    else if (this.board.isOutdated(execution)) this.#conclude(execution, 'Cancelled');
    else if (row.condition === 'beforeEntry') this.#work.begin(execution, stageOf(execution).actions);
    else this.#leave(execution);
  }

  /** Stops an execution: what is under way is abandoned, or waited for. */
  stop(execution: Execution, abandon: boolean): void {
    if (execution.status !== 'Stopping') {
      execution.status = 'Stopping';
      this.#around.events.pipeline(execution, 'STOPPING');
    }
    const run = runOf(execution);
    if (!run) {
      this.#end(execution, 'Stopped');
      return;
    }
    if (run.status !== 'Stopping') {
      run.status = 'Stopping';
      this.#around.events.stage(execution, 'STOPPING');
    }
    this.#work.abandon(execution, abandon);
    this.#settle(execution);
  }

  /** Runs the failed actions of the present stage once more, or all of them, or looks at its condition again. */
  resume(execution: Execution, run: StageRun, mode: RetryMode, trigger: RetryTrigger): void {
    const condition = newestRules(execution).find(isUnfinished)?.condition;
    const rows = newestActions(execution).filter((row) => mode === 'ALL_ACTIONS' || isUnfinished(row));
    if (trigger === 'AutomatedStageRetry') run.automaticRetries++;
    else run.manualRetries++;
    run.latestRetryTrigger = trigger;
    run.lastRetryAt = this.#around.now();
    execution.attempt++;
    if (execution.status !== 'InProgress') {
      execution.status = run.status = 'InProgress';
      this.#around.events.pipeline(execution, 'RESUMED');
      this.#around.events.stage(execution, 'RESUMED');
    }
    if (condition !== undefined && (condition === 'beforeEntry' || rows.length === 0)) {
      this.#work.evaluate(execution, condition);
    } else {
      this.#work.begin(
        execution,
        rows.map(({ action }) => action),
      );
    }
  }

  #arrive(execution: Execution): void {
    if (this.board.admits(execution)) {
      this.#enter(execution);
      return;
    }
    const ahead = this.board.waitingFor(execution.stage);
    execution.waiting = true;
    if (this.board.pipeline.mode !== 'SUPERSEDED') return;
    for (const older of ahead) this.#end(older, 'Superseded');
  }

  #enter(execution: Execution): void {
    const { name, actions } = stageOf(execution);
    execution.waiting = false;
    execution.runs.set(name, {
      stageName: name,
      status: 'InProgress',
      automaticRetries: 0,
      manualRetries: 0,
    });
    this.board.latest.set(name, execution);
    this.#around.events.stage(execution, 'STARTED');
    if (!this.#work.evaluate(execution, 'beforeEntry')) this.#work.begin(execution, actions);
  }

  /** Looks at how the stage stands once something in it has ended. */
  #settle(execution: Execution): void {
    const rows = newestActions(execution);
    if (rows.some(isUnderWay)) return;
    if (execution.status === 'Stopping') this.#conclude(execution, 'Stopped');
    else if (rows.some(isUnfinished)) this.#fail(execution);
    else if (this.board.isOutdated(execution)) this.#conclude(execution, 'Cancelled');
    else if (!this.#work.evaluate(execution, 'onSuccess')) this.#leave(execution);
  }

  #leave(execution: Execution): void {
    const left = execution.stage;
    this.#endStage(execution, 'Succeeded');
    // A rollback is for one stage; whether the service would go on from there is not documented.
    if (execution.type === 'ROLLBACK' || left === execution.pipeline.stages.length - 1) {
      this.#end(execution, 'Succeeded');
    } else {
      execution.stage++;
      this.#arrive(execution);
    }
    this.admit(left);
  }

  #fail(execution: Execution): void {
    this.#endStage(execution, 'Failed');
    this.#end(execution, 'Failed');
    this.#react(execution);
    this.admit(execution.stage);
  }

  /** What the service does by itself, and at once, about a stage that failed. */
  #react(execution: Execution): void {
    const { onFailure, name } = stageOf(execution);
    const { type, mode } = execution.pipeline;
    const run = runOf(execution);
    if (!run || type !== 'V2' || this.board.isOutdated(execution)) return;
    if (onFailure?.result === 'RETRY' && run.automaticRetries === 0) {
      this.resume(execution, run, onFailure.retryMode ?? 'FAILED_ACTIONS', 'AutomatedStageRetry');
    } else if (onFailure?.result === 'ROLLBACK' && mode !== 'PARALLEL' && execution.type === 'STANDARD') {
      const target = execution.stage > 0 ? this.board.rollbackTarget(name, execution) : undefined;
      if (target) this.rollBack(target, execution.stage, 'AutomatedRollback');
    }
  }

  #conclude(execution: Execution, status: 'Stopped' | 'Cancelled'): void {
    this.#endStage(execution, status);
    this.#end(execution, status);
    this.admit(execution.stage);
  }

  #endStage(execution: Execution, status: Exclude<keyof typeof STATES, 'Superseded'>): void {
    const run = runOf(execution);
    if (run) run.status = status;
    this.#around.events.stage(execution, STATES[status]);
  }

  #end(execution: Execution, status: keyof typeof STATES): void {
    execution.status = status;
    execution.waiting = false;
    execution.updatedAt = this.#around.now();
    this.#around.events.pipeline(execution, STATES[status]);
  }
}
