import { clean } from '../../text.ts';
import type { Figures } from '../figures.ts';
import { pooled } from '../pooled.ts';
import { FLEET, listed } from './report.ts';
import type { DoraReport, Occasion, StageFailures } from './report.ts';
import { summaryOf } from './summary.ts';
import { mostWorsened } from './worsening.ts';
import type { PipelineFigures, Worsening } from './worsening.ts';

/** So that a digest is read on one screen, whatever the number of pipelines. */
const MAX_PIPELINES = 8;
const MAX_WORST = 3;
const MAX_STAGES = 3;
const MAX_KINDS = 3;
const MAX_NAMES = 5;
export const MAX_NAME = 100;

/** What a digest is made from: the pipelines whose history is complete, and how far the others are. */
export interface DigestInput {
  readonly pipelines: readonly PipelineFigures[];
  /** How many pipelines are watched. */
  readonly watched: number;
  /** Those that could not be read, for another reason than the time. */
  readonly unread: readonly string[];
  /** Those of the pipelines in whose history something was not found within the look-back. */
  readonly unfinished: readonly string[];
}

/** The digest of a window for all pipelines and the worst and most active of them. */
export function digestOf(
  { pipelines, watched, unread, unfinished }: DigestInput,
  occasion: Occasion,
): DoraReport {
  const current = pooled(pipelines.map((it) => it.current));
  const previous = pipelines.flatMap((it) => it.previous ?? []);
  const isFilling = pipelines.length < watched || unfinished.length > 0;
  const names = (of: readonly string[]) => listed(of.toSorted().map(named), MAX_NAMES);
  const fill = {
    complete: pipelines.length,
    of: watched,
    unread: names(unread),
    unfinished: names(unfinished),
  };
  return {
    ...occasion,
    severity: 'info',
    name: FLEET,
    content: {
      event: 'digest',
      pipelineCount: pipelines.length,
      fleet: summaryOf(current, previous.length === 0 ? undefined : pooled(previous)),
      failedStages: failuresByStage(current).slice(0, MAX_STAGES),
      pipelines: listedSummaries(pipelines),
      worst: mostWorsened(pipelines, MAX_WORST).map(withName),
      ...(isFilling && { fill }),
    },
  };
}

/** A pipeline's name as a message may hold it; never without any character. */
export function named(name: string): string {
  return clean(name, MAX_NAME) || '?';
}

/** The same with its name as a message may hold it. */
export function withName(it: Worsening): Worsening {
  return { ...it, pipeline: named(it.pipeline) };
}

function listedSummaries(pipelines: readonly PipelineFigures[]) {
  const { shown, more } = listed(pipelines.toSorted(byInterest), MAX_PIPELINES);
  const summaries = shown.map(({ pipeline, current, previous }) => ({
    pipeline: named(pipeline),
    figures: summaryOf(current, previous),
  }));
  return { shown: summaries, more };
}

/** The most failures first, then the most deployments. */
function byInterest(a: PipelineFigures, b: PipelineFigures): number {
  return (
    b.current.failed - a.current.failed ||
    b.current.deployments - a.current.deployments ||
    (a.pipeline < b.pipeline ? -1 : 1)
  );
}

function failuresByStage({ failedStages }: Figures): readonly StageFailures[] {
  return [...Map.groupBy(failedStages, ({ stage }) => stage)]
    .map(([stage, failures]) => ({
      stage: named(stage),
      count: failures.length,
      kinds: [...Map.groupBy(failures, ({ kind }) => kind)]
        .flatMap(([kind, { length: count }]) => (kind === undefined ? [] : [{ kind, count }]))
        .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1))
        .slice(0, MAX_KINDS),
    }))
    .sort((a, b) => b.count - a.count || (a.stage < b.stage ? -1 : 1));
}
