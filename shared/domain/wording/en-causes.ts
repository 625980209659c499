import type { CauseClass, Kind } from '../diagnosis/cause.ts';

/**
 * The English texts about causes. A kind is read after "Cause:"; its advice is one sentence, which docs/runbook.md repeats
 * in the kind's section.
 */
export const enCauses = {
  'kind.registry-rate-limit': "a registry's rate limit",
  'kind.network': 'a broken network connection',
  'kind.dns': 'a host name that could not be resolved',
  'kind.aws-throttling': 'throttling by AWS',
  'kind.aws-internal': 'an internal error of AWS',
  'kind.capacity': 'no free capacity at AWS',
  'kind.timeout': 'a time limit that ran out',
  'kind.conflict': 'another operation at the same time',
  'kind.permission': 'a missing permission',
  'kind.credentials': 'missing or invalid credentials',
  'kind.config': 'a wrong setting',
  'kind.stack-state': 'a stack whose state allows no update',
  'kind.dependency-resolution': 'a dependency that could not be resolved',
  'kind.compile': 'code that does not compile',
  'kind.test': 'a failing test',
  'kind.quality-gate': 'a quality check that did not pass',
  'kind.quota': 'a service quota that is used up',
  'kind.disk': 'a full disk',
  'kind.memory': 'too little memory',
  'kind.image': 'a container image that could not be pulled',
  'kind.command': 'a command that failed',
  'kind.deploy-health': 'a deployment that did not become healthy',
  'kind.alarm': 'an alarm during the deployment',
  'kind.condition': 'a stage condition that was not met',
  'kind.approval-rejected': 'an approval that was not given',
  'kind.stopped': 'a stop by a person or a program',
  'kind.unknown': 'a cause that was not recognised',

  'advice.registry-rate-limit':
    'Wait until the limit resets, then retry the stage; to keep it from coming back, sign in to the registry or pull through a mirror of your own.',
  'advice.network':
    'Retry the stage; if it fails again, check that the host is up and that the VPC, proxy and security groups of the build let it out.',
  'advice.dns':
    'Retry the stage; if it fails again, check how the host name is spelt and which DNS the VPC of the build uses.',
  'advice.aws-throttling':
    'Wait a few minutes and retry the stage; if it comes back, spread the calls out or ask AWS for a higher rate.',
  'advice.aws-internal':
    'Retry the stage; if it fails again, look at the AWS Health Dashboard before you change anything of your own.',
  'advice.capacity':
    'Wait a few minutes and retry the stage; if it comes back, allow other instance types, compute types or Availability Zones.',
  'advice.timeout':
    'See what it was doing when the time ran out; retry the stage if it hung, and make it faster or raise the limit if it is slow.',
  'advice.conflict':
    'Wait until the other operation has ended, then retry the stage; if it happens often, keep the two from running at the same time.',
  'advice.permission':
    'Give the role that the error names the permission that it lacks, then retry the stage.',
  'advice.credentials': 'Renew the credentials or correct the secret that holds them, then retry the stage.',
  'advice.config': 'Correct the setting that the error names, then start a new run.',
  'advice.stack-state':
    'Bring the stack into a state that allows updates (one in ROLLBACK_COMPLETE has to be deleted), then retry the stage.',
  'advice.dependency-resolution':
    'Correct the name or the version of the dependency, or bring the lock file up to date, and push the change.',
  'advice.compile': 'Correct the code at the place that the compiler names and push the change.',
  'advice.test': 'Run the failing test by itself, mend the code or the test, and push the change.',
  'advice.quality-gate':
    'Mend what the check complains of, or change its threshold if that is what you want, and push the change.',
  'advice.quota': 'Remove what is no longer needed or ask for more in Service Quotas, then retry the stage.',
  'advice.disk':
    'Write less or clean up in between, or choose a compute type with more disk space, then start a new run.',
  'advice.memory':
    'Choose a compute type with more memory, or make the step use less of it, then start a new run.',
  'advice.image':
    'Check the name and the tag of the image, and that the role may pull it, then start a new run.',
  'advice.command':
    'Read what the command wrote before it failed, mend what it complains of, and push the change.',
  'advice.deploy-health':
    'Read the logs of the new version and its health check, mend what keeps it from becoming healthy, and deploy again.',
  'advice.alarm':
    'Find out why the alarm went off before you deploy again, since the new version may have caused it.',
  'advice.condition':
    'Read what the rule of the condition says, clear what holds the stage back, then start a new run.',
  'advice.approval-rejected':
    'Ask the approvers what is missing, and start a new run once the change can be approved.',
  'advice.stopped': 'Ask who stopped it and why before you start it again.',
  'advice.unknown':
    'Read the log from the first failed phase on; once you know the cause, add a rule of your own so that the next message says it.',

  'class.transient': 'trying again can help',
  'class.permanent': 'trying again will not help',
  'class.unknown': 'not clear whether trying again helps',
} as const satisfies Readonly<Record<`kind.${Kind}` | `advice.${Kind}` | `class.${CauseClass}`, string>>;
