import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { RetryReader } from '../ports/retries.ts';
import type { PassedOver } from '../ports/log.ts';
import { isExpired, keyOf, recordId, recordOf } from './ledger-items.ts';
import { asServiceError } from './service-error.ts';

/** Reads the ledger's records from the table; `now` in milliseconds since the epoch. */
export function dynamoDbRetries(
  TableName: string,
  now: () => number,
  client: DynamoDBClient,
  passedOver?: PassedOver,
): RetryReader {
  return {
    recordOf: async (run, abortSignal) => {
      const command = new GetItemCommand({ TableName, Key: keyOf(recordId(run)), ConsistentRead: true });
      const { Item } = await asServiceError('dynamodb:GetItem', client.send(command, { abortSignal }));
      return Item && isExpired(Item, Math.floor(now() / 1000)) ? undefined : recordOf(Item, passedOver);
    },
  };
}
