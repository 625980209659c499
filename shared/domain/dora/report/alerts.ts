import { DAY_MS } from '../window.ts';
import type { AboveThreshold, FailureThreshold } from '../threshold.ts';
import type { Figures } from '../figures.ts';
import { named, withName } from './digest.ts';
import { FLEET, listed } from './report.ts';
import type { DoraReport, Occasion } from './report.ts';
import type { Worsening } from './worsening.ts';

const MAX_LISTED = 10;

/** What got worse between two digests; undefined: nothing. */
export function gotWorseReport(worse: readonly Worsening[], occasion: Occasion): DoraReport | undefined {
  if (worse.length === 0) return undefined;
  const pipelines = new Set(worse.map(({ pipeline }) => pipeline));
  return {
    ...occasion,
    severity: 'warning',
    name: onlyOf([...pipelines]),
    content: { event: 'got-worse', worse: listed(worse.map(withName), MAX_LISTED) },
  };
}

/**
 * The pipelines that have been failing, and the approvals that have waited, for more than a day at the window's end; the longest
 * first. Undefined: none.
 */
export function standingReport(
  figures: ReadonlyMap<string, Figures>,
  occasion: Occasion,
): DoraReport | undefined {
  const isOld = ({ since }: { readonly since: number }) => occasion.window.to - since > DAY_MS;
  const byAge = <T extends { readonly since: number; readonly pipeline: string }>(items: readonly T[]) =>
    items.filter(isOld).sort((a, b) => a.since - b.since || (a.pipeline < b.pipeline ? -1 : 1));
  const failing = byAge(
    [...figures].flatMap(([name, { failingSince, openFailures }]) => {
      const sinces = [...openFailures.map(({ since }) => since), failingSince ?? Infinity];
      return [{ pipeline: named(name), since: sinces.reduce((a, b) => Math.min(a, b)) }];
    }),
  );
  const approvals = byAge(
    [...figures].flatMap(([name, { approvalsWaiting }]) =>
      approvalsWaiting.map(({ stage, action, since }) => ({
        pipeline: named(name),
        stage: named(stage),
        action: named(action),
        since,
      })),
    ),
  );
  if (failing.length + approvals.length === 0) return undefined;
  return {
    ...occasion,
    severity: 'warning',
    name: onlyOf([...new Set([...failing, ...approvals].map(({ pipeline }) => pipeline))]),
    content: {
      event: 'standing',
      failing: listed(failing, MAX_LISTED),
      approvals: listed(approvals, MAX_LISTED),
    },
  };
}

/** The pipelines above the failure threshold; undefined: none. */
export function aboveThresholdReport(
  above: readonly AboveThreshold[],
  threshold: FailureThreshold,
  occasion: Occasion,
): DoraReport | undefined {
  if (above.length === 0) return undefined;
  const shown = above.map((it) => ({ ...it, pipeline: named(it.pipeline) }));
  return {
    ...occasion,
    severity: 'warning',
    name: onlyOf(shown.map(({ pipeline }) => pipeline)),
    content: { event: 'above-threshold', threshold, above: listed(shown, MAX_LISTED) },
  };
}

/** The name of the only pipeline, else the fleet's. */
function onlyOf([first = FLEET, ...others]: readonly string[]): string {
  return others.length === 0 ? named(first) : FLEET;
}
