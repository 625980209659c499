import type { Deps } from '../../functions/notify/deps.ts';
import { notify } from '../../functions/notify/notify.ts';
import { createDiagnoser } from '../../shared/diagnosis/diagnoser.ts';
import type { Deployment, FailedTarget } from '../../shared/domain/deployment.ts';
import type { Build, BuildBatch, LogEvent } from '../../shared/domain/diagnosis/build.ts';
import type { ActionAttempt, Execution, FailedRule, History } from '../../shared/domain/execution.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import type { StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import { fakeFailures, fakeLog, fakeOnce, fakePublisher } from './fakes.ts';

const gone = new ServiceError('service:Operation', 'NotFoundException', 'gone', undefined);

/** What the services would say; a thing that is not there is gone, and a refusal is thrown. */
export interface World {
  readonly execution?: (id: string) => Execution;
  readonly attempts?: readonly ActionAttempt[];
  readonly rules?: readonly FailedRule[];
  readonly history?: History;
  readonly builds?: readonly Build[];
  readonly batch?: BuildBatch;
  readonly log?: readonly LogEvent[];
  readonly deployment?: Deployment;
  readonly targets?: readonly FailedTarget[];
  readonly deployedIds?: readonly string[];
  /** What the ledger says of the stage, read by read; the last one stays. */
  readonly records?: readonly (StageRecord | undefined)[];
  /** Operations that are denied, for example `logs:GetLogEvents`. */
  readonly denied?: readonly string[];
}

/** notify with everything around it in memory. */
export function startNotify(config: object = {}, world: World = {}) {
  const topic = fakePublisher();
  const store = fakeOnce();
  const memory = fakeFailures();
  const { log, lines, codes } = fakeLog();
  const asked: string[] = [];
  const runs: unknown[] = [];
  const waits: number[] = [];
  const ask = <T>(what: string, value: T | undefined, operation = ''): Promise<T> => {
    asked.push(what);
    if (world.denied?.includes(operation))
      return Promise.reject(new ServiceError(operation, 'AccessDeniedException', 'denied', undefined));
    return value === undefined ? Promise.reject(gone) : Promise.resolve(value);
  };
  const settings = readConfiguration(config);
  const deployments = () =>
    Promise.resolve({
      deployment: () => ask('deployment', world.deployment, 'codedeploy:GetDeployment'),
      failedTargets: () => ask('failedTargets', world.targets ?? [], 'codedeploy:ListDeploymentTargets'),
    });
  const builds = () =>
    Promise.resolve({
      builds: () => ask('builds', world.builds ?? [], 'codebuild:BatchGetBuilds'),
      batch: () => ask('batch', world.batch, 'codebuild:BatchGetBuildBatches'),
    });
  const logs = () => Promise.resolve({ tail: () => ask('tail', world.log ?? [], 'logs:GetLogEvents') });
  const deps: Deps = {
    settings,
    now: () => Date.parse('2026-11-23T12:00:00Z'),
    once: store.once,
    publish: topic.publish,
    failures: memory.failures,
    wait: (ms) => Promise.resolve(waits.push(ms)),
    retries: () =>
      Promise.resolve({
        recordOf: async (run) => {
          const { records = [] } = world;
          const record = records[runs.length] ?? records.at(-1);
          runs.push(run);
          await ask('retry', null, 'dynamodb:GetItem');
          return record;
        },
      }),
    log,
    deployments,
    diagnoser: () => Promise.resolve(createDiagnoser({ builds, logs, deployments }, settings.diagnosis)),
    pipelines: () =>
      Promise.resolve({
        execution: (_pipeline, id) => ask('execution', world.execution?.(id) ?? { changes: [] }),
        attempts: () => ask('attempts', world.attempts ?? []),
        failedRules: () => ask('failedRules', world.rules ?? []),
        history: () => ask('history', world.history ?? { executions: [], complete: true }),
        tag: () => ask('tag', 'team-checkout'),
        names: () => ask('names', ['checkout-pipeline']),
        externalIds: () => ask('externalIds', world.deployedIds ?? []),
      }),
  };
  return {
    ...topic,
    topic,
    store,
    memory,
    lines,
    codes,
    asked,
    runs,
    waits,
    deps,
    tell: (event: unknown) => notify(deps, event, () => 30_000),
  };
}
