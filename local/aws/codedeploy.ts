import { AwsError } from './aws-error.ts';
import { requiredText } from './service.ts';
import type { Service } from './service.ts';

/** A deployment in the shape of https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export type DeploymentInfo = Readonly<Record<string, unknown>>;

/** Deployments as they were put there. */
export function createCodeDeploy() {
  const deployments = new Map<string, DeploymentInfo>();
  const service: Service = {
    GetDeployment: (input) => {
      const deploymentId = requiredText(input, 'deploymentId');
      if (!/^d-[A-Z0-9]{6,12}$/u.test(deploymentId)) {
        throw new AwsError(
          'InvalidDeploymentIdException',
          'The specified deployment id is in an invalid format',
        );
      }
      const info = deployments.get(deploymentId);
      if (info) return { deploymentInfo: { deploymentId, ...info } };
      throw new AwsError(
        'DeploymentDoesNotExistException',
        `The deployment ${deploymentId} could not be found`,
      );
    },
  };
  return {
    service,
    putDeployment: (deploymentId: string, info: DeploymentInfo) => deployments.set(deploymentId, info),
  };
}
