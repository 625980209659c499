import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dora } from '../../../../functions/dora/dora.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { DAY_MS, HOUR_MS } from '../../../../shared/domain/dora/window.ts';
import { ServiceError } from '../../../../shared/domain/lookup.ts';
import { fakeDora } from '../../../support/fake-dora.ts';
import { B, failed, ok, WEEK } from '../../domain/dora/story.ts';

type Fake = ReturnType<typeof fakeDora>;

/** Monday 9 March 2026, six o'clock. */
const SIX = WEEK.to + 6 * HOUR_MS;
const MINUTES = 60_000;
const scheduled = (at = SIX) => ({
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date(at).toISOString(),
  resources: ['arn:aws:scheduler:eu-west-1:111122223333:schedule/default/pipewatch'],
  detail: '{}',
});
const G = ok('G', 'Mon 09:00', 'Mon 09:10-09:20', { carries: ['g@Mon 08:00'] });
const F = failed('F', 'Tue 09:00', 'Tue 09:10-09:20');
const denied = new ServiceError(
  'codepipeline:ListPipelineExecutions',
  'AccessDeniedException',
  'denied',
  undefined,
);

/** Pipelines with the same little history. */
function withPipelines(
  names: readonly string[],
  executions: readonly PastExecution[] = [B, G],
  settings = {},
) {
  const fake = fakeDora(SIX, settings);
  for (const name of names) fake.service.pipelines.set(name, { executions });
  return fake;
}
const names = (count: number) => Array.from({ length: count }, (_, n) => `p${String(n).padStart(3, '0')}`);
const always = () => 15 * MINUTES;
const valuesOf = ({ points }: Fake, pipeline: string) =>
  Object.fromEntries(points.filter((it) => it.pipeline === pipeline).map(({ name, value }) => [name, value]));
/** Messages of the queue are handed back until there are none. */
async function playQueue(fake: Fake, remainingMs: () => number) {
  for (let n = 0; fake.queue.length > 0; n++) {
    if (n > 300) throw new Error('the run does not end');
    const [next] = fake.queue.splice(0, 1);
    fake.clock.now += (next?.delaySeconds ?? 0) * 1000;
    const record = { messageId: 'm', eventSource: 'aws:sqs', body: JSON.stringify(next) };
    await dora(fake.deps, { Records: [record] }, remainingMs);
  }
}

