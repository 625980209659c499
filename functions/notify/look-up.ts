import { pipelinesThatMayDeploy, isRollback } from '../../shared/domain/deployment.ts';
import type { DeploymentFact, Fact } from '../../shared/domain/fact.ts';
import type { Findings } from '../../shared/domain/findings.ts';
import { isFailedBuild } from '../../shared/domain/report/build.ts';
import { isFailedDeployment } from '../../shared/domain/report/deployment.ts';
import { found } from '../../shared/domain/lookup.ts';
import { isWatched } from '../../shared/domain/watch.ts';
import type { Deps } from './deps.ts';
import { createAsker } from '../../shared/lambda/asker.ts';
import type { Asker } from '../../shared/lambda/asker.ts';
import { diagnose } from './diagnose.ts';
import { lookUpPipeline } from './look-up-pipeline.ts';

/** How many pipelines are asked whether a deployment is theirs. */
const MAX_PIPELINES_ASKED = 8;

/** Asks the services what the message needs beside the event; what fails is marked as missing, and nothing is thrown. */
export async function lookUp(deps: Deps, fact: Fact): Promise<Findings> {
  const asker = createAsker(deps);
  switch (fact.source) {
    case 'pipeline':
      return lookUpPipeline(deps, asker, fact);
    case 'deployment':
      return lookUpDeployment(deps, asker, fact);
    case 'build': {
      if (!isFailedBuild(fact.state)) return {};
      const result = { externalId: fact.buildId, summary: fact.failedPhase?.reason };
      const action = { action: fact.project, provider: 'CodeBuild', region: fact.place.region, result };
      return { diagnoses: await diagnose(deps, asker, [action]), missing: asker.missing };
    }
  }
}

async function lookUpDeployment(deps: Deps, asker: Asker, fact: DeploymentFact): Promise<Findings> {
  const { deploymentId, place } = fact;
  const deployment = await asker.ask('deployment', async (signal) =>
    (await deps.deployments()).deployment(place.region, deploymentId, signal),
  );
  const known = found(deployment);
  if (known === undefined || !isFailedDeployment(fact.state)) return { deployment };
  const result = { externalId: deploymentId };
  const action = { action: deploymentId, provider: 'CodeDeploy', region: place.region, result };
  return { deployment, diagnoses: await diagnose(deps, asker, [action], known), missing: asker.missing };
}

/** True if a watched pipeline started the deployment, so that the pipeline's own message tells of it; rollbacks are told. */
export async function isDeployedByWatchedPipeline(
  deps: Deps,
  fact: Fact,
  findings: Findings,
): Promise<boolean> {
  const deployment = found(findings.deployment);
  if (fact.source !== 'deployment' || deployment === undefined || isRollback(deployment)) return false;
  const search = await createAsker(deps).ask('deployment', async (signal) => {
    const reader = await deps.pipelines();
    const watched = (await reader.names(signal)).filter((name) => isWatched(name, deps.settings));
    const asked = pipelinesThatMayDeploy(deployment, watched).slice(0, MAX_PIPELINES_ASKED);
    const ids = await Promise.all(asked.map((pipeline) => reader.externalIds(pipeline, signal)));
    return ids.flat().includes(fact.deploymentId);
  });
  // Not known is told: twice is better than never.
  return found(search) ?? false;
}
