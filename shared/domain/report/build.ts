import { retryBuildCommand } from '../command.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { BuildFact } from '../fact.ts';
import { logStreamUrl } from '../links.ts';
import type { Severity } from '../settings.ts';
import type { Report, Told } from './report.ts';

/** The statuses of https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html that are failures. */
const FAILED: readonly string[] = ['FAILED', 'FAULT', 'TIMED_OUT'];

/** True for a status that is a failure. */
export function isFailedBuild(status: string): boolean {
  return FAILED.includes(status);
}

/** Tells a build outside a pipeline. */
export function reportBuild(fact: BuildFact, at: number, diagnosis?: Diagnosis): Told {
  const failed = isFailedBuild(fact.state);
  const phase = failed ? fact.failedPhase : undefined;
  return {
    kind: 'build',
    ...headlineOf(fact.state, failed),
    severity: severityOf(fact.state, failed),
    needsPerson: failed,
    runId: fact.buildId,
    stage: phase?.name,
    failedActions: phase ? [{ action: phase.name, result: { summary: phase.reason } }] : [],
    moreFailedActions: 0,
    why: failed && phase?.reason === undefined ? 'none' : undefined,
    diagnosis,
    next: failed ? { step: 'retry-build', command: retryBuildCommand(fact.place, fact.buildId) } : undefined,
    changes: [],
    durationMs: fact.startedAt === undefined || fact.startedAt > at ? undefined : at - fact.startedAt,
    links: linksOf(fact, diagnosis),
  };
}

function headlineOf(state: string, failed: boolean): Pick<Report, 'headline' | 'emoji'> {
  if (failed) return { headline: 'build-failed', emoji: '❌' };
  return { headline: 'build-other', emoji: state === 'SUCCEEDED' ? '✅' : '⚠️' };
}

function severityOf(state: string, failed: boolean): Severity {
  if (failed) return 'critical';
  return state === 'SUCCEEDED' || state === 'IN_PROGRESS' ? 'info' : 'warning';
}

/** The log at the line that tells most, else where the event says it is. */
function linksOf({ place, logUrl }: BuildFact, diagnosis: Diagnosis | undefined): Report['links'] {
  const stream = diagnosis?.stream;
  const url = (stream && logStreamUrl(place, stream, diagnosis.excerpt?.at)) ?? logUrl;
  return url === undefined ? [] : [{ to: 'log', url }];
}
