import { isSuccess, productionOf } from './deployments.ts';
import type { Production } from './deployments.ts';
import type { PastExecution } from './history.ts';
import { knownAt } from './known.ts';
import { DAY_MS, holds } from './window.ts';
import type { Window } from './window.ts';

/** How far before the earliest window history is looked at at most, by the ends of deployments. */
const MAX_LOOK_BACK_MS = 90 * DAY_MS;
/** A run that waits, for an approval or a transition, ends so long after its start at most. */
export const LONGEST_RUN_MS = 30 * DAY_MS;

/** What is needed of a pipeline's history. */
export interface LookBack {
  /** Executions that started at or after this time, in milliseconds since the epoch, are needed, and no others. */
  readonly from: number;
  /** Of these the rows are needed of those that were updated at or after this time, or have not ended. */
  readonly rowsFrom: number;
  /** False if something that is looked for was not found, or lies before `from`. */
  readonly isComplete: boolean;
}

/**
 * How far back a pipeline's history is needed for the figures of some windows, as far as what was read of it tells: to the
 * deployment before the window, to the end of an earlier failure, and to each rollback's target. Reading more, back to `from`,
 * and asking again comes to an end, and then a longer history gives the same answer.
 */
export function lookBackOf(
  executions: readonly PastExecution[],
  { productionStage, windows }: { readonly productionStage: string; readonly windows: readonly Window[] },
): LookBack {
  const wanted = windows.map((window) => {
    const known = knownAt(executions, window.to);
    return neededBy(productionOf(known, productionStage, window.to), known, window);
  });
  const from = least(wanted.map((it) => it.from));
  const rowsFrom = least(wanted.map((it) => it.rowsFrom));
  const rowsLimit = least(windows.map((window) => window.from)) - MAX_LOOK_BACK_MS;
  const limit = rowsLimit - LONGEST_RUN_MS;
  return {
    from: Math.max(from, limit),
    rowsFrom: Math.max(rowsFrom, from >= limit ? limit : rowsLimit),
    isComplete: from >= limit,
  };
}

/** What of the history is needed for one window; -Infinity where something was not found. */
function neededBy(
  { deployments, rollbacks, cures }: Production,
  known: readonly PastExecution[],
  window: Window,
): Pick<LookBack, 'from' | 'rowsFrom'> {
  const begins = deployments.filter(({ end }) => holds(window, end)).map(({ begin }) => begin);
  // Production may have been failed when a deployment of the window began, though not any more when it ended.
  const pivot = least([window.from, ...begins]);
  const baseline = deployments.findLast((it) => isSuccess(it) && it.end < window.from);
  const cure = cures.findLast(({ end }) => end < pivot);
  if (baseline === undefined || cure === undefined) return { from: -Infinity, rowsFrom: -Infinity };
  const end = Math.min(baseline.end, cure.end);
  const startById = new Map(known.map(({ id, startedAt }) => [id, startedAt]));
  const targets = rollbacks
    .filter(({ startedAt }) => startedAt >= end)
    .map(({ targetId }) => startById.get(targetId ?? '') ?? -Infinity);
  const rowsFrom = least([end, baseline.startedAt, cure.startedAt, ...targets]);
  return { from: Math.min(end - LONGEST_RUN_MS, rowsFrom), rowsFrom };
}

/** Spread into Math.min, many values would not fit the stack. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

/** For how many days what was read of a day's executions may be needed, with windows of so many days. */
export function keptDays(windowDays: number): number {
  return 2 * windowDays + (MAX_LOOK_BACK_MS + LONGEST_RUN_MS) / DAY_MS + 1;
}
