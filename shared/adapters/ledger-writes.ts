import { GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ServiceError } from '../domain/lookup.ts';
import { isExpired, keyOf } from './ledger-items.ts';
import type { Item } from './ledger-items.ts';
import { asServiceError } from './service-error.ts';

/** The table, a client that may repeat what it reads, and one that must send a write once. */
export interface LedgerTable {
  readonly TableName: string;
  readonly reader: DynamoDBClient;
  readonly writer: DynamoDBClient;
  readonly nowSeconds: () => number;
  readonly newId: () => string;
}

/** An item's key and what it holds, and how long it is kept from this write on. */
export interface Content {
  readonly id: string;
  readonly attributes: Item;
  readonly keptSeconds: number;
}

/**
 * Puts the version that follows `before`, if `before` is still the one there (undefined: none). After a lost answer it
 * looks whether its own write is there; throws a ServiceError where that can't be told.
 */
export async function putNext(
  table: LedgerTable,
  { id, attributes, keptSeconds }: Content,
  before: number | undefined,
): Promise<boolean> {
  const { TableName, writer, nowSeconds } = table;
  const version = number((before ?? 0) + 1);
  const writeId = table.newId();
  const expiration = number(nowSeconds() + keptSeconds);
  const command = new PutItemCommand({
    TableName,
    Item: { ...keyOf(id), ...attributes, version, writer: { S: writeId }, expiration },
    ConditionExpression:
      before === undefined
        ? 'attribute_not_exists(id) OR expiration <= :now'
        : 'version = :before AND NOT expiration <= :now',
    ExpressionAttributeValues: {
      ':now': number(nowSeconds()),
      ...(before !== undefined && { ':before': number(before) }),
    },
  });
  try {
    return await unlessConditionFails('dynamodb:PutItem', writer.send(command));
  } catch (error) {
    if (wasRefused(error)) throw error;
    const found = await readBack(table, id);
    if (found === undefined) throw error;
    if (found.version === version.N && found.writer === writeId) return true;
    // Still as it was: the write may be on its way, so nobody can tell. Otherwise it can't take effect any more.
    if (found.version === before?.toString()) throw error;
    return false;
  }
}

/** Counts one more if that keeps to the limit; an answer that was lost throws, and the one may stay counted. */
export async function countOne(
  table: LedgerTable,
  { id, limit, keptSeconds }: { readonly id: string; readonly limit: number; readonly keptSeconds: number },
): Promise<boolean> {
  if (limit < 1) return false;
  const now = table.nowSeconds();
  const values = { now, one: 1, until: now + keptSeconds };
  const count = () =>
    update(
      table,
      id,
      'ADD spent :one SET expiration = :until',
      'attribute_not_exists(id) OR (spent < :limit AND NOT expiration <= :now)',
      { ...values, limit },
    );
  const startAgain = () =>
    update(table, id, 'SET spent = :one, expiration = :until', 'expiration <= :now', values);
  // The last one is for whoever finds that another has just started again.
  return (await count()) || (await startAgain()) || count();
}

/** Takes back what `countOne` counted, if it can: one that stays counted costs a retry, and no more. */
export async function uncountOne(table: LedgerTable, id: string): Promise<void> {
  await update(table, id, 'ADD spent :back', 'spent > :none', { back: -1, none: 0 }).catch(() => undefined);
}

async function update(
  { TableName, writer }: LedgerTable,
  id: string,
  UpdateExpression: string,
  ConditionExpression: string,
  values: Readonly<Record<string, number>>,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName,
    Key: keyOf(id),
    UpdateExpression,
    ConditionExpression,
    ExpressionAttributeValues: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [`:${name}`, number(value)]),
    ),
  });
  return unlessConditionFails('dynamodb:UpdateItem', writer.send(command));
}

/** Undefined: it can't be read. */
async function readBack({ TableName, reader, nowSeconds }: LedgerTable, id: string) {
  const command = new GetItemCommand({ TableName, Key: keyOf(id), ConsistentRead: true });
  try {
    const { Item } = await reader.send(command);
    if (!Item || isExpired(Item, nowSeconds())) return { version: undefined, writer: undefined };
    return { version: Item['version']?.N, writer: Item['writer']?.S };
  } catch {
    return undefined;
  }
}

async function unlessConditionFails(operation: string, call: Promise<unknown>): Promise<boolean> {
  try {
    await asServiceError(operation, call);
    return true;
  } catch (error) {
    if ((error as ServiceError).code === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** The service answered that it did nothing; without an answer, or with one of 5xx, nobody knows. */
function wasRefused(error: unknown): boolean {
  const cause = (error as ServiceError).cause as { readonly $metadata?: { httpStatusCode?: number } };
  const status = cause.$metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
}

function number(value: number) {
  return { N: String(value) };
}
