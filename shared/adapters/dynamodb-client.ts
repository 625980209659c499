import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';

/**
 * A client of DynamoDB that sends each request once: who repeats a conditional write after a lost answer finds his own
 * mark there, and takes it for another's. One for all that a function keeps, since each has a connection of its own.
 */
export function oneAttemptClient(options: Omit<ClientOptions, 'maxAttempts'>): DynamoDBClient {
  return new DynamoDBClient(sdkOptions({ ...options, maxAttempts: 1 }));
}
