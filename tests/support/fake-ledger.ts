import { ServiceError } from '../../shared/domain/lookup.ts';
import type { BreakerState, StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import type { Ledger } from '../../shared/ports/ledger.ts';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * The ledger in memory, each call in one step; `now` in milliseconds since the epoch. `losing` makes the next change
 * throw: before it took effect, or after it and with no way to look.
 */
export function fakeLedger(now: () => number) {
  const nowSeconds = (): number => Math.floor(now() / 1000);
  const records = shelf<StageRecord>(nowSeconds, 100 * DAY_SECONDS);
  const breakers = shelf<BreakerState>(nowSeconds, DAY_SECONDS);
  const budgets = shelf<number>(nowSeconds, 2 * DAY_SECONDS);
  const revisions = shelf<number>(nowSeconds, 90 * DAY_SECONDS);
  const memory = {
    reachable: true,
    losing: undefined as 'before' | 'after' | undefined,
    /** True, or until when, in milliseconds since the epoch. */
    paused: false as boolean | number,
  };

  const change = (apply: () => boolean): Promise<boolean> => {
    if (!memory.reachable) return unreachable();
    const { losing } = memory;
    memory.losing = undefined;
    if (losing === 'before') return unreachable();
    const result = apply();
    return losing === 'after' ? unreachable() : Promise.resolve(result);
  };

  const ledger: Ledger = {
    read: (run, accounts, kind) =>
      memory.reachable
        ? Promise.resolve({
            record: records.get(recordKey(run)),
            paused:
              typeof memory.paused === 'number'
                ? Math.floor(memory.paused / 1000) > nowSeconds()
                : memory.paused,
            spentToday: budgets.get(budgetKey(run, accounts.day)) ?? 0,
            spentOnRevision: revisions.get(revisionKey(run, accounts.revision)) ?? 0,
            breaker: breakers.get(kind),
          })
        : unreachable(),

    write: (run, before, after) => change(() => putNext(records, recordKey(run), before, after)),

    spend: (run, accounts, limits) =>
      change(() => {
        const [budget, revision] = [budgetKey(run, accounts.day), revisionKey(run, accounts.revision)];
        const [today, onRevision] = [budgets.get(budget) ?? 0, revisions.get(revision) ?? 0];
        if (today >= limits.day) return false;
        const refused = onRevision >= limits.revision;
        // Taken and given back, which keeps it for as long again.
        budgets.set(budget, refused ? today : today + 1);
        if (!refused) revisions.set(revision, onRevision + 1);
        return !refused;
      }),

    writeBreaker: (kind, before, after) => change(() => putNext(breakers, kind, before, after)),
  };
  return Object.assign(memory, { ledger });
}

type Shelf<T> = ReturnType<typeof shelf<T>>;

/** Things that are kept for a time from when they were last set. */
function shelf<T>(nowSeconds: () => number, keptSeconds: number) {
  const kept = new Map<string, { readonly value: T; readonly expiration: number }>();
  return {
    get: (key: string): T | undefined => {
      const it = kept.get(key);
      return it && it.expiration > nowSeconds() ? it.value : undefined;
    },
    set: (key: string, value: T): void => {
      kept.set(key, { value, expiration: nowSeconds() + keptSeconds });
    },
  };
}

function putNext<T extends { readonly version: number }>(
  shelf: Shelf<T>,
  key: string,
  before: T | undefined,
  after: Omit<T, 'version'>,
): boolean {
  if (shelf.get(key)?.version !== before?.version) return false;
  shelf.set(key, { ...after, version: (before?.version ?? 0) + 1 } as unknown as T);
  return true;
}

function recordKey({ pipeline, executionId, stage }: StageRun): string {
  return JSON.stringify([pipeline, executionId, stage]);
}

function budgetKey({ pipeline }: StageRun, day: string): string {
  return JSON.stringify([pipeline, day]);
}

function revisionKey({ pipeline, stage }: StageRun, revision: string): string {
  return JSON.stringify([pipeline, stage, revision]);
}

function unreachable(): Promise<never> {
  return Promise.reject(new ServiceError('dynamodb', 'ECONNREFUSED', 'failed', undefined));
}
