import { CodeDeployClient, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { clean, cleanProse } from '../domain/text.ts';
import type { DeploymentReader } from '../ports/deployments.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { asServiceError } from './service-error.ts';

/** Reads deployments: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
export function codeDeployReader(options: ClientOptions): DeploymentReader {
  const client = new CodeDeployClient(sdkOptions(options));
  return {
    deployment: async (deploymentId, abortSignal) => {
      const call = client.send(new GetDeploymentCommand({ deploymentId }), { abortSignal });
      const { deploymentInfo: info } = await asServiceError('codedeploy:GetDeployment', call);
      const { errorInformation: error, rollbackInfo: rollback } = info ?? {};
      return {
        creator: info?.creator,
        error: error && {
          code: error.code,
          message: error.message === undefined ? undefined : cleanProse(error.message, 600),
        },
        rollbackId: rollback?.rollbackDeploymentId && clean(rollback.rollbackDeploymentId, 100),
        undoes: rollback?.rollbackTriggeringDeploymentId,
        artifactKey: info?.revision?.s3Location?.key,
      };
    },
  };
}
