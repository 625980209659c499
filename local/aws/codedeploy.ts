import { AwsError } from './aws-error.ts';
import { TARGET_STATUSES, targetOf } from './codedeploy-targets.ts';
import type { TargetSeed } from './codedeploy-targets.ts';
import { isIn, page } from './service.ts';
import type { Input, Service } from './service.ts';

/** A deployment in the shape of https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export type DeploymentInfo = Readonly<Record<string, unknown>>;

interface Deployment {
  readonly deploymentId: string;
  readonly info: DeploymentInfo;
  /** Where alone it can be seen; everywhere without it. */
  readonly region: string | undefined;
  readonly targets: Map<string, TargetSeed>;
}

const MAX_TARGETS = 25;
const LABELS = ['Blue', 'Green'];

/** Deployments and their targets as they were put there. */
export function createCodeDeploy(now: () => number) {
  const deployments = new Map<string, Deployment>();
  const deploymentOf = (input: Input, region: string): Deployment => {
    const deploymentId = idOf(input);
    const deployment = deployments.get(deploymentId);
    if (deployment && isIn(deployment.region, region)) return deployment;
    throw new AwsError(
      'DeploymentDoesNotExistException',
      `The deployment ${deploymentId} could not be found`,
    );
  };
  const service: Service = {
    GetDeployment: (input, region) => {
      const { deploymentId, info } = deploymentOf(input, region);
      return { deploymentInfo: { deploymentId, ...info } };
    },
    ListDeploymentTargets: (input, region) => {
      const { targets } = started(deploymentOf(input, region));
      const { status, label } = filtersOf(input);
      const matching = [...targets.values()].filter(
        (it) => (status?.includes(it.status) ?? true) && (label?.includes(it.label ?? '') ?? true),
      );
      const { items, nextToken } = page(matching, { nextToken: input['nextToken'] }, 100);
      return { targetIds: items.map(({ id }) => id), nextToken };
    },
    BatchGetDeploymentTargets: (input, region) => {
      const { deploymentId, targets } = started(deploymentOf(input, region));
      return {
        deploymentTargets: targetIdsOf(input).map((id) => {
          const target = targets.get(id);
          if (target) return targetOf(deploymentId, target, { region, now: now() });
          throw new AwsError(
            'DeploymentTargetDoesNotExistException',
            `The target ${id} does not belong to deployment ${deploymentId}`,
          );
        }),
      };
    },
  };
  return {
    service,
    putDeployment: (deploymentId: string, info: DeploymentInfo, region?: string) =>
      deployments.set(deploymentId, { deploymentId, info, region, targets: new Map() }),
    /** Adds a target to a deployment that was put there before. */
    putTarget: (deploymentId: string, target: TargetSeed) => {
      const deployment = deployments.get(deploymentId);
      if (!deployment) throw new Error(`There is no deployment ${deploymentId}`);
      deployment.targets.set(target.id, target);
    },
  };
}

function idOf({ deploymentId: id }: Input): string {
  if (id === undefined || id === '')
    throw new AwsError('DeploymentIdRequiredException', 'At least one deployment ID must be specified');
  if (typeof id === 'string' && /^d-[A-Z0-9]{6,12}$/u.test(id)) return id;
  throw new AwsError('InvalidDeploymentIdException', 'The specified deployment id is in an invalid format');
}

function started(deployment: Deployment): Deployment {
  if (!['Created', 'Queued'].includes(String(deployment.info['status']))) return deployment;
  throw new AwsError('DeploymentNotStartedException', 'The specified deployment has not started');
}

function filtersOf({ targetFilters }: Input): { status?: readonly string[]; label?: readonly string[] } {
  const filters = (targetFilters ?? {}) as Readonly<Record<string, readonly string[]>>;
  const { TargetStatus: status, ServerInstanceLabel: label, ...others } = filters;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw new AwsError('InvalidTargetFilterNameException', `${unknown} is not a name of a target filter`);
  if (status?.some((it) => !TARGET_STATUSES.some((known) => known === it)))
    throw new AwsError('InvalidInstanceStatusException', 'The specified instance status does not exist');
  if (label?.some((it) => !LABELS.includes(it)))
    throw new AwsError('InvalidInstanceTypeException', 'Valid values are Blue and Green');
  return { ...(status && { status }), ...(label && { label }) };
}

function targetIdsOf({ targetIds: ids }: Input): readonly string[] {
  if (!Array.isArray(ids) || ids.length === 0)
    throw new AwsError('DeploymentTargetIdRequiredException', 'A deployment target ID was not provided');
  if (ids.length > MAX_TARGETS)
    throw new AwsError(
      'DeploymentTargetListSizeExceededException',
      `At most ${MAX_TARGETS} targets are allowed`,
    );
  return ids.map((id: unknown) => {
    if (typeof id === 'string' && id !== '') return id;
    throw new AwsError('InvalidDeploymentTargetIdException', 'The target ID provided was not valid');
  });
}
