import type { Diagnoser } from '../../shared/diagnosis/diagnoser.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { passedOverIn } from '../../shared/lambda/logger.ts';
import type { Connection } from '../../shared/adapters/client-options.ts';
import { oneAttemptClient } from '../../shared/adapters/dynamodb-client.ts';
import { dynamoDbFailures } from '../../shared/adapters/dynamodb-failures.ts';
import { dynamoDbOnce } from '../../shared/adapters/dynamodb-once.ts';
import { lazy } from '../../shared/adapters/lazy.ts';
import { snsPublisher } from '../../shared/adapters/sns-publisher.ts';
import { lazySources } from '../../shared/adapters/sources.ts';
import type { DeploymentReader } from '../../shared/ports/deployments.ts';
import type { FailureMemory } from '../../shared/ports/failures.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Once } from '../../shared/ports/once.ts';
import type { RunReader } from '../../shared/ports/pipelines.ts';
import type { Publish } from '../../shared/ports/publisher.ts';
import type { RetryReader } from '../../shared/ports/retries.ts';
import type { NotifyConfig } from './config.ts';

/** What notify needs from outside. */
export interface Deps {
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly once: Once;
  readonly publish: Publish;
  readonly failures: FailureMemory;
  /** Loaded on the first use: a run that starts needs no look-up, and should not pay for the client. */
  readonly pipelines: () => Promise<RunReader>;
  readonly deployments: () => Promise<DeploymentReader>;
  readonly retries: () => Promise<RetryReader>;
  readonly diagnoser: () => Promise<Diagnoser>;
  readonly log: Log;
}

/** Look-ups give up early, since the message goes out without them. */
const LOOKUP = { maxAttempts: 2, connectionTimeoutMs: 1000, requestTimeoutMs: 2500 };
const PUBLISH = { maxAttempts: 4, connectionTimeoutMs: 1000, requestTimeoutMs: 3000 };
const TABLE = { connectionTimeoutMs: 800, requestTimeoutMs: 1500 };

/** Makes the real ones, each client once a container; `connection` is for tests. */
export function createDeps(
  { settings, topicArn, tableName }: NotifyConfig,
  log: Log,
  connection?: Connection,
): Deps {
  const lookup = { ...LOOKUP, connection };
  const table = oneAttemptClient({ ...TABLE, connection });
  const readers = lazySources(lookup);
  return {
    settings,
    now: Date.now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    once: dynamoDbOnce(tableName, 'notify', table),
    publish: snsPublisher(topicArn, { ...PUBLISH, connection }),
    failures: dynamoDbFailures(tableName, Date.now, table),
    pipelines: lazy(async () => {
      const { codePipelineRunReader } = await import('../../shared/adapters/codepipeline-runs.ts');
      return codePipelineRunReader(lookup);
    }),
    retries: lazy(async () => {
      const { dynamoDbRetries } = await import('../../shared/adapters/dynamodb-retries.ts');
      return dynamoDbRetries(tableName, Date.now, table, passedOverIn(log));
    }),
    deployments: readers.deployments,
    diagnoser: lazy(async () => {
      const { createDiagnoser } = await import('../../shared/diagnosis/diagnoser.ts');
      return createDiagnoser(readers, settings.diagnosis);
    }),
    log,
  };
}
