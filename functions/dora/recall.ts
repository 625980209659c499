import { isEnded } from '../../shared/domain/dora/known.ts';
import { dayOf } from '../../shared/domain/dora/window.ts';
import type { ListedExecution } from '../../shared/ports/history.ts';
import type { KeptExecution } from '../../shared/ports/history-memory.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { Deps } from './deps.ts';

/** What the memory knows of a pipeline's executions. Without it everything is read anew, which costs calls only. */
export interface Recalled {
  /** Loads the days on which these executions started. */
  readonly load: (executions: readonly ListedExecution[]) => Promise<void>;
  /** What is kept of an execution that is as it was then; a retry has changed it. */
  readonly of: (execution: ListedExecution) => KeptExecution | undefined;
  /** When revisions were committed, or null where nobody says. */
  readonly times: ReadonlyMap<string, number | null>;
  /** Keeps executions in place of what was kept of them; only days that were loaded are written. */
  readonly keep: (executions: readonly KeptExecution[]) => Promise<void>;
}

/** Opens the memory of a pipeline. */
export function recall({ memory, log }: Pick<Deps, 'memory' | 'log'>, pipeline: string): Recalled {
  const loaded = new Set<string>();
  const kept = new Map<string, KeptExecution>();
  const times = new Map<string, number | null>();
  const orWarn = async <T>(call: Promise<T>): Promise<T | undefined> => {
    try {
      return await call;
    } catch (error) {
      log.warn(LOG.memoryFailed, { pipeline, error: String(error) });
      return undefined;
    }
  };
  return {
    times,
    load: async (executions) => {
      const days = [...new Set(executions.map(({ startedAt }) => dayOf(startedAt)))].filter(
        (day) => !loaded.has(day),
      );
      const found = days.length === 0 ? undefined : await orWarn(memory.recall(pipeline, days));
      // A day that could not be read must not be overwritten.
      if (found === undefined) return;
      for (const day of days) loaded.add(day);
      for (const it of [...found.values()].flat()) {
        kept.set(it.id, it);
        for (const { revisionId, committedAt } of it.revisions)
          if (committedAt !== undefined) times.set(revisionId, committedAt);
      }
    },

    of: (execution) => {
      const it = kept.get(execution.id);
      const isSame = it?.updatedAt === execution.updatedAt && it.status === execution.status;
      return isSame ? it : undefined;
    },

    keep: async (executions) => {
      const changed = executions.filter((it) => isEnded(it) && loaded.has(dayOf(it.startedAt)));
      const days = new Set(changed.map(({ startedAt }) => dayOf(startedAt)));
      for (const it of changed) kept.set(it.id, it);
      const byDay = Map.groupBy(
        [...kept.values()].filter(({ startedAt }) => days.has(dayOf(startedAt))),
        ({ startedAt }) => dayOf(startedAt),
      );
      if (byDay.size > 0) await orWarn(memory.keep(pipeline, byDay));
    },
  };
}
