export const TARGET_STATUSES = [
  'Pending',
  'InProgress',
  'Succeeded',
  'Failed',
  'Skipped',
  'Unknown',
  'Ready',
] as const;
type Status = (typeof TARGET_STATUSES)[number];

/** A target to be put there. */
export interface TargetSeed {
  readonly type: 'InstanceTarget' | 'ECSTarget' | 'LambdaTarget' | 'CloudFormationTarget';
  /** An instance, a cluster and a service, a function, or a stack. */
  readonly id: string;
  readonly status: Status;
  readonly label?: 'Blue' | 'Green';
  readonly events: readonly {
    /** For example AfterInstall. */
    readonly name: string;
    readonly status: Status;
    readonly diagnostics?: Diagnostics;
  }[];
}

interface Diagnostics {
  readonly errorCode?: string;
  readonly scriptName?: string;
  readonly message?: string;
  /** The last lines of a script's output; only instances have them. */
  readonly logTail?: string;
}

const MEMBERS = {
  InstanceTarget: 'instanceTarget',
  ECSTarget: 'ecsTarget',
  LambdaTarget: 'lambdaTarget',
  CloudFormationTarget: 'cloudFormationTarget',
} as const;
/** Of a life-cycle event that went well on an instance. */
const SUCCESS: Diagnostics = { errorCode: 'Success', scriptName: '', message: 'Succeeded', logTail: '' };
const MAX_LOG_TAIL_BYTES = 4096;

/** A target in the shape of https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentTarget.html */
export function targetOf(
  deploymentId: string,
  { type, id, status, label, events }: TargetSeed,
  { region, now }: { readonly region: string; readonly now: number },
): object {
  const onInstance = type === 'InstanceTarget';
  const body = {
    deploymentId,
    targetId: id,
    targetArn: onInstance ? `arn:aws:ec2:${region}:111122223333:instance/${id}` : undefined,
    status,
    lastUpdatedAt: now / 1000,
    lifecycleEvents: events.map(({ name, status: ended, diagnostics = {} }) => ({
      lifecycleEventName: name,
      status: ended,
      startTime: now / 1000,
      endTime: now / 1000,
      diagnostics: onInstance
        ? { ...(ended === 'Succeeded' ? SUCCESS : {}), ...diagnostics, logTail: tailOf(diagnostics) }
        : { ...diagnostics, logTail: undefined },
    })),
    instanceLabel: onInstance ? label : undefined,
  };
  return { deploymentTargetType: type, [MEMBERS[type]]: body };
}

/** The service keeps the last 4 KB. */
function tailOf({ logTail = '' }: Diagnostics): string {
  return Buffer.from(logTail).subarray(-MAX_LOG_TAIL_BYTES).toString('utf8');
}
