import type { Diagnoser } from '../../shared/diagnosis/diagnoser.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { Connection } from '../../shared/adapters/client-options.ts';
import { dynamoDbFailures } from '../../shared/adapters/dynamodb-failures.ts';
import { dynamoDbOnce } from '../../shared/adapters/dynamodb-once.ts';
import { snsPublisher } from '../../shared/adapters/sns-publisher.ts';
import type { DeploymentReader } from '../../shared/ports/deployments.ts';
import type { FailureMemory } from '../../shared/ports/failures.ts';
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
  readonly failures: FailureMemory;
  /** Loaded on the first use: a run that starts needs no look-up, and should not pay for the client. */
  readonly pipelines: () => Promise<PipelineReader>;
  readonly deployments: () => Promise<DeploymentReader>;
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
  const lookUps = { ...LOOKUP, connection };
  const pipelines = lazy(async () => {
    const { codePipelineReader } = await import('../../shared/adapters/codepipeline-reader.ts');
    return codePipelineReader(lookUps);
  });
  const builds = lazy(async () => {
    const { codeBuildReader } = await import('../../shared/adapters/codebuild-reader.ts');
    return codeBuildReader(lookUps);
  });
  const logs = lazy(async () => {
    const { logsReader } = await import('../../shared/adapters/logs-reader.ts');
    return logsReader(lookUps);
  });
  const deployments = lazy(async () => {
    const { codeDeployReader } = await import('../../shared/adapters/codedeploy-reader.ts');
    return codeDeployReader(lookUps);
  });
  return {
    settings,
    now: Date.now,
    once: dynamoDbOnce(tableName, 'notify', { ...TABLE, connection }),
    publish: snsPublisher(topicArn, { ...PUBLISH, connection }),
    failures: dynamoDbFailures(tableName, Date.now, { ...TABLE, maxAttempts: 1, connection }),
    pipelines,
    deployments,
    diagnoser: lazy(async () => {
      const { createDiagnoser } = await import('../../shared/diagnosis/diagnoser.ts');
      return createDiagnoser({ builds, logs, deployments }, settings.diagnosis);
    }),
    log,
  };
}

function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
