import type { Deployment } from '../domain/deployment.ts';

/** Reads CodeDeploy; throws a ServiceError. */
export interface DeploymentReader {
  deployment(id: string, signal: AbortSignal): Promise<Deployment>;
}
