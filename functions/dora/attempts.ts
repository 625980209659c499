import type { PastAttempt } from '../../shared/domain/dora/history.ts';
import { isEnded } from '../../shared/domain/dora/known.ts';
import { rowsPlan } from '../../shared/domain/dora/reading-plan.ts';
import type { HistoryReader, ListedAttempt, ListedExecution } from '../../shared/ports/history.ts';
import { eachOf, SIDE_BY_SIDE } from './each-of.ts';
import { pager } from './pager.ts';
import type { Recalled } from './recall.ts';

const OPERATION = 'codepipeline:ListActionExecutions';
const MAX_PAGES = 1000;
const MAX_PAGES_OF_ONE = 20;

/** The rows of executions, from the memory or from the service. */
export interface Attempts {
  readonly of: (executionId: string) => readonly PastAttempt[] | undefined;
  /** Those that came from the service. */
  readonly fresh: ReadonlySet<string>;
  /** Gets the rows of those that were updated at or after this time, or have not ended; `isWhole`: there are no others. */
  readonly get: (listed: readonly ListedExecution[], rowsFrom: number, isWhole: boolean) => Promise<void>;
}

/** Gets rows with as few calls as it takes; of an execution that is as it was when it was read last, the kept ones. */
export function attemptsOf(reader: HistoryReader, recalled: Recalled, pipeline: string): Attempts {
  const attempts = new Map<string, readonly PastAttempt[]>();
  const fresh = new Set<string>();
  const rows = pager(
    (token) => reader.attempts(pipeline, token),
    ({ startedAt }: ListedAttempt) => startedAt,
    { operation: OPERATION, maxPages: MAX_PAGES },
  );
  const put = (id: string, read: readonly ListedAttempt[]): void => {
    attempts.set(id, read.map(withoutId));
    fresh.add(id);
  };

  return {
    of: (id) => attempts.get(id),
    fresh,
    get: async (listed, rowsFrom, isWhole) => {
      const missing = listed.filter(
        (it) => (!isEnded(it) || it.updatedAt >= rowsFrom) && !attempts.has(it.id),
      );
      await recalled.load(missing);
      for (const it of missing) {
        const kept = recalled.of(it);
        if (kept) attempts.set(it.id, kept.attempts);
      }
      const wanted = new Map(missing.filter(({ id }) => !attempts.has(id)).map((it) => [it.id, it]));
      const all = listed.map(({ id, startedAt }) => ({ id, startedAt, rows: attempts.get(id)?.length }));
      const { listFrom, oneByOne } = rowsPlan(all, new Set(wanted.keys()), {
        readTo: rows.readTo(),
        isWhole,
      });
      if (listFrom !== undefined) {
        await rows.backTo(listFrom);
        const byExecution = Map.groupBy(rows.items, ({ executionId }) => executionId);
        for (const { id, startedAt } of wanted.values())
          if (startedAt >= listFrom) put(id, byExecution.get(id) ?? []);
      }
      await eachOf(oneByOne, SIDE_BY_SIDE, async (id) => {
        const own = pager(
          (token) => reader.attemptsOf(pipeline, id, token),
          () => 0,
          { operation: OPERATION, maxPages: MAX_PAGES_OF_ONE },
        );
        await own.backTo(-Infinity);
        put(id, own.items);
      });
    },
  };
}

function withoutId({ executionId: _, ...attempt }: ListedAttempt): PastAttempt {
  return attempt;
}
