/** One action of a stage. */
export interface ActionDefinition {
  readonly name: string;
  readonly category: 'Source' | 'Build' | 'Test' | 'Deploy' | 'Approval' | 'Invoke' | 'Compute';
  readonly provider: string;
  readonly configuration?: Readonly<Record<string, string>>;
}

/** A pipeline, as far as its runs depend on it. */
export interface PipelineDefinition {
  readonly name: string;
  /** As in `arn:aws:codepipeline:eu-west-1:111122223333:name`. */
  readonly arn: string;
  readonly stages: readonly { readonly name: string; readonly actions: readonly ActionDefinition[] }[];
  readonly tags?: Readonly<Record<string, string>>;
}

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

/** One run of a pipeline; times in milliseconds since the epoch. */
export interface Execution {
  readonly id: string;
  readonly pipeline: PipelineDefinition;
  readonly startedAt: number;
  readonly trigger: { readonly triggerType: string; readonly triggerDetail?: string };
  readonly change: Start['change'];
  readonly revisions: NonNullable<Outcome['revision']>[];
  readonly rows: ActionRow[];
  updatedAt: number;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  attempt: number;
  /** The index of the stage that runs, or that ran last. */
  stage: number;
}
