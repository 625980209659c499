import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dora } from '../../../../functions/dora/dora.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/domain/dora/window.ts';
import { B } from '../../domain/dora/story.ts';
import type { Fake } from './runs.ts';
import {
  SIX,
  MINUTES,
  scheduled,
  G,
  F,
  denied,
  withPipelines,
  names,
  always,
  valuesOf,
  playQueue,
} from './runs.ts';

describe('a run that is repeated', () => {
  it('sends what was published for its time, and asks for nothing', async () => {
    const fake = withPipelines(['checkout', 'billing']);
    await dora(fake.deps, scheduled(), always);
    const first = fake.points.splice(0);
    const messages = fake.publisher.messages.length;
    fake.service.calls.length = 0;
    fake.service.pipelines.set('checkout', { executions: [B, G, F] });
    await dora(fake.deps, scheduled(), always);

    expect(fake.points).toEqual(first);
    expect(fake.publisher.messages).toHaveLength(messages);
    expect(fake.service.calls).toEqual([]);
  });

  it('sends no more than that, though pipelines can be read by then that could not', async () => {
    const fake = withPipelines(names(30));
    for (const name of names(30).slice(25))
      fake.service.pipelines.set(name, { executions: [], fault: denied });
    await dora(fake.deps, scheduled(), always);
    const first = fake.points.splice(0);
    for (const name of names(30)) fake.service.pipelines.set(name, { executions: [B, G, F] });
    await dora(fake.deps, scheduled(), always);

    expect(fake.points).toEqual(first);
  });

  it('while it is under way comes back later, and then has nothing left to do', async () => {
    const fake = withPipelines(['checkout']);
    fake.runs.lease = { owner: 'other', until: SIX + 10 * MINUTES };
    await dora(fake.deps, scheduled(), always);

    expect(fake.points).toEqual([]);
    expect(fake.queue).toMatchObject([{ at: SIX, chunk: 0, waits: 1, delaySeconds: 900 }]);
    await playQueue(fake, always);
    expect(fake.points).not.toEqual([]);
  });

  it('while others are under way for more than a day is an error', async () => {
    const fake = withPipelines(['checkout']);
    fake.runs.lease = { owner: 'other', until: Infinity };
    await dora(fake.deps, scheduled(), always);

    await expect(playQueue(fake, always)).rejects.toThrow('other runs are under way all the time');
    expect(fake.clock.now - SIX).toBeGreaterThan(DAY_MS);
  });

  it('after metrics that nobody took publishes them', async () => {
    const fake = withPipelines(['checkout']);
    fake.sink.refuses = 'AccessDeniedException';

    await expect(dora(fake.deps, scheduled(), always)).rejects.toThrow(
      'no metric could be published: AccessDeniedException',
    );
    expect(fake.runs.lease).toBeUndefined();
    fake.sink.refuses = undefined;
    await dora(fake.deps, scheduled(), always);
    expect(valuesOf(fake, 'checkout')).toMatchObject({ SuccessfulDeployments: 1 });
  });
});

describe('a run that takes more than one invocation', () => {
  /** Each call takes a second, and each invocation has so many. */
  async function inPieces(fake: Fake, seconds: number) {
    fake.service.callMs = 1000;
    let end = 0;
    const remaining = () => end - fake.clock.now;
    const begin = () => {
      end = fake.clock.now + seconds * 1000;
    };
    begin();
    await dora(fake.deps, scheduled(), remaining);
    const owner = fake.deps.newOwner;
    Object.assign(fake.deps, {
      newOwner: () => {
        begin();
        return owner();
      },
    });
    await playQueue(fake, remaining);
  }

  it('gives the same numbers as one pass, wherever it is cut', async () => {
    const histories = [[B, G], [B, G, F], [B], []];
    const build = (count: number, chunkSize: number) => {
      const fake = withPipelines([]);
      for (const [n, name] of names(count).entries())
        fake.service.pipelines.set(name, { executions: histories[n % histories.length] ?? [] });
      const pipelines = names(count).map((name) => ({ name, version: 1 }));
      fake.runs.plans.set(SIX, { begunAt: SIX, chunkSize, pipelines });
      return fake;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 60, max: 400 }),
        async (count, chunkSize, seconds) => {
          const whole = build(count, 1000);
          await dora(whole.deps, scheduled(), always);
          const cut = build(count, chunkSize);
          await inPieces(cut, seconds);
          expect(cut.points).toEqual(whole.points);
          expect(cut.publisher.messages).toEqual(whole.publisher.messages);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('goes on with the same time and the same pipelines, and reads each of them once', async () => {
    const fake = withPipelines(names(60));
    await inPieces(fake, 90);

    expect(fake.points.filter(({ name }) => name === 'DeploymentFrequency')).toHaveLength(61);
    const once = fake.service.calls.filter((it) => it.startsWith('GetPipelineExecution'));
    expect(once).toHaveLength(60);
    expect(new Set(fake.points.map(({ at }) => at))).toEqual(new Set([SIX]));
  });

  it('gives up on a chunk that never fits, names what is missing, and says that only so many are complete', async () => {
    const fake = withPipelines(['slow', 'quick']);
    const many = Array.from({ length: 400 }, (_, n) => ({ ...G, id: `g${n}` }));
    fake.service.pipelines.set('slow', { executions: many });
    fake.service.pageSize = 10;
    await inPieces(fake, 55);

    expect(valuesOf(fake, 'quick')).toMatchObject({ SuccessfulDeployments: 1 });
    expect(valuesOf(fake, 'slow')).toEqual({});
    expect(fake.health).toEqual(['slow', 'published']);
    expect(fake.publisher.messages[0]?.bodies.email).toMatch(/1 of 2|complete/iu);
  });

  it('publishes what it has before the next day begins', async () => {
    const fake = withPipelines(names(50));
    await dora(fake.deps, scheduled(), always);
    const first = await fake.runs.runs.chunk(SIX, 0);
    const next = SIX + DAY_MS;
    const pipelines = names(50).map((name) => ({ name, version: 1 }));
    fake.runs.plans.set(next, { begunAt: next, chunkSize: 25, pipelines });
    await fake.runs.runs.writeChunk(next, 0, first ?? { samples: [], unread: [] });
    fake.points.length = 0;
    fake.clock.now = next + 20 * HOUR_MS;
    const late = { at: next, place: {}, chunk: 1, tries: 3, waits: 0 };
    await dora(fake.deps, { Records: [{ body: JSON.stringify(late) }] }, always);

    expect(fake.points.filter(({ name }) => name === 'DeploymentFrequency')).toHaveLength(26);
  });
});
