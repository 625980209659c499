import { AwsError } from './aws-error.ts';
import { pipelineEvents } from './pipeline-events.ts';
import type { Emit } from './pipeline-events.ts';
import type {
  ActionDefinition,
  ActionRow,
  Execution,
  Outcome,
  PipelineDefinition,
  Start,
} from './pipeline-model.ts';

/**
 * Pipelines that run as CodePipeline runs them, step by step as the caller says, and that emit its events:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export class PipelineMachine {
  readonly pipelines = new Map<string, PipelineDefinition>();
  readonly executions: Execution[] = [];
  readonly #events: ReturnType<typeof pipelineEvents>;
  readonly #now: () => number;
  #ids = 0;

  /** `now`: milliseconds since the epoch. */
  constructor(now: () => number, emit: Emit) {
    this.#now = now;
    this.#events = pipelineEvents(now, emit);
  }

  define(definition: PipelineDefinition): void {
    this.pipelines.set(definition.name, definition);
  }

  /** Starts an execution; its first stage begins at once. */
  start(pipelineName: string, start: Start = {}): string {
    const pipeline = this.pipelines.get(pipelineName);
    if (!pipeline) throw new AwsError('PipelineNotFoundException', `${pipelineName} does not exist`);
    const execution: Execution = {
      id: start.id ?? this.#id(),
      pipeline,
      status: 'InProgress',
      startedAt: this.#now(),
      updatedAt: this.#now(),
      attempt: 1,
      stage: 0,
      trigger: { triggerType: 'StartPipelineExecution', ...start.trigger },
      change: start.change,
      revisions: [],
      rows: [],
    };
    this.executions.push(execution);
    this.#events.pipeline(execution, 'STARTED');
    this.#enter(execution);
    return execution.id;
  }

  /** Ends an action that is under way; its stage, and the execution, go on from there as the service would. */
  finish(executionId: string, actionName: string, outcome: Outcome): void {
    const execution = this.execution(executionId);
    const row = execution.rows.find((it) => it.actionName === actionName && it.status === 'InProgress');
    if (!row) throw new Error(`${actionName} is not under way`);
    row.status = outcome.status;
    row.outcome = outcome;
    row.updatedAt = execution.updatedAt = this.#now();
    if (outcome.revision) execution.revisions.push(outcome.revision);
    this.#events.action(execution, row, outcome.status === 'Succeeded' ? 'SUCCEEDED' : 'FAILED');
    const rows = this.#newest(execution);
    if (rows.some(({ status }) => status === 'InProgress')) return;
    const failed = rows.some(({ status }) => status === 'Failed');
    this.#events.stage(execution, failed ? 'FAILED' : 'SUCCEEDED');
    if (failed) {
      this.#end(execution, 'Failed', 'FAILED');
    } else if (execution.stage === execution.pipeline.stages.length - 1) {
      this.#end(execution, 'Succeeded', 'SUCCEEDED');
    } else {
      execution.stage++;
      this.#enter(execution);
    }
  }

  /** Runs the failed actions of the stage that failed once more. */
  retryStage(executionId: string): void {
    const execution = this.execution(executionId);
    if (execution.status !== 'Failed')
      throw new AwsError('StageNotRetryableException', 'The stage is not in a failed state');
    const again = this.#newest(execution).filter(({ status }) => status === 'Failed');
    execution.status = 'InProgress';
    execution.attempt++;
    this.#events.pipeline(execution, 'RESUMED');
    this.#events.stage(execution, 'RESUMED');
    for (const { action } of again) this.#begin(execution, action);
  }

  execution(id: string): Execution {
    const execution = this.executions.find((it) => it.id === id);
    if (execution) return execution;
    throw new AwsError('PipelineExecutionNotFoundException', `Execution ${id} does not exist`);
  }

  #enter(execution: Execution): void {
    this.#events.stage(execution, 'STARTED');
    for (const action of execution.pipeline.stages[execution.stage]?.actions ?? [])
      this.#begin(execution, action);
  }

  #begin(execution: Execution, action: ActionDefinition): void {
    const stageName = execution.pipeline.stages[execution.stage]?.name ?? '';
    const [startedAt, actionExecutionId] = [this.#now(), this.#id()];
    const times = { startedAt, updatedAt: startedAt };
    const row: ActionRow = {
      actionExecutionId,
      stageName,
      actionName: action.name,
      action,
      status: 'InProgress',
      ...times,
    };
    execution.rows.push(row);
    this.#events.action(execution, row, 'STARTED');
  }

  #end(execution: Execution, status: 'Failed' | 'Succeeded', state: string): void {
    execution.status = status;
    execution.updatedAt = this.#now();
    this.#events.pipeline(execution, state);
  }

  /** The newest attempt of each action of the present stage. */
  #newest(execution: Execution): ActionRow[] {
    const stage = execution.pipeline.stages[execution.stage];
    const newest = new Map<string, ActionRow>();
    for (const row of execution.rows) if (row.stageName === stage?.name) newest.set(row.actionName, row);
    return [...newest.values()];
  }

  #id(): string {
    return `${(++this.#ids).toString(16).padStart(8, '0')}-0000-4000-8000-111122223333`;
  }
}
