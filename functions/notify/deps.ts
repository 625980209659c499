import type { Settings } from '../../shared/domain/settings.ts';
import type { Connection } from '../../shared/adapters/client-options.ts';
import { dynamoDbOnce } from '../../shared/adapters/dynamodb-once.ts';
import { snsPublisher } from '../../shared/adapters/sns-publisher.ts';
import type { DeploymentReader } from '../../shared/ports/deployments.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { Once } from '../../shared/ports/once.ts';
import type { PipelineReader } from '../../shared/ports/pipelines.ts';
import type { Publish } from '../../shared/ports/publisher.ts';
import type { NotifyConfig } from './config.ts';

/** What notify needs from outside. */
export interface Deps {
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly once: Once;
  readonly publish: Publish;
  /** Loaded on the first use: a run that starts needs no look-up, and should not pay for the client. */
  readonly pipelines: () => Promise<PipelineReader>;
  readonly deployments: () => Promise<DeploymentReader>;
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
  return {
    settings,
    now: Date.now,
    once: dynamoDbOnce(tableName, 'notify', { ...TABLE, connection }),
    publish: snsPublisher(topicArn, { ...PUBLISH, connection }),
    pipelines: lazy(async () => {
      const { codePipelineReader } = await import('../../shared/adapters/codepipeline-reader.ts');
      return codePipelineReader({ ...LOOKUP, connection });
    }),
    deployments: lazy(async () => {
      const { codeDeployReader } = await import('../../shared/adapters/codedeploy-reader.ts');
      return codeDeployReader({ ...LOOKUP, connection });
    }),
    log,
  };
}

function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
