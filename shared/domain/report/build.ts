import { retryBuildCommand } from '../command.ts';
import type { BuildFact } from '../fact.ts';
import { webUrl } from '../links.ts';
import type { Told } from './compose.ts';

/** Tells a build that failed outside a pipeline; the event itself says all that is known here. */
export function reportBuild(fact: BuildFact, at: number): Told {
  const { failedPhase } = fact;
  const url = webUrl(fact.logUrl);
  return {
    kind: 'build',
    headline: 'build-failed',
    emoji: '❌',
    severity: 'critical',
    needsPerson: true,
    runId: fact.buildId,
    stage: failedPhase?.name,
    failedActions: failedPhase ? [{ action: failedPhase.name, result: { summary: failedPhase.reason } }] : [],
    moreFailedActions: 0,
    why: failedPhase?.reason === undefined ? 'none' : undefined,
    next: { step: 'retry-build', command: retryBuildCommand(fact.place, fact.buildId) },
    changes: [],
    durationMs: fact.startedAt === undefined || fact.startedAt > at ? undefined : at - fact.startedAt,
    links: url === undefined ? [] : [{ to: 'log', url }],
  };
}
