import type {
  ActionDefinition,
  ConditionType,
  Outcome,
  Pipeline,
  RuleDefinition,
  RuleOutcome,
  StageDefinition,
  Start,
} from './pipeline-model.ts';

/** One attempt of one action; times in milliseconds since the epoch. */
export interface ActionRow {
  readonly actionExecutionId: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly action: ActionDefinition;
  readonly startedAt: number;
  updatedAt: number;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Abandoned';
  outcome?: Outcome;
}

/** One evaluation of one rule; times in milliseconds since the epoch. */
export interface RuleRow {
  readonly ruleExecutionId: string;
  readonly stageName: string;
  readonly rule: RuleDefinition;
  readonly condition: ConditionType;
  readonly startedAt: number;
  updatedAt: number;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Abandoned';
  outcome?: RuleOutcome;
}

export type RetryTrigger = 'AutomatedStageRetry' | 'ManualStageRetry';

/** How an execution fares in one stage, from its entry on; times in milliseconds since the epoch. */
export interface StageRun {
  readonly stageName: string;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Stopping' | 'Stopped' | 'Cancelled';
  automaticRetries: number;
  manualRetries: number;
  latestRetryTrigger?: RetryTrigger;
  lastRetryAt?: number;
}

/** One run of a pipeline; times in milliseconds since the epoch. */
export interface Execution {
  readonly id: string;
  readonly pipeline: Pipeline;
  readonly type: 'STANDARD' | 'ROLLBACK';
  /** The execution whose revisions a rollback runs once more. */
  readonly rollbackTarget?: string | undefined;
  readonly startedAt: number;
  readonly trigger: { readonly triggerType: string; readonly triggerDetail?: string };
  readonly change: Start['change'];
  readonly revisions: NonNullable<Outcome['revision']>[];
  readonly rows: ActionRow[];
  readonly rules: RuleRow[];
  /** By the stage's name. */
  readonly runs: Map<string, StageRun>;
  updatedAt: number;
  status: 'InProgress' | 'Succeeded' | 'Failed' | 'Stopping' | 'Stopped' | 'Superseded' | 'Cancelled';
  attempt: number;
  /** The index of the stage that runs, that ran last, or that it waits for. */
  stage: number;
  /** It has not entered that stage yet. */
  waiting: boolean;
  stopReason?: string | undefined;
}

type Given = Pick<Execution, 'id' | 'pipeline' | 'startedAt' | 'trigger'> & Partial<Execution>;

/** An execution that has just started. */
export function newExecution(given: Given): Execution {
  return {
    type: 'STANDARD',
    change: undefined,
    revisions: [],
    rows: [],
    rules: [],
    runs: new Map(),
    updatedAt: given.startedAt,
    status: 'InProgress',
    attempt: 1,
    stage: 0,
    waiting: false,
    ...given,
  };
}

/** The stage that runs, that ran last, or that is waited for. */
export function stageOf({ pipeline, stage }: Execution): StageDefinition {
  const found = pipeline.stages[stage];
  if (found) return found;
  throw new Error(`${pipeline.name} has no stage ${stage}`);
}

/** How the execution fares in its present stage; undefined while it waits for it. */
export function runOf(execution: Execution): StageRun | undefined {
  return execution.runs.get(stageOf(execution).name);
}

/** True for what a retry runs once more. */
export function isUnfinished({ status }: ActionRow | RuleRow): boolean {
  return status === 'Failed' || status === 'Abandoned';
}

export function isUnderWay({ status }: ActionRow | RuleRow): boolean {
  return status === 'InProgress';
}

/** The newest attempt of each action of a stage, the present one if it isn't given. */
export function newestActions(
  execution: Execution,
  stageName = stageOf(execution).name,
): readonly ActionRow[] {
  return newest(execution.rows, stageName, ({ actionName }) => actionName);
}

/** The newest evaluation of each rule of a stage, the present one if it isn't given. */
export function newestRules(execution: Execution, stageName = stageOf(execution).name): readonly RuleRow[] {
  return newest(execution.rules, stageName, ({ condition, rule }) => `${condition} ${rule.name}`);
}

function newest<Row extends { readonly stageName: string }>(
  rows: readonly Row[],
  stageName: string,
  keyOf: (row: Row) => string,
): readonly Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) if (row.stageName === stageName) found.set(keyOf(row), row);
  return [...found.values()];
}
