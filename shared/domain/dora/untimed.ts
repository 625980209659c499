import { productionOf } from './deployments.ts';
import type { PastExecution } from './history.ts';
import { isStandard, knownAt } from './known.ts';
import { deliveriesOf } from './lead-times.ts';
import { holds } from './window.ts';
import type { Window } from './window.ts';

/**
 * The revisions that were delivered in one of the windows, and of which no execution says when they were committed; by the
 * id of the first execution that carries each, so that one question answers for all that it carries.
 */
export function untimedOf(
  executions: readonly PastExecution[],
  { productionStage, windows }: { readonly productionStage: string; readonly windows: readonly Window[] },
): ReadonlyMap<string, readonly string[]> {
  const delivered = new Set(
    windows.flatMap((window) => {
      const known = knownAt(executions, window.to);
      const { deployments } = productionOf(known, productionStage, window.to);
      return deliveriesOf(known, deployments).flatMap(({ revision, end }) =>
        holds(window, end) ? [revision.revisionId] : [],
      );
    }),
  );
  const standard = knownAt(executions, Infinity).filter(isStandard);
  for (const { revisionId, committedAt } of standard.flatMap(({ revisions }) => revisions))
    if (committedAt !== undefined) delivered.delete(revisionId);
  const carriers = new Map<string, string[]>();
  for (const { id, revisions } of standard) {
    const wanted = revisions.map(({ revisionId }) => revisionId).filter((it) => delivered.delete(it));
    if (wanted.length > 0) carriers.set(id, wanted);
  }
  return carriers;
}
