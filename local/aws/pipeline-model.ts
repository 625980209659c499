/** One action of a stage. */
export interface ActionDefinition {
  readonly name: string;
  readonly category: 'Source' | 'Build' | 'Test' | 'Deploy' | 'Approval' | 'Invoke' | 'Compute';
  readonly provider: string;
  /** Where it runs, if not in the pipeline's Region. */
  readonly region?: string;
  readonly configuration?: Readonly<Record<string, string>>;
}

/** One rule of a stage's condition; a rule that fails fails the stage. */
export interface RuleDefinition {
  readonly name: string;
  /** For example CloudWatchAlarm. */
  readonly provider: string;
}

/** One stage, and the rules that it waits for before its first and after its last action. */
export interface StageDefinition {
  readonly name: string;
  readonly actions: readonly ActionDefinition[];
  readonly beforeEntry?: readonly RuleDefinition[];
  readonly onSuccess?: readonly RuleDefinition[];
}

/** A pipeline, as far as its runs depend on it. */
export interface PipelineDefinition {
  readonly name: string;
  /** As in `arn:aws:codepipeline:eu-west-1:111122223333:name`. */
  readonly arn: string;
  readonly stages: readonly StageDefinition[];
  readonly tags?: Readonly<Record<string, string>>;
  /** One more than that of the definition before it, if it isn't given. */
  readonly version?: number;
}

/** A definition that is in force, or that an execution began with. */
export type Pipeline = PipelineDefinition & { readonly version: number };

/** What started an execution. */
export interface Start {
  /** The execution's id; one is made up without it. */
  readonly id?: string;
  readonly trigger?: { readonly triggerType?: string; readonly triggerDetail?: string };
  /** The commit data that events of connection pipelines carry in `execution-trigger`. */
  readonly change?: Readonly<Record<string, string>> | undefined;
}

/** How an action ended. */
export interface Outcome {
  readonly status: 'Succeeded' | 'Failed';
  readonly code?: string;
  readonly summary?: string;
  readonly externalId?: string;
  readonly externalUrl?: string;
  /** Of a Commands action, whose log is its own. */
  readonly logStreamArn?: string;
  /** What a source action found. */
  readonly revision?: {
    readonly revisionId: string;
    readonly revisionSummary?: string;
    readonly revisionUrl?: string;
  };
}

/** One attempt of one action; times in milliseconds since the epoch. */
export interface ActionRow {
  readonly actionExecutionId: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly action: ActionDefinition;
  readonly startedAt: number;
  updatedAt: number;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  outcome?: Outcome;
}

export type ConditionType = 'beforeEntry' | 'onSuccess';

/** How a rule ended. */
export interface RuleOutcome {
  readonly status: 'Succeeded' | 'Failed';
  readonly summary?: string;
  readonly code?: string;
  readonly externalUrl?: string;
}

/** One evaluation of one rule; times in milliseconds since the epoch. */
export interface RuleRow {
  readonly ruleExecutionId: string;
  readonly stageName: string;
  readonly rule: RuleDefinition;
  readonly condition: ConditionType;
  readonly startedAt: number;
  updatedAt: number;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  outcome?: RuleOutcome;
}

/** One run of a pipeline; times in milliseconds since the epoch. */
export interface Execution {
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly startedAt: number;
  readonly trigger: { readonly triggerType: string; readonly triggerDetail?: string };
  readonly change: Start['change'];
  readonly revisions: NonNullable<Outcome['revision']>[];
  readonly rows: ActionRow[];
  readonly rules: RuleRow[];
  updatedAt: number;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  attempt: number;
  /** The index of the stage that runs, or that ran last. */
  stage: number;
}

/** The stage that runs, or that ran last. */
export function stageOf(execution: Execution): StageDefinition | undefined {
  return execution.pipeline.stages[execution.stage];
}

/** The newest attempt of each action of the present stage. */
export function newestActions(execution: Execution): readonly ActionRow[] {
  return newest(execution, execution.rows, ({ actionName }) => actionName);
}

/** The newest evaluation of each rule of the present stage. */
export function newestRules(execution: Execution): readonly RuleRow[] {
  return newest(execution, execution.rules, ({ condition, rule }) => `${condition} ${rule.name}`);
}

function newest<Row extends { readonly stageName: string }>(
  execution: Execution,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Row[] {
  const name = stageOf(execution)?.name;
  const found = new Map<string, Row>();
  for (const row of rows) if (row.stageName === name) found.set(keyOf(row), row);
  return [...found.values()];
}
