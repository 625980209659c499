import { decisive } from '../diagnosis/diagnosis.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { logStreamOf } from '../diagnosis/log-stream.ts';
import { findFailure, isRejection, newestAttempts } from '../failure.ts';
import type { Failure, FailedAction } from '../failure.ts';
import { isApproval } from '../fact.ts';
import type { PipelineFact } from '../fact.ts';
import type { Findings } from '../findings.ts';
import { executionUrl, logStreamUrl } from '../links.ts';
import { found } from '../lookup.ts';
import { needsPerson, severityOf } from '../severity.ts';
import { failingSince, recoveryOf } from '../streak.ts';
import type { Recovery } from '../streak.ts';
import { headlineOf } from './headline.ts';
import { nextOf } from './next.ts';
import type { Report, Told } from './report.ts';
import { reportRetry, reportRollback } from './retry.ts';

/** More would bury the first ones; what is left out is counted. */
const MAX_FAILED_ACTIONS = 5;
const MAX_CHANGES = 3;
/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionTrigger.html */
const ROLLBACKS = ['ManualRollback', 'AutomatedRollback'];

/** Tells a change of a pipeline's, stage's or action's state; `at` and `now` in milliseconds since the epoch. */
export function reportPipeline(fact: PipelineFact, findings: Findings, at: number, now: number): Told {
  const execution = found(findings.execution);
  const attempts = found(findings.attempts);
  const failure = fact.state === 'FAILED' ? findFailure(fact, attempts, found(findings.rules)) : undefined;
  const diagnosis = decisive(findings.diagnoses ?? []);
  const cause = diagnosis?.cause;
  const deploys = failure?.actions.some(({ category }) => category === 'Deploy') ?? false;
  const retry = reportRetry(fact, findings, { stage: failure?.stage, cause, now });
  const rollback = reportRollback(fact, findings);
  const urgency = { cause, deploys, retry };
  const listed = (failure?.actions ?? []).slice(0, MAX_FAILED_ACTIONS);
  const recovery = recoveryIn(fact, findings, at);
  const isRollback =
    fact.level === 'pipeline' &&
    (execution?.type === 'ROLLBACK' || ROLLBACKS.includes((fact.trigger ?? execution?.trigger)?.type ?? ''));
  const ended = recovery ? (findings.failedSeverity ?? 'critical') : isRollback ? 'warning' : undefined;
  const history = found(findings.history);
  const changes = fact.change ? [fact.change] : (execution?.changes ?? []).slice(0, MAX_CHANGES);
  const request = requestOf(fact, findings);
  return {
    kind: isApproval(fact) ? 'approval' : 'pipeline',
    ...headlineOf(fact, { recovered: recovery !== undefined, rollback: isRollback }),
    severity: severityOf(fact, ended, urgency),
    needsPerson:
      (fact.state === 'FAILED' && needsPerson(urgency)) || (isApproval(fact) && fact.state === 'STARTED'),
    runId: fact.executionId,
    stage: fact.stage ?? failure?.stage,
    action: fact.action,
    failedActions: listed,
    moreFailedActions: (failure?.count ?? 0) - listed.length,
    why: failure && whyOf(fact, failure, findings),
    diagnosis,
    definition: failure && definitionOf(fact, findings),
    request: request?.text,
    comment: fact.stopReason,
    next: nextOf(fact, failure, retry, rollback),
    retry,
    rollback,
    changes,
    failing:
      failure && history && fact.level === 'pipeline'
        ? failingSince(fact.executionId, at, history, attempts ?? [])
        : undefined,
    recovery,
    durationMs: durationOf(fact, findings, at),
    attempt: fact.attempt,
    trigger: fact.trigger ?? execution?.trigger,
    links: linksOf(fact, failure, diagnosis, request?.url, changes),
  };
}

function recoveryIn(fact: PipelineFact, findings: Findings, at: number): Recovery | undefined {
  const history = found(findings.history);
  if (fact.level !== 'pipeline' || fact.state !== 'SUCCEEDED' || history === undefined) return undefined;
  return recoveryOf(fact.executionId, at, history, found(findings.attempts) ?? []);
}

function whyOf(fact: PipelineFact, failure: Failure, findings: Findings): Report['why'] {
  if (failure.actions.some(hasReason)) return undefined;
  if (isRejection(fact, failure)) return 'rejected';
  return findings.attempts?.status === 'missing' ? 'unread' : 'none';
}

function hasReason({ result }: FailedAction): boolean {
  return result.code !== undefined || result.summary !== undefined;
}

function requestOf(fact: PipelineFact, findings: Findings): PipelineFact['request'] {
  if (!isApproval(fact)) return undefined;
  const row = newestAttempts(found(findings.attempts) ?? []).find(
    ({ stage, action }) => stage === fact.stage && action === fact.action,
  );
  return { text: fact.request?.text ?? row?.request?.text, url: fact.request?.url ?? row?.request?.url };
}

function durationOf(fact: PipelineFact, findings: Findings, at: number): number | undefined {
  if (fact.state === 'STARTED' || fact.level !== 'pipeline') return undefined;
  const past = found(findings.history)?.executions.find(({ id }) => id === fact.executionId);
  const startedAt = fact.startedAt ?? past?.startedAt;
  // Some events of old kinds carry a start that lies after their own time.
  return startedAt === undefined || startedAt > at ? undefined : at - startedAt;
}

/** Whether the pipeline's definition has changed since the last success: that may be what broke it. */
function definitionOf(fact: PipelineFact, findings: Findings): Report['definition'] {
  const to = found(findings.execution)?.version ?? fact.version;
  const from = found(findings.lastSuccess)?.version;
  return from === undefined || to === undefined || from === to ? undefined : { from, to };
}

function linksOf(
  fact: PipelineFact,
  failure: Failure | undefined,
  diagnosis: Diagnosis | undefined,
  review: string | undefined,
  changes: Report['changes'],
): Report['links'] {
  const failed = failure?.actions.find(({ action }) => action === diagnosis?.action) ?? failure?.actions[0];
  const stream = diagnosis?.stream ?? logStreamOf(failed?.result.externalId);
  const isBuild = failed?.category === 'Build' || failed?.category === 'Test';
  const candidates = [
    { to: 'execution', url: executionUrl(fact.place, fact.pipeline, fact.executionId) },
    { to: 'build', url: isBuild ? failed.result.url : undefined },
    { to: 'action', url: isBuild ? undefined : failed?.result.url },
    { to: 'log', url: stream && logStreamUrl(fact.place, stream, diagnosis?.excerpt?.at) },
    { to: 'review', url: review },
    { to: 'commit', url: changes[0]?.url },
  ] as const;
  return candidates.flatMap(({ to, url }) => (url === undefined ? [] : [{ to, url }]));
}
