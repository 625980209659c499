import { pipelinesThatMayDeploy, isRollback } from '../../shared/domain/deployment.ts';
import type { Fact, PipelineFact } from '../../shared/domain/fact.ts';
import { questionsAbout } from '../../shared/domain/findings.ts';
import type { Findings, Question } from '../../shared/domain/findings.ts';
import { found, ServiceError } from '../../shared/domain/lookup.ts';
import type { Lookup } from '../../shared/domain/lookup.ts';
import { isWatched } from '../../shared/domain/watch.ts';
import { within } from '../../shared/lambda/deadline.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { PipelineReader } from '../../shared/ports/pipelines.ts';
import type { Deps } from './deps.ts';

/** All look-ups run side by side within this time; the message goes out without what is late. */
const BUDGET_MS = 4000;
/** How many pipelines are asked whether a deployment is theirs. */
const MAX_PIPELINES_ASKED = 8;

/** Asks the services what the message needs beside the event; what fails is marked as missing, and nothing is thrown. */
export async function lookUp(deps: Deps, fact: Fact): Promise<Findings> {
  switch (fact.source) {
    case 'pipeline':
      return lookUpPipeline(deps, fact);
    case 'deployment': {
      const read = async (signal: AbortSignal) =>
        (await deps.deployments()).deployment(fact.deploymentId, signal);
      return { deployment: await attempt(deps, 'deployment', read) };
    }
    case 'build':
      return {};
  }
}

/** True if a watched pipeline started the deployment, so that the pipeline's own message tells of it; rollbacks are told. */
export async function isDeployedByWatchedPipeline(
  deps: Deps,
  fact: Fact,
  findings: Findings,
): Promise<boolean> {
  const deployment = found(findings.deployment);
  if (fact.source !== 'deployment' || deployment === undefined || isRollback(deployment)) return false;
  const search = await attempt(deps, 'deployment', async (signal) => {
    const reader = await deps.pipelines();
    const watched = (await reader.names(signal)).filter((name) => isWatched(name, deps.settings));
    const asked = pipelinesThatMayDeploy(deployment, watched).slice(0, MAX_PIPELINES_ASKED);
    const ids = await Promise.all(asked.map((pipeline) => reader.externalIds(pipeline, signal)));
    return ids.flat().includes(fact.deploymentId);
  });
  // Not known is told: twice is better than never.
  return found(search) ?? false;
}

async function lookUpPipeline(deps: Deps, fact: PipelineFact): Promise<Findings> {
  const { pipeline, executionId } = fact;
  const questions = questionsAbout(fact, deps.settings);
  const ask = async <T>(what: Question, read: (reader: PipelineReader, signal: AbortSignal) => Promise<T>) =>
    questions.includes(what)
      ? attempt(deps, what, async (signal) => read(await deps.pipelines(), signal))
      : undefined;
  const [execution, attempts, history, owner] = await Promise.all([
    ask('execution', (reader, signal) => reader.execution(pipeline, executionId, signal)),
    ask('attempts', (reader, signal) => reader.attempts(pipeline, executionId, signal)),
    ask('history', (reader, signal) => reader.history(pipeline, signal)),
    ask('owner', (reader, signal) =>
      reader.tag(fact.place, pipeline, deps.settings.owners.tag ?? '', signal),
    ),
  ]);
  return { execution, attempts, history, owner };
}

async function attempt<T>(
  deps: Deps,
  what: Question,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<Lookup<T>> {
  try {
    return { status: 'found', value: await within(what, BUDGET_MS, task) };
  } catch (error) {
    const { code, reason } =
      error instanceof ServiceError ? error : { code: String(error), reason: 'failed' as const };
    deps.log.warn(LOG.lookupMissing, { what, code, reason });
    return { status: 'missing', reason };
  }
}
