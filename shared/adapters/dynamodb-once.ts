import { setTimeout as sleep } from 'node:timers/promises';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { MissingReason } from '../domain/lookup.ts';
import type { Once } from '../ports/once.ts';
import { toServiceError } from './service-error.ts';

/** 16 days: longer than a dead letter waits, which is 14 days at most. */
const KEPT_SECONDS = 16 * 24 * 60 * 60;

/** How long is waited before a call is repeated, once: a message waits for the first mark, and all has to fit into the time-out. */
const REPEATED_AFTER_MS = 100;

/**
 * A table whose marks a moment of throttling does not lose: what is done without a mark is done again when it comes again. The first
 * mark is set on a condition, so that it is repeated only where it was refused; the others say the same twice.
 */
class MarkTable extends DynamoDBPersistenceLayer {
  protected override async _putRecord(record: IdempotencyRecord): Promise<void> {
    await repeated(['throttled'], () => super._putRecord(record));
  }

  protected override async _updateRecord(record: IdempotencyRecord): Promise<void> {
    await repeated(['throttled', 'failed'], () => super._updateRecord(record));
  }

  protected override async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    await repeated(['throttled', 'failed'], () => super._deleteRecord(record));
  }
}

/**
 * Keeps what was done in the table, by Powertools' idempotency and a client that sends each request once:
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/
 */
export function dynamoDbOnce(tableName: string, keyPrefix: string, client: DynamoDBClient): Once {
  const persistenceStore = new MarkTable({ tableName, awsSdkV3Client: client });
  return async (key, remainingMs, task) => {
    const config = new IdempotencyConfig({ expiresAfterSeconds: KEPT_SECONDS, hashFunction: 'sha256' });
    config.registerLambdaContext({ getRemainingTimeInMillis: () => remainingMs } as Context);
    const run: { ended?: 'well' | { readonly error: unknown } } = {};
    const guarded = makeIdempotent(
      async (_key: readonly string[]): Promise<void> => {
        try {
          await task();
          run.ended = 'well';
        } catch (error) {
          run.ended = { error };
          throw error;
        }
      },
      { persistenceStore, config, keyPrefix },
    );
    try {
      await guarded(key);
      return { outcome: run.ended === 'well' ? 'done' : 'duplicate' };
    } catch (error) {
      if (isUnderWay(error)) return { outcome: 'under-way' };
      const ended = run.ended;
      // The task's own error wins over the store's, which only failed to forget it.
      if (ended !== undefined && ended !== 'well') throw ended.error;
      if (ended === undefined) await task();
      return { outcome: 'done', fault: toServiceError('dynamodb', (error as Error).cause ?? error) };
    }
  };
}

function isUnderWay(error: unknown): boolean {
  return error instanceof Error && error.name === 'IdempotencyAlreadyInProgressError';
}

async function repeated(reasons: readonly MissingReason[], call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!reasons.includes(toServiceError('dynamodb', error).reason)) throw error;
    await sleep(REPEATED_AFTER_MS);
    await call();
  }
}
