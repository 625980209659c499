import { retryBuildCommand } from '../command.ts';
import type { BuildFact } from '../fact.ts';
import type { Severity } from '../settings.ts';
import type { Report, Told } from './report.ts';

/** The statuses of https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html that are failures. */
const FAILED: readonly string[] = ['FAILED', 'FAULT', 'TIMED_OUT'];

/** Tells a build outside a pipeline; the event itself says all that is known here. */
export function reportBuild(fact: BuildFact, at: number): Told {
  const failed = FAILED.includes(fact.state);
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
    next: failed ? { step: 'retry-build', command: retryBuildCommand(fact.place, fact.buildId) } : undefined,
    changes: [],
    durationMs: fact.startedAt === undefined || fact.startedAt > at ? undefined : at - fact.startedAt,
    links: fact.logUrl === undefined ? [] : [{ to: 'log', url: fact.logUrl }],
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
