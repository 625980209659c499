import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Report } from '../report/report.ts';
import type { Retry } from '../report/retry.ts';

/**
 * The document for queues and functions, version 1; its schema is docs/message.schema.json. Times are ISO 8601 in UTC,
 * durations seconds; what is not known is left out.
 */
export function documentBody(report: Report, subject: string, text: string): string {
  const { place, failing, recovery, trigger } = report;
  return JSON.stringify({
    version: 1,
    source: 'pipewatch',
    kind: report.kind,
    pipeline: report.name,
    state: report.state,
    severity: report.severity,
    event: report.headline,
    needsPerson: report.needsPerson,
    runId: report.runId,
    occurredAt: iso(report.at),
    partition: place.partition,
    region: place.region,
    account: place.account,
    owner: report.owner,
    subject,
    text,
    stage: report.stage,
    action: report.action,
    failedActions: report.failedActions.map(({ action, category, result }) => ({
      action,
      category,
      code: result.code,
      summary: result.summary,
      url: result.url,
    })),
    moreFailedActions: report.moreFailedActions,
    cause: report.diagnosis?.cause,
    ...(report.diagnosis && detailsOf(report.diagnosis)),
    definition: report.definition,
    request: report.request,
    comment: report.comment,
    next: report.next,
    retry: report.retry && retryIn(report.retry),
    rollback: report.rollback && { ...report.rollback, until: undefined },
    changes: report.changes,
    failing: failing && {
      since: iso(failing.since),
      inARow: failing.inARow,
      orMore: failing.orMore,
      lastSuccess: failing.lastSuccess === undefined ? undefined : iso(failing.lastSuccess),
    },
    recovery: recovery && {
      failures: recovery.failures,
      orMore: recovery.orMore,
      durationSeconds: Math.round(recovery.durationMs / 1000),
    },
    durationSeconds: report.durationMs === undefined ? undefined : Math.round(report.durationMs / 1000),
    attempt: report.attempt,
    trigger,
    links: Object.fromEntries(report.links.map(({ to, url }) => [to, url])),
    missing: report.missing,
  });
}

function detailsOf({
  command,
  exitStatus,
  failedPhase,
  phases,
  excerpt,
  targets,
  alarms,
  rollbackId,
}: Diagnosis): object {
  return {
    command,
    exitStatus,
    failedPhase,
    phases: phases.map(({ name, durationMs }) => ({ name, durationSeconds: Math.round(durationMs / 1000) })),
    log: excerpt && { lines: excerpt.lines, cut: excerpt.cut },
    targets: targets.map(({ id, status, events }) => ({
      id,
      status,
      events: events.map(({ name, code, scriptName, message }) => ({ name, code, scriptName, message })),
    })),
    alarms,
    rollbackId,
  };
}

function retryIn(retry: Retry): object {
  return {
    ...retry,
    inMs: undefined,
    ...('at' in retry && retry.at !== undefined && { at: iso(retry.at) }),
    durationMs: undefined,
    ...('durationMs' in retry && { durationSeconds: Math.round(retry.durationMs / 1000) }),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
