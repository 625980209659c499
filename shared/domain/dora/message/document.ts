import { BANDS_YEAR } from '../bands.ts';
import type { Content, DoraReport, Listed } from '../report/report.ts';

/**
 * The document of a report for queues and functions: docs/message.schema.json, version 1, with what is known under `report`.
 * Times are ISO 8601 in UTC, other values in the unit of their metric.
 */
export function reportDocument(
  { content, severity, name, at, place, window }: DoraReport,
  state: string,
  id: string,
  subject: string,
  text: string,
): string {
  return JSON.stringify({
    version: 1,
    source: 'pipewatch',
    kind: 'report',
    pipeline: name,
    state,
    severity,
    event: content.event,
    needsPerson: content.event === 'standing',
    runId: id,
    occurredAt: iso(at),
    partition: place.partition,
    region: place.region,
    account: place.account,
    subject,
    text,
    failedActions: [],
    moreFailedActions: 0,
    report: { from: iso(window.from), to: iso(window.to), ...detailsOf(content) },
    changes: [],
    links: {},
    missing: [],
  });
}

function detailsOf(content: Content): object {
  switch (content.event) {
    case 'digest': {
      const { pipelineCount, fleet, failedStages, pipelines, worst, fill } = content;
      return {
        pipelineCount,
        bandsYear: BANDS_YEAR,
        fleet,
        failedStages,
        pipelines: pipelines.shown,
        morePipelines: pipelines.more,
        worst,
        fill: fill && {
          ...fill,
          unread: fill.unread.shown,
          moreUnread: fill.unread.more,
          unfinished: fill.unfinished.shown,
          moreUnfinished: fill.unfinished.more,
        },
      };
    }
    case 'got-worse':
      return { worse: content.worse.shown, moreWorse: content.worse.more };
    case 'standing':
      return {
        failing: sinceIso(content.failing),
        moreFailing: content.failing.more,
        approvals: sinceIso(content.approvals),
        moreApprovals: content.approvals.more,
      };
    case 'above-threshold':
      return { threshold: content.threshold, above: content.above.shown, moreAbove: content.above.more };
  }
}

function sinceIso<T extends { readonly since: number }>({ shown }: Listed<T>): readonly object[] {
  return shown.map((it) => ({ ...it, since: iso(it.since) }));
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
