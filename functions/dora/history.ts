import type { PastExecution } from '../../shared/domain/dora/history.ts';
import { isEnded } from '../../shared/domain/dora/known.ts';
import { lookBackOf, LONGEST_RUN_MS } from '../../shared/domain/dora/look-back.ts';
import type { LookBack } from '../../shared/domain/dora/look-back.ts';
import { untimedOf } from '../../shared/domain/dora/untimed.ts';
import { DAY_MS } from '../../shared/domain/dora/window.ts';
import type { Window } from '../../shared/domain/dora/window.ts';
import type { ServiceError } from '../../shared/domain/lookup.ts';
import type { HistoryReader, ListedExecution } from '../../shared/ports/history.ts';
import { attemptsOf } from './attempts.ts';
import type { Attempts } from './attempts.ts';
import type { Deps } from './deps.ts';
import { eachOf, SIDE_BY_SIDE } from './each-of.ts';
import { pager } from './pager.ts';
import type { Pager } from './pager.ts';
import { recall } from './recall.ts';

const MAX_PAGES = 500;
/** The first step back in search of a deployment before the windows; then it doubles. */
const FIRST_STEP_MS = 7 * DAY_MS;

export interface History {
  /** As far back as the figures need them, with rows and commit times as far as they need those. */
  readonly executions: readonly PastExecution[];
  /** True if something was not found within the look-back, though there is more. */
  readonly isUnfinished: boolean;
}

/** Which history is read, for which windows. */
export interface Wanted {
  readonly pipeline: string;
  readonly productionStage: string;
  readonly windows: readonly Window[];
}

/**
 * Reads what the figures of the windows need, and no more: what the memory knows is not asked for. Throws a ServiceError, or
 * an OutOfTimeError; what was read by then is kept.
 */
export async function readHistory(
  deps: Pick<Deps, 'memory' | 'log'>,
  reader: HistoryReader,
  { pipeline, ...options }: Wanted,
): Promise<History> {
  const list = pager(
    (token) => reader.executions(pipeline, token),
    ({ startedAt }: ListedExecution) => startedAt,
    { operation: 'codepipeline:ListPipelineExecutions', maxPages: MAX_PAGES },
  );
  const recalled = recall(deps, pipeline);
  const attempts = attemptsOf(reader, recalled, pipeline);
  const times = new Map<string, number | null>();
  const known = () => knownExecutions(list.items, attempts, new Map([...recalled.times, ...times]));
  try {
    const firstFrom = Math.min(...options.windows.map(({ from }) => from));
    let lookBack: LookBack;
    let rowsFrom = firstFrom;
    for (;;) {
      await list.backTo(rowsFrom - LONGEST_RUN_MS);
      await attempts.get(newestOfEach(list.items), rowsFrom, list.readTo() === -Infinity);
      lookBack = lookBackOf(known(), options);
      if (lookBack.rowsFrom >= rowsFrom) break;
      const furtherBack = firstFrom - 2 * (firstFrom - rowsFrom) - FIRST_STEP_MS;
      rowsFrom = lookBack.isComplete ? lookBack.rowsFrom : Math.max(lookBack.rowsFrom, furtherBack);
    }
    // Of what is trimmed as well: else the times that are asked for depended on how much was read.
    const untimed = untimedOf(trimmed(known(), lookBack), options);
    await getTimes(reader, pipeline, untimed, new Set(recalled.times.keys()), times);
    return {
      executions: trimmed(known(), lookBack),
      isUnfinished: !lookBack.isComplete && hasMore(list, lookBack),
    };
  } finally {
    await recalled.keep(changed(list.items, attempts, recalled.times, times));
  }
}

/** Whether there is history before what is needed at most. */
function hasMore({ items, readTo }: Pager<ListedExecution>, lookBack: LookBack): boolean {
  return readTo() > -Infinity || items.some((it) => it.startedAt < lookBack.from || isBefore(it, lookBack));
}

/** Whether an execution ended before the time from which rows are needed. */
function isBefore(it: ListedExecution, { rowsFrom }: Pick<LookBack, 'rowsFrom'>): boolean {
  return isEnded(it) && it.updatedAt < rowsFrom;
}

/** Asks when revisions were committed, of which it isn't known yet whether anybody says so. */
async function getTimes(
  reader: HistoryReader,
  pipeline: string,
  untimed: ReadonlyMap<string, readonly string[]>,
  asked: ReadonlySet<string>,
  times: Map<string, number | null>,
): Promise<void> {
  const missing = [...untimed].flatMap(([executionId, revisionIds]) => {
    const ids = revisionIds.filter((it) => !asked.has(it));
    return ids.length === 0 ? [] : [{ executionId, ids }];
  });
  await eachOf(missing, SIDE_BY_SIDE, async ({ executionId, ids }) => {
    const found = await commitTimes(reader, pipeline, executionId);
    for (const it of ids) times.set(it, found.get(it) ?? null);
  });
}

async function commitTimes(reader: HistoryReader, pipeline: string, executionId: string) {
  try {
    return await reader.commitTimes(pipeline, executionId);
  } catch (error) {
    if ((error as ServiceError).code === 'PipelineExecutionNotFoundException')
      return new Map<string, number>();
    throw error;
  }
}

/** An execution may come twice if something changed between two pages. */
function newestOfEach(listed: readonly ListedExecution[]): readonly ListedExecution[] {
  const newest = new Map<string, ListedExecution>();
  for (const it of listed)
    if (!(it.updatedAt <= (newest.get(it.id)?.updatedAt ?? -Infinity))) newest.set(it.id, it);
  return [...newest.values()];
}

function knownExecutions(
  listed: readonly ListedExecution[],
  attempts: Attempts,
  times: ReadonlyMap<string, number | null>,
): readonly PastExecution[] {
  return newestOfEach(listed).map((it) => ({
    ...it,
    attempts: attempts.of(it.id) ?? [],
    revisions: it.revisions.map((revision) => {
      const committedAt = times.get(revision.revisionId);
      return typeof committedAt === 'number' ? { ...revision, committedAt } : revision;
    }),
  }));
}

/** The same whatever else was read, or is remembered. */
function trimmed(executions: readonly PastExecution[], lookBack: LookBack): readonly PastExecution[] {
  return executions
    .filter(({ startedAt }) => startedAt >= lookBack.from)
    .map((it) => (isBefore(it, lookBack) ? { ...it, attempts: [] } : it));
}

/** What has to be kept: executions with rows that are new, or with revisions whose times are. */
function changed(
  listed: readonly ListedExecution[],
  attempts: Attempts,
  recalled: ReadonlyMap<string, number | null>,
  times: ReadonlyMap<string, number | null>,
) {
  return newestOfEach(listed).flatMap((it) => {
    const rows = attempts.of(it.id);
    const isNew = attempts.fresh.has(it.id) || it.revisions.some(({ revisionId }) => times.has(revisionId));
    if (rows === undefined || !isNew) return [];
    const revisions = it.revisions.map((revision) => {
      const { revisionId } = revision;
      const committedAt = times.has(revisionId) ? times.get(revisionId) : recalled.get(revisionId);
      return committedAt === undefined ? revision : { ...revision, committedAt };
    });
    return [{ ...it, attempts: rows, revisions }];
  });
}
