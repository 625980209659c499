import { isSuccess } from './deployments.ts';
import type { Deployment } from './deployments.ts';
import type { PastExecution, PastRevision } from './history.ts';
import { isStandard } from './known.ts';
import { countUpTo } from './median.ts';
import { holds } from './window.ts';
import type { Window } from './window.ts';

/** The lead times of the revisions that were delivered in a window, in seconds; and how many had no time. */
export interface LeadTimes {
  readonly leadTimes: readonly number[];
  readonly revisionsWithoutTime: number;
}

/**
 * Walks all successful deployments by their end (term 8): each delivers what started no later than it did and was not
 * delivered before. What the first one delivered is not known, so that it gives no sample. The known executions come by their
 * start, the deployments by their end.
 */
export function leadTimesOf(
  known: readonly PastExecution[],
  deployments: readonly Deployment[],
  window: Window,
): LeadTimes {
  const standard = known.filter(isStandard);
  const starts = standard.map(({ startedAt }) => startedAt);
  const committed = commitTimesOf(standard);
  const delivered = new Set<string>();
  const leadTimes: number[] = [];
  let revisionsWithoutTime = 0;
  let next = 0;
  for (const [index, { startedAt, end }] of deployments.filter(isSuccess).entries()) {
    const isCounted = index > 0 && holds(window, end);
    const before = next;
    next = Math.max(next, countUpTo(starts, startedAt));
    for (const { revisions } of standard.slice(before, next)) {
      for (const key of revisions.map(keyOf)) {
        if (delivered.has(key)) continue;
        delivered.add(key);
        if (!isCounted) continue;
        const committedAt = committed.get(key);
        if (committedAt === undefined) revisionsWithoutTime += 1;
        else if (committedAt < end) leadTimes.push((end - committedAt) / 1000);
      }
    }
  }
  return { leadTimes: leadTimes.sort((a, b) => a - b), revisionsWithoutTime };
}

/** The earliest time that is known of each revision: several executions may carry it. */
function commitTimesOf(executions: readonly PastExecution[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const revision of executions.flatMap(({ revisions }) => revisions)) {
    if (revision.committedAt === undefined) continue;
    const key = keyOf(revision);
    times.set(key, Math.min(times.get(key) ?? Infinity, revision.committedAt));
  }
  return times;
}

/** The same revision in two artifacts is two revisions. */
function keyOf({ artifact, revisionId }: PastRevision): string {
  return JSON.stringify([artifact, revisionId]);
}
