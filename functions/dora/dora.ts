import { FLEET } from '../../shared/domain/dora/report/report.ts';
import { windowOf } from '../../shared/domain/dora/window.ts';
import { isWatched } from '../../shared/domain/watch.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { Continuation } from '../../shared/domain/dora/continuation.ts';
import type { ChunkResult, RunPlan } from '../../shared/ports/dora-runs.ts';
import type { HistoryReader, KnownPipeline } from '../../shared/ports/history.ts';
import { readDoraInputs } from '../../shared/schemas/dora-input.ts';
import { OUT_OF_TIME, readChunk } from './chunk.ts';
import type { Deps } from './deps.ts';
import { publishFigures } from './publish.ts';
import { sendReports } from './reports.ts';

const CHUNK_SIZE = 25;
/** Of an invocation's time, for what comes after reading. */
const RESERVED_MS = 20_000;
/** With less time than this for reading, another invocation does it. */
const LEAST_MS = 5000;
/** A run that finds another one at work comes back after so long: the longest delay of a queue, and of a function. */
const WAIT_SECONDS = 900;
/** More than a day of that is a fault. */
const MAX_WAITS = 100;
/** A first fill may need many invocations for one chunk; what is missing then is left for the next day. */
const MAX_TRIES = 40;
/** Before the next day's run begins, this one publishes what it has. */
const MAX_RUN_MS = 20 * 60 * 60 * 1000;
const MAX_PAGES = 20;

/**
 * Reads the histories of the watched pipelines, chunk by chunk, in this invocation or in some, and then publishes their metrics and
 * reports. Throws if nothing could be published, or something could not be told or handed on; the same input may be given again.
 */
export async function dora(deps: Deps, event: unknown, remainingMs: () => number): Promise<void> {
  for (const input of readDoraInputs(event)) await alone(deps, input, remainingMs);
}

/** One invocation at a time, so that the pace holds in sum. */
async function alone(deps: Deps, input: Continuation, remainingMs: () => number): Promise<void> {
  const owner = deps.newOwner();
  const { at, waits } = input;
  if (!(await deps.runs.lease(owner, deps.now() + remainingMs()))) {
    deps.log.info(LOG.underWayElsewhere, { at });
    if (waits >= MAX_WAITS) throw new Error('other runs are under way all the time');
    await deps.goOnLater({ ...input, waits: waits + 1 }, WAIT_SECONDS);
    return;
  }
  let next: Continuation | undefined;
  try {
    next = await run(deps, input, remainingMs);
  } finally {
    await deps.runs.release(owner).catch(() => undefined);
  }
  if (next === undefined) return;
  deps.log.info(LOG.goesOn, { at, chunk: next.chunk, tries: next.tries });
  await deps.goOnLater(next, 0);
}

/** Undefined: the run is over. */
async function run(
  deps: Deps,
  { chunk: first, tries: before, ...input }: Continuation,
  remainingMs: () => number,
): Promise<Continuation | undefined> {
  const { at, place } = input;
  const until = deps.now() + remainingMs() - RESERVED_MS;
  const plan = (await deps.runs.plan(at)) ?? (await makePlan(deps, at, until));
  const { chunkSize, pipelines, begunAt, isRead = false } = plan;
  const window = windowOf(at, deps.settings.dora.windowDays);
  const chunks = Math.ceil(pipelines.length / chunkSize);
  let tries = before;
  const mayRead = () => !isRead && deps.now() - begunAt < MAX_RUN_MS;
  for (let chunk = first; chunk < chunks && mayRead(); chunk++, tries = 0) {
    const known = await deps.runs.chunk(at, chunk);
    // Of a chunk in which nothing could be read nothing was published.
    if (known && known.samples.length > 0) continue;
    if (until - deps.now() < LEAST_MS) return { ...input, chunk, tries };
    const some = pipelines.slice(chunk * chunkSize, (chunk + 1) * chunkSize);
    const result = await readChunk(deps, some, window, { until, isLast: tries + 1 >= MAX_TRIES });
    if (result === undefined) return { ...input, chunk, tries: tries + 1 };
    await deps.runs.writeChunk(at, chunk, result);
  }
  const results = await resultsOf(deps, at, chunks);
  await finish(deps, plan, results, { at, place, window }, remainingMs);
  return undefined;
}

async function makePlan(deps: Deps, at: number, until: number): Promise<RunPlan> {
  const found = await allPipelines(deps.history(until));
  const pipelines = found
    .filter(({ name }) => isWatched(name, deps.settings))
    .filter(({ name }) => {
      if (name === FLEET) deps.log.warn(LOG.namedAsFleet, { pipeline: name });
      return name !== FLEET;
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const plan = { begunAt: deps.now(), pipelines, chunkSize: CHUNK_SIZE };
  await deps.runs.writePlan(at, plan);
  return plan;
}

async function allPipelines(reader: HistoryReader): Promise<readonly KnownPipeline[]> {
  const all: KnownPipeline[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, next } = await reader.pipelines(token);
    all.push(...items);
    if (next === undefined) break;
    token = next;
  }
  return all;
}

/** One after another: together they are large. */
async function resultsOf({ runs }: Deps, at: number, chunks: number): Promise<readonly ChunkResult[]> {
  const results = [];
  for (let chunk = 0; chunk < chunks; chunk++) results.push(await runs.chunk(at, chunk));
  return results.filter((it) => it !== undefined);
}

async function finish(
  deps: Deps,
  plan: RunPlan,
  results: readonly ChunkResult[],
  occasion: Parameters<typeof sendReports>[2],
  remainingMs: () => number,
): Promise<void> {
  const { health, log } = deps;
  const { pipelines } = plan;
  const samples = results.flatMap((it) => it.samples);
  const unread = results.flatMap((it) => it.unread);
  for (const { pipeline, reason, code } of unread) {
    log.warn(LOG.pipelineUnread, { pipeline, reason, code });
    health.unread(reason);
  }
  for (const { pipeline, isUnfinished } of samples)
    if (isUnfinished) log.warn(LOG.lookBackUnfinished, { pipeline });
  if (samples.length === 0 && pipelines.length > 0) throw new Error('no pipeline could be read');
  if (!plan.isRead) await deps.runs.writePlan(occasion.at, { ...plan, isRead: true });
  await publishFigures(deps, samples, occasion.at);
  health.published();
  // What there was no time for is part of a first fill.
  const failed = unread.filter(({ code }) => code !== OUT_OF_TIME).map(({ pipeline }) => pipeline);
  await sendReports(deps, { samples, watched: pipelines.length, unread: failed }, occasion, remainingMs);
}
