import type { PastExecution } from '../../shared/domain/dora/history.ts';
import { DAY_MS } from '../../shared/domain/dora/window.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import { OutOfTimeError } from '../../shared/domain/out-of-time.ts';
import type { DefinedStage, HistoryReader, Page } from '../../shared/ports/history.ts';

/** A pipeline of the fake service. */
export interface FakePipeline {
  readonly executions: readonly PastExecution[];
  readonly version?: number;
  readonly stages?: readonly DefinedStage[];
  /** What each call about it throws. */
  readonly fault?: Error;
}

export const STAGES: readonly DefinedStage[] = [
  { name: 'Build', categories: ['Build'] },
  { name: 'Live', categories: ['Deploy'] },
];

/**
 * Histories in memory. Pages have `pageSize` items, which come newest first, but each up to a day too early, as `early` says from 0
 * to 1; each call takes `callMs` of the clock.
 */
export function fakeHistory(clock: { now: number }) {
  const pipelines = new Map<string, FakePipeline>();
  const service = { pipelines, pageSize: 100, early: () => 0, callMs: 0 };
  const calls: string[] = [];
  const pageOf = <T extends { startedAt: number }>(all: readonly T[], token: string | undefined): Page<T> => {
    const from = Number(token ?? 0);
    const end = from + service.pageSize;
    return { items: all.slice(from, end), ...(end < all.length && { next: String(end) }) };
  };
  // The same order for each page of one list.
  const orders = new Map<string, readonly unknown[]>();
  const inOrder = <T extends { startedAt: number }>(
    list: string,
    items: () => readonly T[],
    token: string | undefined,
  ): Page<T> => {
    if (token === undefined) {
      const keyed = items().map((item) => ({ item, at: item.startedAt + service.early() * (DAY_MS - 1) }));
      const sorted = keyed.sort((a, b) => b.at - a.at);
      orders.set(
        list,
        sorted.map(({ item }) => item),
      );
    }
    return pageOf(orders.get(list) as readonly T[], token);
  };
  const rowsOf = (executions: readonly PastExecution[]) =>
    executions.flatMap(({ id, attempts }) => attempts.map((it) => ({ ...it, executionId: id })));

  const history = (until: number): HistoryReader => {
    const call = <T>(operation: string, name: string, answer: (pipeline: FakePipeline) => T): Promise<T> => {
      if (clock.now >= until) return Promise.reject(new OutOfTimeError());
      calls.push(`${operation} ${name}`);
      clock.now += service.callMs;
      const pipeline = pipelines.get(name);
      if (!pipeline)
        return Promise.reject(new ServiceError(operation, 'PipelineNotFoundException', 'gone', undefined));
      if (pipeline.fault) return Promise.reject(pipeline.fault);
      return Promise.resolve(answer(pipeline));
    };
    return {
      pipelines: (token) => {
        calls.push('ListPipelines');
        const all = [...pipelines].map(([name, { version = 1 }]) => ({ name, version, startedAt: 0 }));
        const { items, ...more } = pageOf(all, token);
        return Promise.resolve({ items: items.map(({ name, version }) => ({ name, version })), ...more });
      },
      stages: (name) => call('GetPipeline', name, ({ stages = STAGES }) => stages),
      executions: (name, token) =>
        call('ListPipelineExecutions', name, ({ executions }) =>
          inOrder(`executions of ${name}`, () => executions.map(withoutRows), token),
        ),
      attempts: (name, token) =>
        call('ListActionExecutions', name, ({ executions }) =>
          inOrder(`rows of ${name}`, () => rowsOf(executions), token),
        ),
      attemptsOf: (name, id, token) =>
        call('ListActionExecutions of one', name, ({ executions }) =>
          pageOf(rowsOf(executions.filter((it) => it.id === id)), token),
        ),
      commitTimes: (name, id) =>
        call('GetPipelineExecution', name, ({ executions }) => {
          const revisions = executions.find((it) => it.id === id)?.revisions ?? [];
          return new Map(
            revisions.flatMap(({ revisionId, committedAt }) =>
              committedAt === undefined ? [] : [[revisionId, committedAt]],
            ),
          );
        }),
    };
  };
  return Object.assign(service, { history, calls });
}

/** As the list gives it: no rows, and no times of revisions. */
function withoutRows({ attempts: _, revisions, ...execution }: PastExecution) {
  return {
    ...execution,
    revisions: revisions.map(({ artifact, revisionId }) => ({ artifact, revisionId })),
  };
}
