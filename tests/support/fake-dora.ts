import type { Deps } from '../../functions/dora/deps.ts';
import type { Retries } from '../../shared/domain/dora/figures.ts';
import type { Kind } from '../../shared/domain/diagnosis/cause.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import type { MissingReason } from '../../shared/domain/lookup.ts';
import type { Continuation } from '../../shared/domain/dora/continuation.ts';
import type { ChunkResult, DoraRuns, RunPlan, ToldOf } from '../../shared/ports/dora-runs.ts';
import type { HistoryMemory, KeptExecution, KeptStages } from '../../shared/ports/history-memory.ts';
import type { DataPoint } from '../../shared/ports/metric-sink.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import { fakeHistory } from './fake-history.ts';
import { fakeLog, fakeOnce, fakePublisher } from './fakes.ts';

/** Everything that dora needs, in memory; `now` in milliseconds since the epoch. */
export function fakeDora(now: number, configuration: object = {}) {
  const clock = { now };
  const service = fakeHistory(clock);
  const memory = fakeMemory();
  const runs = fakeRuns(clock);
  const retries = new Map<string, Retries>();
  const causes = new Map<string, Kind>();
  const publisher = fakePublisher();
  const points: DataPoint[] = [];
  const queue: (Continuation & { readonly delaySeconds: number })[] = [];
  const log = fakeLog();
  const health: (MissingReason | 'published')[] = [];
  let owners = 0;
  const sink = { refuses: undefined as string | undefined };
  const ledger = { reachable: true };
  const orUnreachable = <T>(answer: T): Promise<T> =>
    ledger.reachable
      ? Promise.resolve(answer)
      : Promise.reject(new ServiceError('dynamodb:BatchGetItem', 'ECONNREFUSED', 'failed', undefined));
  const deps: Deps = {
    settings: readConfiguration(configuration),
    now: () => clock.now,
    newOwner: () => `owner-${++owners}`,
    history: service.history,
    memory: memory.memory,
    runs: runs.runs,
    counts: {
      byDay: (pipeline, days) =>
        orUnreachable(
          new Map(
            days.flatMap((day) => {
              const found = retries.get(`${pipeline} ${day}`);
              return found ? [[day, found]] : [];
            }),
          ),
        ),
      causes: (_pipeline, stages) => orUnreachable(stages.map(({ executionId }) => causes.get(executionId))),
    },
    publishMetrics: (all) => {
      if (sink.refuses !== undefined)
        return Promise.resolve({ taken: 0, of: all.length, code: sink.refuses });
      points.push(...all);
      return Promise.resolve({ taken: all.length, of: all.length });
    },
    goOnLater: (next, delaySeconds) => {
      queue.push({ ...next, delaySeconds });
      return Promise.resolve();
    },
    once: fakeOnce().once,
    publish: publisher.publish,
    health: {
      published: () => health.push('published'),
      unread: (reason) => health.push(reason),
    },
    log: log.log,
  };
  return {
    deps,
    clock,
    service,
    memory,
    runs,
    retries,
    causes,
    publisher,
    points,
    queue,
    log,
    health,
    sink,
    ledger,
  };
}

/** A memory of JSON, that can be unreachable. */
function fakeMemory() {
  const kept = new Map<string, string>();
  const store = { kept, reachable: true };
  const orUnreachable = <T>(answer: () => T): Promise<T> =>
    store.reachable
      ? Promise.resolve(answer())
      : Promise.reject(new ServiceError('dynamodb', 'ECONNREFUSED', 'failed', undefined));
  const read = (key: string): unknown => {
    const text = kept.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const memory: HistoryMemory = {
    stages: (pipeline) => orUnreachable(() => read(`${pipeline} stages`) as KeptStages | undefined),
    keepStages: (pipeline, stages) =>
      orUnreachable(() => void kept.set(`${pipeline} stages`, JSON.stringify(stages))),
    recall: (pipeline, days) =>
      orUnreachable(
        () =>
          new Map(
            days.flatMap((day) => {
              const found = read(`${pipeline} ${day}`) as readonly KeptExecution[] | undefined;
              return found ? [[day, found]] : [];
            }),
          ),
      ),
    keep: (pipeline, days) =>
      orUnreachable(() => {
        for (const [day, executions] of days) kept.set(`${pipeline} ${day}`, JSON.stringify(executions));
      }),
  };
  return Object.assign(store, { memory });
}

function fakeRuns(clock: { readonly now: number }) {
  const plans = new Map<number, RunPlan>();
  const chunks = new Map<string, string>();
  const store = {
    plans,
    chunks,
    told: new Map<string, ToldOf>() as ReadonlyMap<string, ToldOf>,
    lease: undefined as { readonly owner: string; readonly until: number } | undefined,
  };
  const runs: DoraRuns = {
    lease: (owner, until) => {
      if (store.lease && store.lease.until > clock.now) return Promise.resolve(false);
      store.lease = { owner, until };
      return Promise.resolve(true);
    },
    release: (owner) => {
      if (store.lease?.owner === owner) store.lease = undefined;
      return Promise.resolve();
    },
    plan: (at) => Promise.resolve(plans.get(at)),
    writePlan: (at, plan) => Promise.resolve(void plans.set(at, plan)),
    chunk: (at, chunk) => {
      const found = chunks.get(`${at} ${chunk}`);
      return Promise.resolve(found === undefined ? undefined : (JSON.parse(found) as ChunkResult));
    },
    writeChunk: (at, chunk, result) =>
      Promise.resolve(void chunks.set(`${at} ${chunk}`, JSON.stringify(result))),
    told: () => Promise.resolve(store.told),
    writeTold: (told) => {
      store.told = told;
      return Promise.resolve();
    },
  };
  return Object.assign(store, { runs });
}
