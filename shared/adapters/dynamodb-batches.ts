import { BatchGetItemCommand, BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KeysAndAttributes, WriteRequest } from '@aws-sdk/client-dynamodb';
import { ServiceError } from '../domain/lookup.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { isExpired, keyOf } from './ledger-items.ts';
import type { Item } from './ledger-items.ts';
import { asServiceError } from './service-error.ts';

/** As many as DynamoDB takes in one call. */
const MAX_KEYS = 100;
const MAX_WRITES = 25;
/** How often all is asked for again in vain, and how long before the first time; then it doubles. */
const MORE_ASKS = 7;
const FIRST_WAIT_MS = 50;

/** A table, and what it is reached by. */
export interface BatchTable {
  readonly TableName: string;
  readonly client: DynamoDBClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** The table with a client of its own. */
export function batchTable(
  TableName: string,
  means: Pick<BatchTable, 'now' | 'wait'>,
  options: ClientOptions,
): BatchTable {
  return { TableName, client: new DynamoDBClient(sdkOptions(options)), ...means };
}

/** The items that are there and not expired, by id; throws a ServiceError where some were left out again and again. */
export async function readItems(
  { TableName, client, now, wait }: BatchTable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Item>> {
  const read = new Map<string, Item>();
  const waiting = [...new Set(ids)].map(keyOf);
  await untilDone('dynamodb:BatchGetItem', wait, waiting, MAX_KEYS, async (Keys) => {
    const RequestItems: Record<string, KeysAndAttributes> = { [TableName]: { Keys, ConsistentRead: true } };
    const answer = await asServiceError(
      'dynamodb:BatchGetItem',
      client.send(new BatchGetItemCommand({ RequestItems })),
    );
    for (const item of answer.Responses?.[TableName] ?? [])
      if (!isExpired(item, Math.floor(now() / 1000))) read.set(item['id']?.S ?? '', item);
    return answer.UnprocessedKeys?.[TableName]?.Keys ?? [];
  });
  return read;
}

/** Puts all items, each in place of what was there; throws a ServiceError where some were left out again and again. */
export async function writeItems(
  { TableName, client, wait }: BatchTable,
  items: readonly Item[],
): Promise<void> {
  const waiting = items.map((Item): WriteRequest => ({ PutRequest: { Item } }));
  await untilDone('dynamodb:BatchWriteItem', wait, waiting, MAX_WRITES, async (requests) => {
    const answer = await asServiceError(
      'dynamodb:BatchWriteItem',
      client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } })),
    );
    return answer.UnprocessedItems?.[TableName] ?? [];
  });
}

async function untilDone<T>(
  operation: string,
  wait: (ms: number) => Promise<unknown>,
  all: readonly T[],
  most: number,
  send: (some: T[]) => Promise<readonly T[]>,
): Promise<void> {
  const waiting = [...all];
  for (let inVain = 0; waiting.length > 0;) {
    const some = waiting.splice(0, most);
    const left = await send(some);
    waiting.unshift(...left);
    inVain = left.length < some.length ? 0 : inVain + 1;
    if (inVain > MORE_ASKS) throw new ServiceError(operation, 'Unprocessed', 'throttled', undefined);
    if (left.length > 0) await wait(FIRST_WAIT_MS * 2 ** Math.max(0, inVain - 1));
  }
}
