import { AwsError } from './aws-error.ts';
import { PipelineBoard } from './pipeline-board.ts';
import type { TransitionType } from './pipeline-board.ts';
import { pipelineEvents } from './pipeline-events.ts';
import type { Emit } from './pipeline-events.ts';
import { isUnderWay, newExecution, stageOf } from './pipeline-execution.ts';
import type { ActionRow, Execution } from './pipeline-execution.ts';
import { PipelineFlow } from './pipeline-flow.ts';
import type {
  Outcome,
  Pipeline,
  PipelineDefinition,
  RetryMode,
  RuleOutcome,
  Start,
} from './pipeline-model.ts';
import { executionNotFound, limitExceeded, stageNotFound } from './pipeline-refusals.ts';
import { checkRetry } from './pipeline-retry.ts';
import { checkRollback } from './pipeline-rollback.ts';
import { checkStop } from './pipeline-stop.ts';
import type { Around } from './pipeline-work.ts';

/**
 * Pipelines that run as CodePipeline runs them, step by step as the caller says, and that emit its events:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export class PipelineMachine {
  /** The definitions in force. */
  readonly pipelines = new Map<string, Pipeline>();
  readonly #flows = new Map<string, PipelineFlow>();
  readonly #around: Around;
  #ids = 0;

  /** `now`: milliseconds since the epoch. */
  constructor(now: () => number, emit: Emit) {
    const id = (): string => `${(++this.#ids).toString(16).padStart(8, '0')}-0000-4000-8000-111122223333`;
    this.#around = { now, id, events: pipelineEvents(now, emit) };
  }

  /**
   * Creates or changes a pipeline. With another version the structure has changed: actions that run go on to their end,
   * but their stages fail or are cancelled then, and stages that failed before can't be retried.
   */
  define(definition: PipelineDefinition): void {
    const { name } = definition;
    const version = (this.pipelines.get(name)?.version ?? 0) + 1;
    const pipeline: Pipeline = { version, type: 'V2', mode: 'SUPERSEDED', ...definition };
    const now = this.#around.now();
    const flow = this.#flows.get(name) ?? new PipelineFlow(new PipelineBoard(pipeline, now), this.#around);
    this.pipelines.set(name, pipeline);
    this.#flows.set(name, flow);
    flow.board.pipeline = pipeline;
    flow.board.updatedAt = now;
    flow.cancelWaiting();
  }

  /** Starts an execution: it enters its first stage, or waits for it. */
  start(pipelineName: string, { id, trigger, change }: Start = {}): string {
    const flow = this.#flow(pipelineName);
    const { pipeline } = flow.board;
    if (flow.board.isFull()) throw limitExceeded();
    const execution = newExecution({
      id: id ?? this.#around.id(),
      pipeline,
      startedAt: this.#around.now(),
      trigger: { triggerType: 'StartPipelineExecution', ...trigger },
      change,
    });
    flow.begin(execution);
    return execution.id;
  }

  /** Ends an action that is under way; its stage, and the execution, go on from there as the service would. */
  finish(executionId: string, actionName: string, outcome: Outcome): void {
    const { flow, execution } = this.#find(executionId);
    const row = execution.rows.find((it) => it.actionName === actionName && isUnderWay(it));
    if (!row) throw new Error(`${actionName} is not under way`);
    flow.endAction(execution, row, outcome);
  }

  /** A rule that the stage waits for is met. */
  passCondition(executionId: string, ruleName: string): void {
    this.#endRule(executionId, ruleName, { status: 'Succeeded' });
  }

  /** A rule that the stage waits for is not met: the stage fails, although no action did. */
  failCondition(
    executionId: string,
    ruleName: string,
    summary: string,
    more: Pick<RuleOutcome, 'code' | 'externalUrl'> = {},
  ): void {
    this.#endRule(executionId, ruleName, { status: 'Failed', summary, ...more });
  }

  /** Retries the present stage as a person would; throws what RetryStageExecution answers. */
  retryStage(executionId: string, mode: RetryMode = 'FAILED_ACTIONS'): void {
    const execution = this.execution(executionId);
    this.retry(execution.pipeline.name, stageOf(execution).name, executionId, mode);
  }

  /** RetryStageExecution. */
  retry(pipelineName: string, stage: string, executionId: string, mode: RetryMode): void {
    const flow = this.#flow(pipelineName);
    const { execution, run } = checkRetry(flow.board, stage, executionId, mode);
    flow.resume(execution, run, mode, 'ManualStageRetry');
  }

  /** RollbackStage; gives the id of the execution that rolls back. */
  rollBack(pipelineName: string, stage: string, targetId: string): string {
    const flow = this.#flow(pipelineName);
    const { target, index } = checkRollback(flow.board, stage, targetId);
    return flow.rollBack(target, index, 'ManualRollback');
  }

  /** Stops an execution: waits for its actions, or abandons them. */
  stop(executionId: string, { abandon = false, reason }: { abandon?: boolean; reason?: string } = {}): void {
    this.stopIn(this.execution(executionId).pipeline.name, executionId, abandon, reason);
  }

  /** StopPipelineExecution. */
  stopIn(pipelineName: string, executionId: string, abandon: boolean, reason?: string): void {
    const flow = this.#flow(pipelineName);
    const execution = checkStop(flow.board, executionId, abandon);
    execution.stopReason = reason ?? execution.stopReason;
    flow.stop(execution, abandon);
  }

  /** Nobody enters the stage (Inbound), or leaves it (Outbound), until the transition is enabled. */
  disableTransition(
    pipelineName: string,
    stage: string,
    reason = 'closed',
    type: TransitionType = 'Inbound',
  ): void {
    const { board } = this.#flow(pipelineName);
    if (board.stageIndex(stage) < 0) throw stageNotFound(stage);
    const by = `arn:aws:iam::${board.pipeline.arn.split(':')[4] ?? ''}:user/li.wei`;
    board.disabled[type].set(stage, { reason, by, at: this.#around.now() });
  }

  enableTransition(pipelineName: string, stage: string, type: TransitionType = 'Inbound'): void {
    const flow = this.#flow(pipelineName);
    const index = flow.board.stageIndex(stage);
    if (index < 0) throw stageNotFound(stage);
    flow.board.disabled[type].delete(stage);
    flow.admit(type === 'Inbound' ? index : index + 1);
  }

  /** While a pipeline is busy, calls that change its executions give a ConflictException. */
  setBusy(pipelineName: string, busy: boolean): void {
    this.board(pipelineName).busy = busy;
  }

  /** The attempts of actions that are under way, the oldest execution's first. */
  underWay(pipelineName: string): readonly { readonly execution: Execution; readonly row: ActionRow }[] {
    return this.board(pipelineName).executions.flatMap((execution) =>
      execution.rows.filter(isUnderWay).map((row) => ({ execution, row })),
    );
  }

  /** What goes on in a pipeline. */
  board(pipelineName: string): PipelineBoard {
    return this.#flow(pipelineName).board;
  }

  execution(id: string): Execution {
    return this.#find(id).execution;
  }

  #flow(name: string): PipelineFlow {
    const flow = this.#flows.get(name);
    if (flow) return flow;
    throw new AwsError('PipelineNotFoundException', `Account does not have a pipeline with name '${name}'`);
  }

  #find(id: string): { readonly flow: PipelineFlow; readonly execution: Execution } {
    for (const flow of this.#flows.values()) {
      const execution = flow.board.execution(id);
      if (execution) return { flow, execution };
    }
    throw executionNotFound(id);
  }

  #endRule(executionId: string, ruleName: string, outcome: RuleOutcome): void {
    const { flow, execution } = this.#find(executionId);
    const row = execution.rules.find((it) => it.rule.name === ruleName && isUnderWay(it));
    if (!row) throw new Error(`${ruleName} is not under way`);
    flow.endRule(execution, row, outcome);
  }
}
