import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../ports/ledger.ts';
import type { PassedOver } from '../ports/log.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { readItems } from './dynamodb-batches.ts';
import { noteRetry } from './dynamodb-retry-counts.ts';
import * as items from './ledger-items.ts';
import { countOne, putNext, uncountOne } from './ledger-writes.ts';
import type { LedgerTable } from './ledger-writes.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** How long each kind of item is kept; a record for longer than dora's longest window, since it knows why a stage failed. */
const KEPT = {
  record: 100 * DAY_SECONDS,
  breaker: DAY_SECONDS,
  budget: 2 * DAY_SECONDS,
  revision: 90 * DAY_SECONDS,
};

/** What a ledger needs beside its table. */
export interface LedgerMeans {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Gives each write an id that no other write has, in whichever function. */
  readonly newId: () => string;
  readonly wait?: (ms: number) => Promise<unknown>;
  readonly passedOver?: PassedOver;
}

/**
 * The ledger in the table, by conditional writes; `maxAttempts` is for reads, since a write is sent once:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export function dynamoDbLedger(
  TableName: string,
  { now, newId, wait = sleep, passedOver }: LedgerMeans,
  options: ClientOptions,
): Ledger {
  const reader = new DynamoDBClient(sdkOptions(options));
  const { requestHandler } = reader.config;
  // One attempt: a repeat after a lost answer would take its own write for another's, or count twice.
  const writer = new DynamoDBClient({ ...sdkOptions(options), requestHandler, maxAttempts: 1 });
  const nowSeconds = (): number => Math.floor(now() / 1000);
  const table: LedgerTable = { TableName, reader, writer, nowSeconds, newId };
  return {
    read: async (run, { day, revision }, kind) => {
      const ids = {
        record: items.recordId(run),
        budget: items.budgetId(run, day),
        revision: items.revisionId(run, revision),
        breaker: items.breakerId(kind),
      };
      const found = await readItems({ TableName, client: reader, now, wait }, [
        items.PAUSE_ID,
        ...Object.values(ids),
      ]);
      return {
        record: items.recordOf(found.get(ids.record), passedOver),
        paused: found.has(items.PAUSE_ID),
        spentToday: items.spentOf(found.get(ids.budget)),
        spentOnRevision: items.spentOf(found.get(ids.revision)),
        breaker: items.breakerOf(found.get(ids.breaker), passedOver),
      };
    },

    write: async (run, before, after) => {
      // Before the record: a death in between makes somebody come again, who notes the same once more.
      await noteRetry(table, run, after);
      const attributes = items.recordAttributes(after);
      return putNext(
        table,
        { id: items.recordId(run), attributes, keptSeconds: KEPT.record },
        before?.version,
      );
    },

    spend: async (run, { day, revision }, limits) => {
      const budget = { id: items.budgetId(run, day), limit: limits.day, keptSeconds: KEPT.budget };
      if (!(await countOne(table, budget))) return false;
      const id = items.revisionId(run, revision);
      if (await countOne(table, { id, limit: limits.revision, keptSeconds: KEPT.revision })) return true;
      await uncountOne(table, budget.id);
      return false;
    },

    writeBreaker: (kind, before, after) => {
      const attributes = items.breakerAttributes(after);
      return putNext(
        table,
        { id: items.breakerId(kind), attributes, keptSeconds: KEPT.breaker },
        before?.version,
      );
    },
  };
}
