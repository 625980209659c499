import {
  BatchGetDeploymentTargetsCommand,
  CodeDeployClient,
  GetDeploymentCommand,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentReader } from '../ports/deployments.ts';
import { byRegion } from './by-region.ts';
import type { ClientOptions } from './client-options.ts';
import { deploymentOf, failedTargetOf } from './codedeploy-shapes.ts';
import { asServiceError } from './service-error.ts';

const MAX_TARGETS = 3;
/** A page that is filtered may hold nothing although there is another. */
const MAX_PAGES = 3;

/** Reads deployments: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
export function codeDeployReader(options: ClientOptions): DeploymentReader {
  const clientIn = byRegion((config) => new CodeDeployClient(config), options);

  async function failedIds(client: CodeDeployClient, deploymentId: string, abortSignal: AbortSignal) {
    const ids: string[] = [];
    let nextToken: string | undefined;
    for (let page = 0; page < MAX_PAGES && ids.length < MAX_TARGETS; page++) {
      const targetFilters = { TargetStatus: ['Failed'] };
      const command = new ListDeploymentTargetsCommand({ deploymentId, targetFilters, nextToken });
      const call = client.send(command, { abortSignal });
      const answer = await asServiceError('codedeploy:ListDeploymentTargets', call);
      ids.push(...(answer.targetIds ?? []));
      nextToken = answer.nextToken;
      if (nextToken === undefined) break;
    }
    return ids.slice(0, MAX_TARGETS);
  }

  return {
    deployment: async (region, deploymentId, abortSignal) => {
      const call = clientIn(region).send(new GetDeploymentCommand({ deploymentId }), { abortSignal });
      const { deploymentInfo } = await asServiceError('codedeploy:GetDeployment', call);
      return deploymentOf(deploymentInfo);
    },

    failedTargets: async (region, deploymentId, abortSignal) => {
      const client = clientIn(region);
      const targetIds = await failedIds(client, deploymentId, abortSignal);
      // The service refuses an empty list.
      if (targetIds.length === 0) return [];
      const command = new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds });
      const call = client.send(command, { abortSignal });
      const answer = await asServiceError('codedeploy:BatchGetDeploymentTargets', call);
      return (answer.deploymentTargets ?? []).map(failedTargetOf);
    },
  };
}
