import { isApproval } from './fact.ts';
import type { Fact, PipelineFact } from './fact.ts';
import type { Settings } from './settings.ts';
import { matchesWildcard } from './wildcard.ts';

/** Why a fact makes no message. */
export type Silence =
  | 'pipeline-not-watched'
  | 'state-muted'
  | 'build-of-a-pipeline'
  | 'builds-off'
  | 'deployment-of-a-watched-pipeline'
  | 'deployments-off'
  | 'own-message';

/** True if the configuration includes the pipeline and does not exclude it. */
export function isWatched(pipeline: string, { pipelines }: Pick<Settings, 'pipelines'>): boolean {
  const matches = (pattern: string): boolean => matchesWildcard(pattern, pipeline);
  return pipelines.include.some(matches) && !pipelines.exclude.some(matches);
}

/** Says why a fact is passed over, by what the event and the configuration alone tell; undefined: it is told. */
export function silenceOf(fact: Fact, settings: Settings): Silence | undefined {
  switch (fact.source) {
    case 'pipeline':
      return silenceOfPipeline(fact, settings);
    case 'deployment':
      return settings.notify.deployments ? undefined : 'deployments-off';
    case 'build':
      if (!settings.notify.builds) return 'builds-off';
      return fact.initiator?.startsWith('codepipeline/') ? 'build-of-a-pipeline' : undefined;
  }
}

function silenceOfPipeline(fact: PipelineFact, settings: Settings): Silence | undefined {
  if (!isWatched(fact.pipeline, settings)) return 'pipeline-not-watched';
  // Muting STARTED silences runs that start, not somebody who is waited for.
  return !isApproval(fact) && settings.notify.mutedStates.includes(fact.state) ? 'state-muted' : undefined;
}

/** The owner that the configuration's map names, by its first pattern that matches. */
export function ownerByMap(name: string, { owners }: Pick<Settings, 'owners'>): string | undefined {
  return Object.entries(owners.map).find(([pattern]) => matchesWildcard(pattern, name))?.[1];
}
