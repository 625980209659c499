import { randomUUID } from 'node:crypto';
import { passedOverIn } from '../../shared/lambda/logger.ts';
import type { Connection } from '../../shared/adapters/client-options.ts';
import { cloudWatchMetrics } from '../../shared/adapters/cloudwatch-metrics.ts';
import { codePipelineHistory } from '../../shared/adapters/codepipeline-history.ts';
import { batchTable } from '../../shared/adapters/dynamodb-batches.ts';
import { oneAttemptClient } from '../../shared/adapters/dynamodb-client.ts';
import { dynamoDbDoraRuns } from '../../shared/adapters/dynamodb-dora-runs.ts';
import { dynamoDbHistory } from '../../shared/adapters/dynamodb-history.ts';
import { dynamoDbRetryCounts } from '../../shared/adapters/dynamodb-retry-counts.ts';
import { emfHealth } from '../../shared/adapters/emf-health.ts';
import { lazyCall } from '../../shared/adapters/lazy.ts';
import { createPace } from '../../shared/adapters/pace.ts';
import { keptDays } from '../../shared/domain/dora/look-back.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { GoOnLater } from '../../shared/ports/continuation.ts';
import type { DoraRuns } from '../../shared/ports/dora-runs.ts';
import type { DoraHealth } from '../../shared/ports/health.ts';
import type { HistoryMemory } from '../../shared/ports/history-memory.ts';
import type { HistoryReader } from '../../shared/ports/history.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { PublishMetrics } from '../../shared/ports/metric-sink.ts';
import type { Once } from '../../shared/ports/once.ts';
import type { Publish } from '../../shared/ports/publisher.ts';
import type { RetryCounts } from '../../shared/ports/retry-counts.ts';
import type { DoraConfig } from './config.ts';

/** What dora needs from outside. */
export interface Deps {
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new name for whoever takes the lease. */
  readonly newOwner: () => string;
  /** A reader whose calls end at a time in milliseconds since the epoch. */
  readonly history: (until: number) => HistoryReader;
  readonly memory: HistoryMemory;
  readonly runs: DoraRuns;
  readonly counts: RetryCounts;
  readonly publishMetrics: PublishMetrics;
  readonly goOnLater: GoOnLater;
  readonly once: Once;
  readonly publish: Publish;
  readonly health: DoraHealth;
  readonly log: Log;
}

/** So many calls of CodePipeline are under way at once, as far as the pace lets them out. */
const CONCURRENCY = 8;
const READS = { connectionTimeoutMs: 1000, requestTimeoutMs: 10_000 };
const WRITES = { maxAttempts: 4, connectionTimeoutMs: 1000, requestTimeoutMs: 5000 };
const TABLE = { maxAttempts: 4, connectionTimeoutMs: 1000, requestTimeoutMs: 5000 };

/** Makes the real ones, each client once a container; `connection` is for tests. */
export function createDeps(
  { settings, topicArn, tableName, queueUrl }: DoraConfig,
  log: Log,
  connection?: Connection,
): Deps {
  const now = Date.now;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const { callsPerSecond, windowDays } = settings.dora;
  const pace = createPace({ callsPerSecond, concurrency: CONCURRENCY, now, wait, random: Math.random });
  const table = batchTable(tableName, { now, wait }, { ...TABLE, connection });
  const passedOver = passedOverIn(log);
  return {
    settings,
    now,
    newOwner: randomUUID,
    history: codePipelineHistory(pace, { ...READS, connection }),
    memory: dynamoDbHistory(table, keptDays(windowDays), passedOver),
    runs: dynamoDbDoraRuns(table, passedOver),
    counts: dynamoDbRetryCounts(table),
    publishMetrics: cloudWatchMetrics({ ...WRITES, connection }),
    goOnLater: lazyCall(async () => {
      const { sqsContinuation } = await import('../../shared/adapters/sqs-continuation.ts');
      return sqsContinuation(queueUrl, { ...WRITES, connection });
    }),
    once: lazyCall(async () => {
      const { dynamoDbOnce } = await import('../../shared/adapters/dynamodb-once.ts');
      return dynamoDbOnce(tableName, 'dora', oneAttemptClient({ ...TABLE, connection }));
    }),
    publish: lazyCall(async () => {
      const { snsPublisher } = await import('../../shared/adapters/sns-publisher.ts');
      return snsPublisher(topicArn, { ...WRITES, connection });
    }),
    health: emfHealth(now),
    log,
  };
}
