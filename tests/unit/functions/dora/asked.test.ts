import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../../functions/dora/sample.ts';
import { DAY_MS } from '../../../../shared/domain/dora/window.ts';
import { ServiceError } from '../../../../shared/domain/lookup.ts';
import { B, ok, run, WEEK } from '../../domain/dora/story.ts';
import { fresh, NAME, read } from './reading.ts';
import type { Fake } from './runs.ts';

const counted = (calls: readonly string[]) =>
  Object.fromEntries(
    [...Map.groupBy(calls, (it) => it.replace(/ \w+$/u, ''))].map(([k, v]) => [k, v.length]),
  );

describe('what is asked', () => {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] as const;
  const deployments = days.map((day) =>
    ok(day, `${day} 09:00`, `${day} 09:10-09:20`, { carries: [`${day}@${day} 08:00`] }),
  );
  const old = { ...B, startedAt: B.startedAt - 20 * DAY_MS, updatedAt: B.updatedAt - 20 * DAY_MS };
  const before = [
    {
      ...old,
      attempts: old.attempts.map((row) => ({
        ...row,
        startedAt: row.startedAt - 20 * DAY_MS,
        updatedAt: row.updatedAt - 20 * DAY_MS,
      })),
    },
    ...Array.from({ length: 300 }, (_, n) => ({
      ...old,
      id: `o${n}`,
      startedAt: old.startedAt - (n + 1) * DAY_MS,
      updatedAt: old.startedAt - n * DAY_MS,
      attempts: [],
    })),
  ];

  it('on the first day is the stages, each list as far as it is needed, and each commit once', async () => {
    const { calls } = await read(fresh(), [...before, ...deployments]);

    expect(counted(calls)).toEqual({
      GetPipeline: 1,
      ListPipelineExecutions: 2,
      ListActionExecutions: 1,
      GetPipelineExecution: 5,
    });
  });

  it('on the next day is what is new, and nothing else', async () => {
    const fake = fresh();
    await read(fake, [...before, ...deployments]);
    const more = ok('X', 'Sat 09:00', 'Sat 09:10-09:20', { carries: ['x@Sat 08:00'] });
    const { calls } = await read(fake, [...before, ...deployments, more]);

    expect(counted(calls)).toEqual({
      ListPipelineExecutions: 2,
      'ListActionExecutions of one': 1,
      GetPipelineExecution: 1,
    });
  });

  it('is not who carries no time a second time', async () => {
    const fake = fresh();
    const timeless = ok('T', 'Sat 09:00', 'Sat 09:10-09:20', { carries: ['t'] });
    const first = await read(fake, [B, ...deployments, timeless]);
    const second = await read(fake, [B, ...deployments, timeless]);

    expect(first.current.revisionsWithoutTime).toBe(1);
    expect(second.current).toEqual(first.current);
    expect(counted(second.calls)).toEqual({ ListPipelineExecutions: 1 });
  });

  it('is not known of what is gone, and counts as a revision without a time', async () => {
    const fake = fresh();
    const history: Fake['deps']['history'] = (until) => ({
      ...fake.service.history(until),
      commitTimes: () =>
        Promise.reject(new ServiceError('x', 'PipelineExecutionNotFoundException', 'gone', undefined)),
    });
    Object.assign(fake.deps, { history });
    const { current } = await read(fake, [B, ...deployments]);

    expect(current).toMatchObject({ leadTimes: [], revisionsWithoutTime: 5 });
  });

  it('is what is in progress, each time', async () => {
    const fake = fresh();
    const waiting = run('W', 'Sat 09:00', {
      status: 'InProgress',
      rows: ['Live/Approve Sat 09:10-09:10 InProgress'],
    });
    await read(fake, [B, waiting]);
    const { calls, current } = await read(fake, [B, waiting]);

    expect(counted(calls)).toEqual({ ListPipelineExecutions: 1, 'ListActionExecutions of one': 1 });
    expect(current.approvalsWaiting).toHaveLength(1);
  });

  it('is the stages again when the definition has changed', async () => {
    const fake = fresh();
    await read(fake, [B]);
    const reader = fake.deps.history(Infinity);
    const sample = (version: number) => sampleOf(fake.deps, reader, { name: NAME, version }, WEEK);
    fake.service.calls.length = 0;
    await sample(2);
    await sample(2);

    expect(fake.service.calls.filter((it) => it.startsWith('GetPipeline '))).toHaveLength(1);
  });

  it('is not written over what could not be recalled', async () => {
    const fake = fresh();
    await read(fake, [B, ...deployments]);
    const kept = new Map(fake.memory.kept);
    const recall = () => Promise.reject(new ServiceError('x', 'ECONNREFUSED', 'failed', undefined));
    const deps = { ...fake.deps, memory: { ...fake.deps.memory, recall } };
    await read({ ...fake, deps }, [B, ok('X', 'Mon 10:00', 'Mon 10:10-10:20')]);

    expect(fake.memory.kept).toEqual(kept);
  });

  it('is everything where the memory is out of reach, and the figures are the same', async () => {
    const fake = fresh();
    fake.memory.reachable = false;
    const all = [B, ...deployments];
    const { current } = await read(fake, all);

    expect(current).toEqual((await read(fresh(), all)).current);
    expect(fake.log.codes()).toContain('HISTORY_MEMORY_FAILED');
  });
});
