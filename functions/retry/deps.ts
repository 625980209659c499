import { randomUUID } from 'node:crypto';
import type { Diagnoser } from '../../shared/diagnosis/diagnoser.ts';
import type { Place } from '../../shared/domain/fact.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { passedOverIn } from '../../shared/lambda/logger.ts';
import type { Connection } from '../../shared/adapters/client-options.ts';
import { oneAttemptClient } from '../../shared/adapters/dynamodb-client.ts';
import { dynamoDbLedger } from '../../shared/adapters/dynamodb-ledger.ts';
import { emfHealth } from '../../shared/adapters/emf-health.ts';
import { lazy } from '../../shared/adapters/lazy.ts';
import { lazyReaders } from '../../shared/adapters/readers.ts';
import type { Health } from '../../shared/ports/health.ts';
import type { Ledger } from '../../shared/ports/ledger.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { PipelineReader } from '../../shared/ports/pipelines.ts';
import type { Once } from '../../shared/ports/once.ts';
import type { Planner } from '../../shared/ports/planner.ts';
import type { Publish } from '../../shared/ports/publisher.ts';
import type { Retrier } from '../../shared/ports/retrier.ts';
import type { RetryConfig } from './config.ts';

/** What retry needs from outside. */
export interface Deps {
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new name for whoever reserves a slot. */
  readonly newOwner: () => string;
  readonly ledger: Ledger;
  readonly health: Health;
  readonly log: Log;
  /** Loaded on the first use: what is not wanted needs none of them. */
  readonly pipelines: () => Promise<PipelineReader>;
  readonly diagnoser: () => Promise<Diagnoser>;
  readonly retrier: () => Promise<Retrier>;
  readonly planner: () => Promise<Planner>;
  readonly messenger: () => Promise<{ readonly once: Once; readonly publish: Publish }>;
  /** Where the function runs, and with it the pipelines. */
  readonly place: Place;
}

// Together, even if each takes as long as it may, shorter than the function's time-out of 60 s.
const READS = { maxAttempts: 2, connectionTimeoutMs: 1000, requestTimeoutMs: 2500 };
const TABLE = { maxAttempts: 2, connectionTimeoutMs: 800, requestTimeoutMs: 1500 };
/** Sent once: an answer that is waited for saves looking for its effect. */
const RETRIES = { connectionTimeoutMs: 1000, requestTimeoutMs: 5000 };
const PUBLISH = { maxAttempts: 3, connectionTimeoutMs: 1000, requestTimeoutMs: 3000 };
const SCHEDULES = { connectionTimeoutMs: 1000, requestTimeoutMs: 2500 };

/** Makes the real ones, each client once a container; `connection` is for tests. */
export function createDeps(
  { settings, tableName, topicArn, place, schedules }: RetryConfig,
  log: Log,
  connection?: Connection,
): Deps {
  const now = Date.now;
  const passedOver = passedOverIn(log);
  const { pipelines, ...readers } = lazyReaders({ ...READS, connection });
  return {
    settings,
    now,
    newOwner: randomUUID,
    ledger: dynamoDbLedger(tableName, { now, newId: randomUUID, passedOver }, { ...TABLE, connection }),
    health: emfHealth(now),
    log,
    pipelines,
    diagnoser: lazy(async () => {
      const { createDiagnoser } = await import('../../shared/diagnosis/diagnoser.ts');
      return createDiagnoser(readers, settings.diagnosis);
    }),
    retrier: lazy(async () => {
      const { codePipelineRetrier } = await import('../../shared/adapters/codepipeline-retrier.ts');
      return codePipelineRetrier({ ...RETRIES, connection });
    }),
    planner: lazy(async () => {
      const { schedulerPlanner } = await import('../../shared/adapters/scheduler-planner.ts');
      return schedulerPlanner(schedules, now, { ...SCHEDULES, connection });
    }),
    messenger: lazy(async () => {
      const [{ dynamoDbOnce }, { snsPublisher }] = await Promise.all([
        import('../../shared/adapters/dynamodb-once.ts'),
        import('../../shared/adapters/sns-publisher.ts'),
      ]);
      return {
        once: dynamoDbOnce(tableName, 'retry', oneAttemptClient({ ...TABLE, connection })),
        publish: snsPublisher(topicArn, { ...PUBLISH, connection }),
      };
    }),
    place,
  };
}
