import type { PipelineFigures } from '../../shared/domain/dora/report/worsening.ts';
import { worseByHalf } from '../../shared/domain/dora/report/worsening.ts';
import {
  aboveThresholdReport,
  gotWorseReport,
  standingReport,
} from '../../shared/domain/dora/report/alerts.ts';
import { digestOf } from '../../shared/domain/dora/report/digest.ts';
import type { DoraReport, Occasion } from '../../shared/domain/dora/report/report.ts';
import { renderReport } from '../../shared/domain/dora/message/render.ts';
import { dayOf } from '../../shared/domain/dora/window.ts';
import { WEEKDAYS } from '../../shared/domain/settings.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { PipelineSample, ToldOf } from '../../shared/ports/dora-runs.ts';
import type { Deps } from './deps.ts';
import { aboveThreshold } from './publish.ts';

/** What is reported about: the pipelines whose history was read, how many are watched, and which could not be read. */
export interface Reported {
  readonly samples: readonly PipelineSample[];
  readonly watched: number;
  readonly unread: readonly string[];
}

/**
 * Sends what there is to say, each report once: the digest on its day, between digests what got worse, once a day what has been
 * failing or waiting for more than a day, and the pipelines that are newly above the failure threshold. Throws what a report could
 * not be sent for, once the others are.
 */
export async function sendReports(
  deps: Deps,
  { samples, watched, unread }: Reported,
  occasion: Occasion,
  remainingMs: () => number,
): Promise<void> {
  const told = new Map(await deps.runs.told());
  const pipelines = samples.map(({ pipeline, current, previous }): PipelineFigures => ({
    pipeline,
    current,
    previous,
  }));
  const figures = new Map(pipelines.map(({ pipeline, current }) => [pipeline, current]));
  const unfinished = samples.flatMap(({ pipeline, isUnfinished }) => (isUnfinished ? [pipeline] : []));
  const isDigestDay = WEEKDAYS[new Date(occasion.at).getUTCDay()] === deps.settings.dora.digest;

  const worse = pipelines.flatMap((it) => worseByHalf(it, told.get(it.pipeline) ?? {}, occasion.window));
  const above = aboveThreshold(deps, samples);
  const isNews = above.some(
    ({ pipeline }) => !((told.get(pipeline)?.AboveThreshold ?? -Infinity) > occasion.window.from),
  );
  const reports = [
    isDigestDay
      ? digestOf({ pipelines, watched, unread, unfinished }, occasion)
      : gotWorseReport(worse, occasion),
    standingReport(figures, occasion),
    isNews ? aboveThresholdReport(above, deps.settings.dora.failureThreshold, occasion) : undefined,
  ].filter((it) => it !== undefined);

  const results = await Promise.allSettled(reports.map((report) => sendOnce(deps, report, remainingMs())));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;

  for (const { pipeline, name } of isDigestDay ? [] : worse)
    note(told, pipeline, { [name]: occasion.window.to });
  for (const { pipeline } of isNews ? above : [])
    note(told, pipeline, { AboveThreshold: occasion.window.to });
  const { from } = occasion.window;
  // What was told before the window may be told again, and needs no memory.
  const isOf = ([, it]: readonly [string, ToldOf]) => Object.values(it).some((at) => at > from);
  await deps.runs.writeTold(new Map([...told].filter(isOf)));
}

/** The fact is what is told of which day; a run that is repeated tells nothing again. */
async function sendOnce(deps: Deps, report: DoraReport, remainingMs: number): Promise<void> {
  const key = ['report', report.content.event, dayOf(report.window.to)];
  const { outcome, fault } = await deps.once(key, remainingMs, async () => {
    const messageId = await deps.publish(renderReport(report, deps.settings));
    deps.log.info(LOG.published, { key, messageId, severity: report.severity });
  });
  if (fault) deps.log.error(LOG.storeFailed, { key, code: fault.code });
  if (outcome === 'duplicate') deps.log.info(LOG.duplicate, { key });
  if (outcome === 'under-way') deps.log.info(LOG.underWay, { key });
}

function note(told: Map<string, ToldOf>, pipeline: string, more: ToldOf): void {
  told.set(pipeline, { ...told.get(pipeline), ...more });
}
