import type { Deployment, FailedTarget } from '../domain/deployment.ts';

/** Reads CodeDeploy in a Region; throws a ServiceError, and ends early when the signal says so. */
export interface DeploymentReader {
  deployment(region: string | undefined, id: string, signal: AbortSignal): Promise<Deployment>;
  /** The first targets on which it failed, at most three. */
  failedTargets(
    region: string | undefined,
    deploymentId: string,
    signal: AbortSignal,
  ): Promise<readonly FailedTarget[]>;
}
