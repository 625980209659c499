/** A CodeDeploy deployment, as GetDeployment gives it. */
export interface Deployment {
  /** Who made it: user, autoscaling, codeDeployRollback and others. */
  readonly creator?: string | undefined;
  /** For example Failed, or Stopped where an alarm or a person stopped it. */
  readonly status?: string | undefined;
  readonly error?: { readonly code?: string | undefined; readonly message?: string | undefined } | undefined;
  /** The deployment that undoes this one. */
  readonly rollbackId?: string | undefined;
  /** What CodeDeploy says of the rollback. */
  readonly rollbackMessage?: string | undefined;
  /** The alarms that stopped it. */
  readonly alarms?: readonly string[] | undefined;
  /** The deployment that this one undoes. */
  readonly undoes?: string | undefined;
  /** The object key of a revision that lies in S3. */
  readonly artifactKey?: string | undefined;
}

/** One target (an instance, a service, a function, a stack) on which a deployment failed. */
export interface FailedTarget {
  readonly id: string;
  readonly status: string;
  /** The life-cycle events that failed. */
  readonly events: readonly FailedLifecycleEvent[];
}

export interface FailedLifecycleEvent {
  /** For example AfterInstall. */
  readonly name: string;
  readonly status: string;
  /** For example ScriptFailed. */
  readonly code?: string | undefined;
  readonly scriptName?: string | undefined;
  readonly message?: string | undefined;
  /** The last lines of the script's output as they came, not yet clean: may hold escapes and secrets. */
  readonly logTail?: string | undefined;
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