describe('a run', () => {
  it('publishes the metrics of each pipeline and of all at the scheduled time', async () => {
    const fake = withPipelines(['billing', 'checkout']);
    fake.service.pipelines.set('checkout', { executions: [B, G, F] });
    await dora(fake.deps, scheduled(), always);

    expect(new Set(fake.points.map(({ at }) => at))).toEqual(new Set([SIX]));
    expect(valuesOf(fake, 'checkout')).toEqual({
      DeploymentFrequency: 1 / 7,
      ChangeFailureRate: 50,
      SuccessfulDeployments: 1,
      FailedDeployments: 1,
      LeadTimeForChanges: 4800,
      DeploymentReworkRate: 0,
      AutomaticRetries: 0,
      HealedByRetry: 0,
    });
    expect(valuesOf(fake, 'ALL')).toMatchObject({
      DeploymentFrequency: 2 / 7,
      ChangeFailureRate: 100 / 3,
      PipelinesAboveFailureThreshold: 0,
    });
    expect(fake.health).toEqual(['published']);
  });

  it('takes what retry did from the ledger, by day, and why stages failed', async () => {
    const fake = withPipelines(['checkout'], [B, G, F]);
    fake.retries.set('checkout 2026-03-02', { started: 2, healed: 1 });
    fake.retries.set('checkout 2026-03-08', { started: 1, healed: 0 });
    fake.retries.set('checkout 2026-03-09', { started: 9, healed: 9 });
    fake.causes.set('F', 'network');
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'checkout')).toMatchObject({ AutomaticRetries: 3, HealedByRetry: 1 });
    expect(fake.publisher.messages[0]?.bodies.email).toContain('network');
  });

  it('goes without what the ledger says where it is out of reach', async () => {
    const fake = withPipelines(['checkout'], [B, G, F]);
    fake.ledger.reachable = false;
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'checkout')).toMatchObject({ FailedDeployments: 1 });
    expect(valuesOf(fake, 'checkout')).not.toHaveProperty('AutomaticRetries');
    expect(fake.log.codes().filter((it) => it === 'RETRY_COUNTS_UNKNOWN')).toHaveLength(2);
  });

  it('leaves retries out where nothing is retried', async () => {
    const fake = withPipelines(['checkout'], [B, G], { retry: { enabled: false } });
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'checkout')).not.toHaveProperty('AutomaticRetries');
  });

  it('is about watched pipelines, and about none that is named like all of them', async () => {
    const fake = withPipelines(['checkout', 'ALL', 'old-one'], [B, G], { pipelines: { exclude: ['old-*'] } });
    await dora(fake.deps, scheduled(), always);

    expect(fake.points.filter(({ name }) => name === 'DeploymentFrequency').map((it) => it.pipeline)).toEqual(
      ['checkout', 'ALL'],
    );
    expect(fake.log.codes()).toContain('PIPELINE_NAMED_AS_FLEET');
  });

  it('names a pipeline whose look-back is unfinished, and publishes it', async () => {
    const daily = Array.from({ length: 250 }, (_, n) => ({
      ...F,
      id: `f${n}`,
      startedAt: F.startedAt - n * DAY_MS,
      updatedAt: F.updatedAt - n * DAY_MS,
      attempts: [],
    }));
    const fake = withPipelines(['checkout'], daily);
    await dora(fake.deps, scheduled(), always);

    expect(fake.log.lines).toContainEqual({
      level: 'warn',
      code: 'LOOK_BACK_UNFINISHED',
      fields: { pipeline: 'checkout' },
    });
    expect(valuesOf(fake, 'checkout')).toMatchObject({ DeploymentFrequency: 0 });
  });

  it('takes the configured production stage', async () => {
    const settings = { dora: { productionStage: { 'check*': 'Build' } } };
    const fake = withPipelines(['checkout'], [B, G], settings);
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'checkout')).toMatchObject({ SuccessfulDeployments: 0 });
  });

  it('takes a window of as many days as are configured', async () => {
    const fake = withPipelines(['checkout'], [B, G], { dora: { windowDays: 14 } });
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'checkout')).toMatchObject({ SuccessfulDeployments: 2 });
  });

  it('knows the recorded events of a rule and of the scheduler', async () => {
    for (const file of ['daily', 'daily-by-rule']) {
      const event: unknown = JSON.parse(
        readFileSync(new URL(`../../../../events/schedule/${file}.json`, import.meta.url), 'utf8'),
      );
      const fake = withPipelines(['checkout']);
      await dora(fake.deps, event, always);

      expect(fake.points[0]?.at).toBe(Date.parse('2026-11-30T06:00:00Z'));
    }
  });

  it.each([
    [{}, 'detail-type is missing'],
    [{ 'detail-type': 'Scheduled Event' }, 'time is missing'],
    [
      { ...scheduled(), 'detail-type': 'CodeBuild Build State Change' },
      'detail-type is not that of a schedule',
    ],
    [{ at: 'now', chunk: 0 }, 'at is missing or not of the expected kind'],
  ])('refuses what it does not understand: %j', async (event, message) => {
    await expect(dora(withPipelines([]).deps, event, always)).rejects.toThrow(message);
  });
});

describe('one pipeline', () => {
  it.each([
    ['denied', { executions: [], fault: denied }, 'denied', 'AccessDeniedException'],
    ['without stages', { executions: [], stages: [] }, 'failed', 'NoStages'],
    [
      'answered with what nobody expects',
      { executions: [undefined as unknown as PastExecution] },
      'failed',
      'TypeError',
    ],
  ])('that is %s keeps no other from being published, and is named', async (_, broken, reason, code) => {
    const fake = withPipelines(['a', 'b', 'c']);
    fake.service.pipelines.set('b', broken);
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'a')).toEqual(valuesOf(fake, 'c'));
    expect(valuesOf(fake, 'b')).toEqual({});
    expect(valuesOf(fake, 'ALL')).toMatchObject({ SuccessfulDeployments: 2 });
    expect(fake.log.lines).toContainEqual({
      level: 'warn',
      code: 'PIPELINE_UNREAD',
      fields: { pipeline: 'b', reason, code },
    });
    expect(fake.health).toEqual([reason, 'published']);
  });

  it('that is gone is named too', async () => {
    const fake = withPipelines(['a']);
    fake.runs.plans.set(SIX, {
      begunAt: SIX,
      chunkSize: 25,
      pipelines: [
        { name: 'a', version: 1 },
        { name: 'gone', version: 1 },
      ],
    });
    await dora(fake.deps, scheduled(), always);

    expect(fake.health).toEqual(['gone', 'published']);
  });

  it('is an error only if nothing could be read', async () => {
    const fake = withPipelines([]);
    fake.service.pipelines.set('a', { executions: [], fault: denied });

    await expect(dora(fake.deps, scheduled(), always)).rejects.toThrow('no pipeline could be read');
    fake.service.pipelines.set('a', { executions: [B, G] });
    await dora(fake.deps, scheduled(), always);
    expect(valuesOf(fake, 'a')).toMatchObject({ SuccessfulDeployments: 1 });
  });

  it('is no error where there is none', async () => {
    const fake = withPipelines([]);
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'ALL')).toMatchObject({ SuccessfulDeployments: 0 });
  });
});

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
    await inPieces(fake, 40);

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
