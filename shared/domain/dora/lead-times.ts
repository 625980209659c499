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

/** A revision, and the end of the deployment that brought it to production, in milliseconds since the epoch. */
export interface Delivery {
  readonly revision: PastRevision;
  /** The same for the same revision in the same artifact. */
  readonly key: string;
  readonly end: number;
}

/** The lead times of what was delivered in a window; executions and deployments as `deliveriesOf` takes them. */
export function leadTimesOf(
  known: readonly PastExecution[],
  deployments: readonly Deployment[],
  window: Window,
): LeadTimes {
  const committed = commitTimesOf(known);
  const leadTimes: number[] = [];
  let revisionsWithoutTime = 0;
  for (const { key, end } of deliveriesOf(known, deployments)) {
    if (!holds(window, end)) continue;
    const committedAt = committed.get(key);
    if (committedAt === undefined) revisionsWithoutTime += 1;
    else if (committedAt < end) leadTimes.push((end - committedAt) / 1000);
  }
  return { leadTimes: leadTimes.sort((a, b) => a - b), revisionsWithoutTime };
}

/**
 * Walks all successful deployments by their end (term 8): each delivers what started no later than it did and was not
 * delivered before. What the first one delivered is not known, so that it is left out. The known executions come by their
 * start, the deployments by their end.
 */
export function deliveriesOf(
  known: readonly PastExecution[],
  deployments: readonly Deployment[],
): readonly Delivery[] {
  const standard = known.filter(isStandard);
  const starts = standard.map(({ startedAt }) => startedAt);
  const delivered = new Set<string>();
  const deliveries: Delivery[] = [];
  let next = 0;
  for (const [index, { startedAt, end }] of deployments.filter(isSuccess).entries()) {
    const before = next;
    next = Math.max(next, countUpTo(starts, startedAt));
    for (const revision of standard.slice(before, next).flatMap(({ revisions }) => revisions)) {
      const key = keyOf(revision);
      if (delivered.has(key)) continue;
      delivered.add(key);
      if (index > 0) deliveries.push({ revision, key, end });
    }
  }
  return deliveries;
}

/** The earliest time that is known of each revision: several executions may carry it. */
function commitTimesOf(executions: readonly PastExecution[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const revision of executions.filter(isStandard).flatMap(({ revisions }) => revisions)) {
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
