import type { Build, BuildBatch, LogStream } from '../domain/diagnosis/build.ts';
import type { Sources } from '../domain/diagnosis/diagnosis.ts';
import { logStreamOf } from '../domain/diagnosis/log-stream.ts';
import type { FailedAction } from '../domain/failure.ts';
import { found } from '../domain/lookup.ts';
import type { Lookup } from '../domain/lookup.ts';
import type { BuildReader } from '../ports/builds.ts';
import type { DeploymentReader } from '../ports/deployments.ts';
import type { LogReader } from '../ports/logs.ts';

/** What can be asked about a failed action. */
export type SourceQuestion = 'build' | 'log' | 'deployment' | 'targets';

/** The services that are asked, each made on its first use. */
export interface Readers {
  readonly builds: () => Promise<BuildReader>;
  readonly logs: () => Promise<LogReader>;
  readonly deployments: () => Promise<DeploymentReader>;
}

/** Asks within what is left of the time; gives a failure instead of throwing it. */
export type Ask = <T>(what: SourceQuestion, read: (signal: AbortSignal) => Promise<T>) => Promise<Lookup<T>>;

const BATCH = 'build-batch/';

/** Reads what its provider says of a failed action, at most two round trips deep; never throws. */
export async function readSources(
  readers: Readers,
  ask: Ask,
  action: FailedAction,
  known: Pick<Sources, 'deployment'> = {},
): Promise<Sources> {
  const { provider, result } = action;
  const id = result.externalId;
  const stream = logStreamOf(id);
  if (stream) return { action, stream, log: await tail(readers, ask, stream) };
  if (id?.startsWith(BATCH)) return readBatch(readers, ask, action, id.slice(BATCH.length));
  if (id !== undefined && provider === 'CodeBuild') return readBuild(readers, ask, action, id);
  if (id !== undefined && provider?.startsWith('CodeDeploy')) {
    return readDeployment(readers, ask, action, id, known.deployment);
  }
  return { action };
}

async function readBuild(readers: Readers, ask: Ask, action: FailedAction, id: string): Promise<Sources> {
  const [build] = (await builds(readers, ask, action.region, [id])) ?? [];
  return { action, build, stream: build?.log, log: build?.log && (await tail(readers, ask, build.log)) };
}

/**
 * The first failed build of a batch. Where its log should be, the batch's configuration tells, so the log is read beside
 * the build; what was read counts only if the build then names that stream.
 */
async function readBatch(
  readers: Readers,
  ask: Ask,
  action: FailedAction,
  batchId: string,
): Promise<Sources> {
  const { region } = action;
  const batch = found(
    await ask('build', async (signal) => (await readers.builds()).batch(region, batchId, signal)),
  );
  const [id] = batch?.failedBuildIds ?? [];
  if (batch === undefined || id === undefined) return { action, build: batch };
  const likely = likelyStream(batch, id, region);
  const [read, log] = await Promise.all([
    builds(readers, ask, region, batch.failedBuildIds),
    likely && tail(readers, ask, likely),
  ]);
  const build = read?.find((it) => it.id === id);
  const stream = build?.log;
  const isIt = likely !== undefined && stream?.group === likely.group && stream.stream === likely.stream;
  return { action, build: build ?? batch, stream, log: isIt ? log : undefined };
}

async function readDeployment(
  readers: Readers,
  ask: Ask,
  action: FailedAction,
  id: string,
  known: Sources['deployment'],
): Promise<Sources> {
  const { region } = action;
  const [deployment, targets] = await Promise.all([
    known ??
      ask('deployment', async (signal) => (await readers.deployments()).deployment(region, id, signal)).then(
        found,
      ),
    ask('targets', async (signal) => (await readers.deployments()).failedTargets(region, id, signal)),
  ]);
  return { action, deployment, targets: found(targets) };
}

async function builds(
  readers: Readers,
  ask: Ask,
  region: string | undefined,
  ids: readonly string[],
): Promise<readonly Build[] | undefined> {
  return found(await ask('build', async (signal) => (await readers.builds()).builds(region, ids, signal)));
}

async function tail(readers: Readers, ask: Ask, stream: LogStream): Promise<Sources['log']> {
  return found(await ask('log', async (signal) => (await readers.logs()).tail(stream, signal)));
}

function likelyStream(batch: BuildBatch, id: string, region: string | undefined): LogStream | undefined {
  const [, uuid] = id.split(':');
  if (batch.logGroup === undefined || uuid === undefined) return undefined;
  return { region, group: batch.logGroup, stream: [batch.logStreamPrefix, uuid].filter(Boolean).join('/') };
}
