type Status = 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'TIMED_OUT' | 'STOPPED' | 'IN_PROGRESS';

/** A build to be put there. */
export interface BuildSeed {
  readonly status: Status;
  /** In the order in which they ran, COMPLETED left out. */
  readonly phases: readonly PhaseSeed[];
  /** Milliseconds since the epoch; the present without it. */
  readonly startedAt?: number;
  /** As the API gives it; a stream of the project's own group without it. */
  readonly logs?: Readonly<Record<string, unknown>>;
  /** Where alone it can be seen; everywhere without it. */
  readonly region?: string;
}

export interface PhaseSeed {
  /** For example PRE_BUILD. */
  readonly type: string;
  /** None while it runs. */
  readonly status?: Status | 'CLIENT_ERROR';
  readonly seconds?: number;
  readonly contexts?: readonly { readonly statusCode?: string; readonly message?: string }[];
}

/** A batch build to be put there. */
export interface BatchSeed extends Omit<BuildSeed, 'phases' | 'logs'> {
  readonly phases?: readonly PhaseSeed[];
  readonly groups: readonly {
    readonly identifier: string;
    readonly status: Status;
    /** The id of its newest build; one that never began has none. */
    readonly build?: string;
    /** The ids of builds before it: a batch may retry. */
    readonly earlier?: readonly string[];
    readonly ignoreFailure?: boolean;
  }[];
  /** As the API gives it; CloudWatch's default place without it. */
  readonly logConfig?: Readonly<Record<string, unknown>>;
}

interface Place {
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const ACCOUNT = '111122223333';

/** A build in the shape of https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html */
export function buildOf(id: string, seed: BuildSeed, { region, now }: Place): object {
  const [project = '', uuid = ''] = id.split(':');
  const startedAt = seed.startedAt ?? now;
  const phases = phasesOf(seed.phases, startedAt);
  const complete = seed.status !== 'IN_PROGRESS';
  const end = endOf(seed.phases, startedAt);
  if (complete) phases.push({ phaseType: 'COMPLETED', startTime: end });
  const groupName = `/aws/codebuild/${project}`;
  const deepLink = `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logEvent:group=${groupName};stream=${uuid}`;
  return {
    id,
    arn: arnOf(id, 'build', region),
    projectName: project,
    buildStatus: seed.status,
    buildComplete: complete,
    currentPhase: complete ? 'COMPLETED' : seed.phases.at(-1)?.type,
    startTime: startedAt / 1000,
    endTime: complete ? end : undefined,
    phases,
    logs: seed.logs ?? { groupName, streamName: uuid, deepLink, cloudWatchLogs: { status: 'ENABLED' } },
  };
}

/** A batch build in the shape of https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BuildBatch.html */
export function batchOf(id: string, seed: BatchSeed, { region, now }: Place): object {
  const startedAt = seed.startedAt ?? now;
  const complete = seed.status !== 'IN_PROGRESS';
  const summary = (build: string | undefined, buildStatus: Status) => ({
    arn: build && arnOf(build, 'build', region),
    requestedOn: startedAt / 1000,
    buildStatus,
  });
  return {
    id,
    arn: arnOf(id, 'build-batch', region),
    projectName: id.split(':')[0],
    buildBatchStatus: seed.status,
    complete,
    startTime: startedAt / 1000,
    endTime: complete ? endOf(seed.phases ?? [], startedAt) : undefined,
    phases: phasesOf(seed.phases ?? [], startedAt),
    logConfig: seed.logConfig ?? { cloudWatchLogs: { status: 'ENABLED' }, s3Logs: { status: 'DISABLED' } },
    buildGroups: seed.groups.map(({ identifier, status, build, earlier = [], ignoreFailure = false }) => ({
      identifier,
      dependsOn: [],
      ignoreFailure,
      currentBuildSummary: summary(build, status),
      priorBuildSummaryList: earlier.map((it) => summary(it, 'FAILED')),
    })),
  };
}

/** Phases one after the other; times in seconds since the epoch. */
function phasesOf(seeds: readonly PhaseSeed[], startedAt: number): object[] {
  return seeds.map(({ type, status, seconds = 0, contexts }, index) => {
    const startTime = endOf(seeds.slice(0, index), startedAt);
    if (status === undefined) return { phaseType: type, startTime };
    // The service's own phases have no contexts, and those that went well have empty ones.
    const quiet = ['SUBMITTED', 'QUEUED'].includes(type) ? undefined : [{ statusCode: '', message: '' }];
    return {
      phaseType: type,
      phaseStatus: status,
      startTime,
      endTime: startTime + seconds,
      durationInSeconds: Math.floor(seconds),
      contexts: contexts ?? quiet,
    };
  });
}

function endOf(phases: readonly PhaseSeed[], startedAt: number): number {
  return startedAt / 1000 + phases.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
}

function arnOf(id: string, kind: string, region: string): string {
  return `arn:aws:codebuild:${region}:${ACCOUNT}:${kind}/${id}`;
}
