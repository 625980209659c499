import { isSuccess, productionOf } from './deployments.ts';
import { failedTimes, failuresOf } from './failures.ts';
import { runHealthOf } from './health.ts';
import type { RunHealth } from './health.ts';
import type { PastExecution } from './history.ts';
import { knownAt } from './known.ts';
import { leadTimesOf } from './lead-times.ts';
import type { LeadTimes } from './lead-times.ts';
import { daysOf, holds } from './window.ts';
import type { Window } from './window.ts';

/** A failed deployment that nothing has recovered at the window's end; `since` in milliseconds since the epoch. */
export interface OpenFailure {
  readonly id: string;
  readonly since: number;
}

/** What the retry ledger counts in the window. */
export interface Retries {
  readonly started: number;
  /** Stages that went green after one. */
  readonly healed: number;
}

/**
 * Counts and samples of one pipeline, or of several pooled, in one window; all times in seconds unless they say otherwise.
 * Plain JSON: it is kept between runs.
 */
export interface Figures extends LeadTimes, RunHealth {
  readonly days: number;
  /** Deployments by their outcome, and those of them that count as failed: in themselves, or by a rollback. */
  readonly deployments: number;
  readonly successful: number;
  readonly failed: number;
  /** Successful deployments that began while production was failed, and those after a failed attempt. */
  readonly rework: number;
  readonly healed: number;
  readonly recoveries: readonly number[];
  readonly openFailures: readonly OpenFailure[];
  /** Left out where the ledger is not known. */
  readonly retries?: Retries;
}

/** A pipeline's production stage, and the window that is asked for. */
export interface FiguresOptions {
  readonly productionStage: string;
  readonly window: Window;
}

/**
 * The figures of one pipeline, by docs/metrics.md. The executions may come in any order, more than once, and from before the
 * window: as far back as `lookBackOf` says.
 */
export function figuresOf(
  executions: readonly PastExecution[],
  { productionStage, window }: FiguresOptions,
): Figures {
  const known = knownAt(executions, window.to);
  const production = productionOf(known, productionStage, window.to);
  const deployments = production.deployments.filter(({ end }) => holds(window, end));
  const successful = deployments.filter(isSuccess);
  const failures = failuresOf(production);
  const wasFailedAt = failedTimes(failures);
  const baseline = production.deployments.findLast((it) => isSuccess(it) && it.end < window.from);
  return {
    days: daysOf(window),
    deployments: deployments.length,
    successful: successful.length,
    failed: deployments.filter(({ isFailed }) => isFailed).length,
    rework: successful.filter(({ begin }) => wasFailedAt(begin)).length,
    healed: successful.filter(({ healed }) => healed).length,
    recoveries: failures
      .filter(({ recoveredAt }) => holds(window, recoveredAt))
      .map(({ since, recoveredAt }) => (recoveredAt - since) / 1000)
      .sort((a, b) => a - b),
    openFailures: failures
      .filter(({ since, recoveredAt }) => since < window.to && recoveredAt >= window.to)
      .map(({ id, since }) => ({ id, since })),
    ...leadTimesOf(known, production.deployments, window),
    ...runHealthOf(known, window, baseline?.end),
  };
}
