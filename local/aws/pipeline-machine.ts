import { AwsError } from './aws-error.ts';
import { pipelineEvents } from './pipeline-events.ts';
import type { Emit } from './pipeline-events.ts';
import { newestActions, newestRules, stageOf } from './pipeline-model.ts';
import type {
  ActionDefinition,
  ActionRow,
  ConditionType,
  Execution,
  Outcome,
  Pipeline,
  PipelineDefinition,
  RuleDefinition,
  RuleOutcome,
  Start,
} from './pipeline-model.ts';

/**
 * Pipelines that run as CodePipeline runs them, step by step as the caller says, and that emit its events:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export class PipelineMachine {
  readonly pipelines = new Map<string, Pipeline>();
  readonly executions: Execution[] = [];
  readonly #events: ReturnType<typeof pipelineEvents>;
  readonly #now: () => number;
  #ids = 0;

  /** `now`: milliseconds since the epoch. */
  constructor(now: () => number, emit: Emit) {
    this.#now = now;
    this.#events = pipelineEvents(now, emit);
  }

  /** Creates or changes a pipeline; what runs already goes on as it began. */
  define(definition: PipelineDefinition): void {
    const version = (this.pipelines.get(definition.name)?.version ?? 0) + 1;
    this.pipelines.set(definition.name, { version, ...definition });
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
      rules: [],
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
    const rows = newestActions(execution);
    if (rows.some(({ status }) => status === 'InProgress')) return;
    if (rows.some(({ status }) => status === 'Failed')) this.#fail(execution);
    else if (!this.#evaluate(execution, 'onSuccess')) this.#leave(execution);
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

  /** Runs the failed actions of the stage that failed once more, or looks at its condition again. */
  retryStage(executionId: string): void {
    const execution = this.execution(executionId);
    if (execution.status !== 'Failed')
      throw new AwsError('StageNotRetryableException', 'The stage is not in a failed state');
    const actions = newestActions(execution).filter(({ status }) => status === 'Failed');
    const condition = newestRules(execution).find(({ status }) => status === 'Failed')?.condition;
    execution.status = 'InProgress';
    execution.attempt++;
    this.#events.pipeline(execution, 'RESUMED');
    this.#events.stage(execution, 'RESUMED');
    for (const { action } of actions) this.#begin(execution, action);
    if (actions.length === 0 && condition) this.#evaluate(execution, condition);
  }

  execution(id: string): Execution {
    const execution = this.executions.find((it) => it.id === id);
    if (execution) return execution;
    throw new AwsError('PipelineExecutionNotFoundException', `Execution ${id} does not exist`);
  }

  #enter(execution: Execution): void {
    this.#events.stage(execution, 'STARTED');
    if (!this.#evaluate(execution, 'beforeEntry')) this.#beginAll(execution);
  }

  #leave(execution: Execution): void {
    this.#events.stage(execution, 'SUCCEEDED');
    if (execution.stage === execution.pipeline.stages.length - 1) {
      this.#end(execution, 'Succeeded', 'SUCCEEDED');
    } else {
      execution.stage++;
      this.#enter(execution);
    }
  }

  #fail(execution: Execution): void {
    this.#events.stage(execution, 'FAILED');
    this.#end(execution, 'Failed', 'FAILED');
  }

  #beginAll(execution: Execution): void {
    for (const action of stageOf(execution)?.actions ?? []) this.#begin(execution, action);
  }

  #begin(execution: Execution, action: ActionDefinition): void {
    const [startedAt, actionExecutionId] = [this.#now(), this.#id()];
    const row: ActionRow = {
      actionExecutionId,
      stageName: stageOf(execution)?.name ?? '',
      actionName: action.name,
      action,
      status: 'InProgress',
      startedAt,
      updatedAt: startedAt,
    };
    execution.rows.push(row);
    this.#events.action(execution, row, 'STARTED');
  }

  /** Begins to look at a condition of the stage; false if there is none. */
  #evaluate(execution: Execution, condition: ConditionType): boolean {
    const stage = stageOf(execution);
    const rules: readonly RuleDefinition[] = stage?.[condition] ?? [];
    for (const rule of rules) {
      const [startedAt, ruleExecutionId] = [this.#now(), this.#id()];
      const times = { startedAt, updatedAt: startedAt };
      const stageName = stage?.name ?? '';
      execution.rules.push({ ruleExecutionId, stageName, rule, condition, status: 'InProgress', ...times });
    }
    return rules.length > 0;
  }

  #endRule(executionId: string, ruleName: string, outcome: RuleOutcome): void {
    const execution = this.execution(executionId);
    const row = execution.rules.find(({ rule, status }) => rule.name === ruleName && status === 'InProgress');
    if (!row) throw new Error(`${ruleName} is not under way`);
    row.status = outcome.status;
    row.outcome = outcome;
    row.updatedAt = execution.updatedAt = this.#now();
    const rules = newestRules(execution).filter(({ condition }) => condition === row.condition);
    if (rules.some(({ status }) => status === 'InProgress')) return;
    if (rules.some(({ status }) => status === 'Failed')) this.#fail(execution);
    else if (row.condition === 'beforeEntry') this.#beginAll(execution);
    else this.#leave(execution);
  }

  #end(execution: Execution, status: 'Failed' | 'Succeeded', state: string): void {
    execution.status = status;
    execution.updatedAt = this.#now();
    this.#events.pipeline(execution, state);
  }

  #id(): string {
    return `${(++this.#ids).toString(16).padStart(8, '0')}-0000-4000-8000-111122223333`;
  }
}
