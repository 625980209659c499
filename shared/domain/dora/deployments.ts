import type { PastExecution } from './history.ts';
import { isStandard } from './known.ts';
import { countUpTo } from './median.ts';
import { releaseOf } from './release.ts';
import type { Release } from './release.ts';

/** A release of a change (term 6) that succeeded or failed. */
export interface Deployment extends Release {
  readonly outcome: 'successful' | 'failed';
  /** Failed in itself, or taken back by a rollback (term 7). */
  readonly isFailed: boolean;
}

/** A release of an earlier execution's revisions. */
export interface Rollback extends Release {
  readonly targetId?: string | undefined;
}

/** Everything that happened in production, as known at a time. */
export interface Production {
  /** By their end. */
  readonly deployments: readonly Deployment[];
  readonly rollbacks: readonly Rollback[];
  /** What brings production back, by its end: deployments that no rollback marks, and successful rollbacks. */
  readonly cures: readonly Release[];
}

/** What the known executions did in production until `to`, in milliseconds since the epoch. */
export function productionOf(
  known: readonly PastExecution[],
  productionStage: string,
  to: number,
): Production {
  const changes: Release[] = [];
  const rollbacks: Rollback[] = [];
  for (const execution of known) {
    const release = releaseOf(execution, productionStage, to);
    if (release === undefined) continue;
    if (isStandard(execution)) changes.push(release);
    else if (execution.type === 'ROLLBACK')
      rollbacks.push({ ...release, targetId: execution.rollbackTargetId });
  }
  changes.sort(byEnd);
  const marked = markedBy(rollbacks, changes.filter(isSuccess));
  const deployments = changes.flatMap((it) => {
    const { outcome } = it;
    return outcome === 'none'
      ? []
      : [{ ...it, outcome, isFailed: outcome === 'failed' || marked.has(it.id) }];
  });
  const cures = [...deployments.filter(({ isFailed }) => !isFailed), ...rollbacks.filter(isSuccess)];
  return { deployments, rollbacks, cures: cures.sort(byEnd) };
}

/** True for what went out as it should, whatever a rollback says later. */
export function isSuccess({ outcome }: Release): boolean {
  return outcome === 'successful';
}

function byEnd(a: Release, b: Release): number {
  return a.end - b.end;
}

/**
 * Which of the successful deployments (by their end) the rollbacks mark (term 9): those that ended after the target and
 * by the rollback's start; the last one by its start, if the target is none of them.
 */
function markedBy(rollbacks: readonly Rollback[], successful: readonly Release[]): ReadonlySet<string> {
  const ends = successful.map(({ end }) => end);
  const endById = new Map(successful.map(({ id, end }) => [id, end]));
  /** At each index, how many more rollbacks mark from there on, or fewer. */
  const changes = new Map<number, number>();
  const change = (index: number, by: number) => changes.set(index, (changes.get(index) ?? 0) + by);
  for (const { targetId, startedAt } of rollbacks) {
    const until = countUpTo(ends, startedAt);
    const target = endById.get(targetId ?? '');
    const from = target === undefined ? Math.max(0, until - 1) : countUpTo(ends, target);
    if (from >= until) continue;
    change(from, 1);
    change(until, -1);
  }
  let marks = 0;
  return new Set(
    successful.flatMap(({ id }, index) => {
      marks += changes.get(index) ?? 0;
      return marks > 0 ? [id] : [];
    }),
  );
}
