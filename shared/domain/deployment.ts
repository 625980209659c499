/** A CodeDeploy deployment, as GetDeployment gives it. */
export interface Deployment {
  /** Who made it: user, autoscaling, codeDeployRollback and others. */
  readonly creator?: string | undefined;
  readonly error?: { readonly code?: string | undefined; readonly message?: string | undefined } | undefined;
  /** The deployment that undoes this one. */
  readonly rollbackId?: string | undefined;
  /** The deployment that this one undoes. */
  readonly undoes?: string | undefined;
  /** The object key of a revision that lies in S3. */
  readonly artifactKey?: string | undefined;
}

/** True if CodeDeploy made this deployment to undo another. */
export function isRollback(deployment: Deployment): boolean {
  return deployment.creator === 'codeDeployRollback' || deployment.undoes !== undefined;
}

/** Pipelines keep their artifacts under the first 20 characters of their name. */
const ARTIFACT_PREFIX_CHARACTERS = 20;

/**
 * The pipelines that may have started a deployment, likeliest first. An artifact of a pipeline lies under
 * `<pipeline>/<artifact>/<id>` with the names cut short; a revision kept elsewhere than in S3 does not tell.
 */
export function pipelinesThatMayDeploy(
  deployment: Deployment,
  pipelines: readonly string[],
): readonly string[] {
  if (deployment.artifactKey === undefined) return pipelines;
  const parts = deployment.artifactKey.split('/');
  if (parts.length !== 3) return [];
  return pipelines.filter((name) => name.slice(0, ARTIFACT_PREFIX_CHARACTERS) === parts[0]);
}
