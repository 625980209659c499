/** One action of a stage; the actions of a stage run side by side. */
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

export type RetryMode = 'FAILED_ACTIONS' | 'ALL_ACTIONS';

/** One stage, and the rules that it waits for before its first and after its last action. */
export interface StageDefinition {
  readonly name: string;
  readonly actions: readonly ActionDefinition[];
  readonly beforeEntry?: readonly RuleDefinition[];
  readonly onSuccess?: readonly RuleDefinition[];
  /** What the service does by itself when the stage fails; FAIL and SKIP change nothing here. */
  readonly onFailure?: {
    readonly result: 'RETRY' | 'ROLLBACK' | 'FAIL' | 'SKIP';
    /** FAILED_ACTIONS, if it isn't given. */
    readonly retryMode?: RetryMode;
  };
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
  /** V2, if it isn't given. */
  readonly type?: 'V1' | 'V2';
  /** SUPERSEDED, if it isn't given. */
  readonly mode?: ExecutionMode;
  /** How many executions may be under way in the modes QUEUED and PARALLEL: 50, if it isn't given. */
  readonly concurrency?: number;
}

export type ExecutionMode = 'SUPERSEDED' | 'QUEUED' | 'PARALLEL';

/** A definition that is in force, or that an execution began with. */
export type Pipeline = PipelineDefinition & {
  readonly version: number;
  readonly type: 'V1' | 'V2';
  readonly mode: ExecutionMode;
};

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
    /** When it was committed, in milliseconds since the epoch; only some sources say so. */
    readonly created?: number;
  };
}

export type ConditionType = 'beforeEntry' | 'onSuccess';

/** How a rule ended. */
export interface RuleOutcome {
  readonly status: 'Succeeded' | 'Failed';
  readonly summary?: string;
  readonly code?: string;
  readonly externalUrl?: string;
}
