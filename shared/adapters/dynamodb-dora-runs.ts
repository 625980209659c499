import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { ServiceError } from '../domain/lookup.ts';
import type { ChunkResult, DoraRuns, RunPlan, ToldOf } from '../ports/dora-runs.ts';
import type { PassedOver } from '../ports/log.ts';
import { getBlobs, putBlobs } from './dynamodb-blobs.ts';
import type { BatchTable } from './dynamodb-batches.ts';
import { keyOf } from './ledger-items.ts';
import { asServiceError } from './service-error.ts';

const DAY_SECONDS = 24 * 60 * 60;
/**
 * Another number wherever a plan or a sample holds something else, so that a run of an older version is not read as what it is not:
 * it begins anew.
 */
const FORM = 1;
/** Longer than a dead letter waits, and than CloudWatch takes points of the past, which is 14 days for both. */
const RUN_KEPT_SECONDS = 16 * DAY_SECONDS;
/** The longest window, and some days to spare. */
const TOLD_KEPT_SECONDS = 100 * DAY_SECONDS;
const TOLD_ID = 'dora-told';
const TOLD = z.record(z.string(), z.unknown());
const TOLD_OF = z.record(z.string(), z.number());

/**
 * Keeps runs in the table:
 *
 *     dora-lease                      owner, leased: until when, in milliseconds; expiration
 *     dora-run#<form>#<time>          the plan
 *     dora-run#<form>#<time>#c<n>     what came of chunk n
 *     dora-told                       what was told when
 */
export function dynamoDbDoraRuns(table: BatchTable, passedOver: PassedOver = () => undefined): DoraRuns {
  const { TableName, client, now } = table;
  const nowSeconds = (): number => Math.floor(now() / 1000);
  const runId = (at: number) => `dora-run#${FORM}#${new Date(at).toISOString()}`;
  const read = async (id: string): Promise<unknown> => (await getBlobs(table, [id])).get(id);
  const write = (id: string, value: unknown, seconds: number) =>
    putBlobs(table, [{ id, value, expiration: nowSeconds() + seconds }]);

  const updateLease = async (owner: string, until: number, condition: string, from: number) => {
    const command = new UpdateItemCommand({
      TableName,
      Key: keyOf('dora-lease'),
      UpdateExpression: 'SET holder = :owner, leased = :until, expiration = :expiration',
      ConditionExpression: condition,
      ExpressionAttributeValues: {
        ':owner': { S: owner },
        ':until': { N: String(until) },
        ':from': { N: String(from) },
        ':expiration': { N: String(nowSeconds() + DAY_SECONDS) },
      },
    });
    try {
      await asServiceError('dynamodb:UpdateItem', client.send(command));
      return true;
    } catch (error) {
      if ((error as ServiceError).code === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };

  return {
    // Its own lease again after a lost answer is its own.
    lease: (owner, until) =>
      updateLease(owner, until, 'attribute_not_exists(leased) OR leased <= :from OR holder = :owner', now()),
    release: async (owner) => {
      await updateLease(owner, 0, 'holder = :owner AND leased > :from', 0);
    },
    plan: async (at) => (await read(runId(at))) as RunPlan | undefined,
    writePlan: (at, plan) => write(runId(at), plan, RUN_KEPT_SECONDS),
    chunk: async (at, chunk) => (await read(`${runId(at)}#c${chunk}`)) as ChunkResult | undefined,
    writeChunk: (at, chunk, result) => write(`${runId(at)}#c${chunk}`, result, RUN_KEPT_SECONDS),
    told: async () => toldIn((await read(TOLD_ID)) ?? {}, passedOver),
    writeTold: (told) => write(TOLD_ID, Object.fromEntries(told), TOLD_KEPT_SECONDS),
  };
}

/** What another release wrote and makes no sense was not told: at worst it is told once more. */
function toldIn(kept: unknown, passedOver: PassedOver): ReadonlyMap<string, ToldOf> {
  const { data } = TOLD.safeParse(kept);
  if (data === undefined) passedOver(TOLD_ID, ['data']);
  return new Map(
    Object.entries(data ?? {}).flatMap(([pipeline, of]): readonly (readonly [string, ToldOf])[] => {
      const read = TOLD_OF.safeParse(of);
      if (read.success) return [[pipeline, read.data]];
      passedOver(TOLD_ID, [pipeline]);
      return [];
    }),
  );
}
