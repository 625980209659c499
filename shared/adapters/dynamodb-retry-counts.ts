import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { StageRecord } from '../domain/retry/ledger-view.ts';
import type { StageRun } from '../domain/retry/situation.ts';
import type { RetryCounts } from '../ports/retry-counts.ts';
import { readItems } from './dynamodb-batches.ts';
import type { BatchTable } from './dynamodb-batches.ts';
import { keyOf, recordId, recordOf } from './ledger-items.ts';
import type { LedgerTable } from './ledger-writes.ts';

const DAY_SECONDS = 24 * 60 * 60;
/** The longest window and the one before it, and some days to spare. */
const KEPT_SECONDS = 190 * DAY_SECONDS;

/**
 * What retry has done for a pipeline on a day (UTC), each thing once however often it is noted:
 *
 *     retries#<pipeline>#<day>    started: a set of <execution>#<stage>#<slot>, healed: of <execution>#<stage>, expiration
 */
const countsId = (pipeline: string, day: string) => `retries#${pipeline}#${day}`;

/**
 * Notes what a stage's record says of a retry that took effect, or that healed, for the counts of its day. A count that could not
 * be noted is no reason not to record what happened.
 */
export async function noteRetry(
  { TableName, reader, nowSeconds }: LedgerTable,
  { pipeline, executionId, stage }: StageRun,
  { slot, decision, healedAt }: Omit<StageRecord, 'version'>,
): Promise<void> {
  const noted =
    healedAt !== undefined
      ? { healed: `${executionId}#${stage}` }
      : slot?.state === 'settled' && decision?.do === 'retry'
        ? { started: `${executionId}#${stage}#${slot.number}` }
        : undefined;
  if (noted === undefined) return;
  const [[name, value]] = Object.entries(noted) as [[string, string]];
  const command = new UpdateItemCommand({
    TableName,
    Key: keyOf(countsId(pipeline, new Date(nowSeconds() * 1000).toISOString().slice(0, 10))),
    UpdateExpression: `ADD ${name} :noted SET expiration = :until`,
    ExpressionAttributeValues: {
      ':noted': { SS: [value] },
      ':until': { N: String(nowSeconds() + KEPT_SECONDS) },
    },
  });
  await reader.send(command).catch(() => undefined);
}

/** Reads the counts, and the ledger's records, which know why a stage failed. */
export function dynamoDbRetryCounts(table: BatchTable): RetryCounts {
  return {
    byDay: async (pipeline, days) => {
      const found = await readItems(
        table,
        days.map((day) => countsId(pipeline, day)),
      );
      return new Map(
        days.flatMap((day) => {
          const item = found.get(countsId(pipeline, day));
          if (item === undefined) return [];
          const [started, healed] = [item['started']?.SS ?? [], item['healed']?.SS ?? []];
          return [[day, { started: started.length, healed: healed.length }]];
        }),
      );
    },

    causes: async (pipeline, stages) => {
      const ids = stages.map((it) => recordId({ pipeline, ...it }));
      const found = await readItems(table, ids);
      return ids.map((id) => recordOf(found.get(id))?.kind);
    },
  };
}
