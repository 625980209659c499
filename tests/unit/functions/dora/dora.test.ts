import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dora } from '../../../../functions/dora/dora.ts';
import type { PastExecution } from '../../../../shared/domain/dora/history.ts';
import { DAY_MS } from '../../../../shared/domain/dora/window.ts';
import { B } from '../../domain/dora/story.ts';
import { SIX, scheduled, G, F, denied, withPipelines, always, valuesOf } from './runs.ts';

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

  it('takes the usual stage where a pipeline has none of the configured name, and says so', async () => {
    const fake = withPipelines(['checkout'], [B, G], { dora: { productionStage: { '*': 'Prod' } } });
    await dora(fake.deps, scheduled(), always);

    expect(valuesOf(fake, 'checkout')).toMatchObject({ SuccessfulDeployments: 1 });
    expect(fake.log.lines).toContainEqual({
      level: 'warn',
      code: 'PRODUCTION_STAGE_MISSING',
      fields: { pipeline: 'checkout', stage: 'Prod' },
    });
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
    const digest = fake.publisher.messages[0]?.bodies.email ?? '';
    expect(digest).toContain('Could not be read, and left out: b\n');
    expect(digest).not.toContain('first fill');
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
