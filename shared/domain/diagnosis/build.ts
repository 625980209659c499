/** A CodeBuild build, as BatchGetBuilds gives it; text from outside is clean and redacted. */
export interface Build {
  readonly id: string;
  readonly status: string;
  /** In the order in which they ran. */
  readonly phases: readonly BuildPhase[];
  /** Where its log is; undefined where it keeps none in CloudWatch. */
  readonly log?: LogStream | undefined;
}

export interface BuildPhase {
  /** For example PRE_BUILD. */
  readonly name: string;
  readonly status?: string | undefined;
  readonly durationMs?: number | undefined;
  readonly contexts: readonly { readonly code?: string | undefined; readonly message?: string | undefined }[];
}

/** The builds of a batch that failed. */
export interface BuildBatch {
  readonly id: string;
  readonly status: string;
  /** The ids of the failed builds, at most a few. */
  readonly failedBuildIds: readonly string[];
  readonly phases: readonly BuildPhase[];
  /** Where its builds write their logs, if to CloudWatch; BatchGetBuilds alone says which stream is whose. */
  readonly logGroup?: string | undefined;
  /** What the names of their streams begin with, before a slash. */
  readonly logStreamPrefix?: string | undefined;
}

/** A log stream of CloudWatch Logs; the Region may differ from the pipeline's. */
export interface LogStream {
  readonly region?: string | undefined;
  readonly group: string;
  readonly stream: string;
}

/** One event of a log stream as it came, not yet clean: may hold several lines, escapes and secrets. */
export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly message: string;
}
