import { describe, expect, it } from 'vitest';
import { breakerPolicyOf, policyFor } from '../../../../shared/domain/retry/policy.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import { MINUTE } from '../../../support/facts.ts';
import { policyOf, run } from './given.ts';

const policyIn = (config: object, pipeline = run.pipeline, stage = run.stage) =>
  policyFor(readConfiguration(config), { pipeline, stage });

describe('the policy of a stage', () => {
  it('is, by default, what config.yml says for all, in milliseconds', () => {
    expect(policyIn({})).toEqual({
      enabled: true,
      excluded: false,
      mode: 'FAILED_ACTIONS',
      retries: { transient: 2, unknown: 1, permanent: 0 },
      delaysMs: {
        'registry-rate-limit': [5 * MINUTE, 15 * MINUTE],
        network: [MINUTE, 3 * MINUTE],
        dns: [MINUTE, 3 * MINUTE],
        'aws-throttling': [2 * MINUTE, 5 * MINUTE],
        'aws-internal': [2 * MINUTE, 10 * MINUTE],
        capacity: [5 * MINUTE, 15 * MINUTE],
        timeout: [MINUTE, 5 * MINUTE],
        conflict: [2 * MINUTE, 5 * MINUTE],
      },
      defaultDelaysMs: [MINUTE, 5 * MINUTE],
      maxADay: 10,
      maxARevision: 3,
      maxAgeMs: 120 * MINUTE,
      production: false,
      productionStage: undefined,
      whenExhausted: 'notify',
    });
  });

  it('takes every key of an override that matches', () => {
    const override = {
      pipeline: 'checkout-*',
      stage: 'Build',
      enabled: false,
      mode: 'ALL_ACTIONS',
      retries: { transient: 1, unknown: 0, permanent: 2 },
      delayMinutes: { network: [2], memory: [4], default: [7] },
      maxPerDay: 4,
      maxPerRevision: 2,
      maxAgeMinutes: 60,
      production: true,
      productionStage: 'Live',
      whenExhausted: 'rollback',
    };

    expect(policyOf({ overrides: [override] })).toMatchObject({
      enabled: false,
      mode: 'ALL_ACTIONS',
      retries: { transient: 1, unknown: 0, permanent: 2 },
      delaysMs: { network: [2 * MINUTE], memory: [4 * MINUTE], dns: [MINUTE, 3 * MINUTE] },
      defaultDelaysMs: [7 * MINUTE],
      maxADay: 4,
      maxARevision: 2,
      maxAgeMs: 60 * MINUTE,
      production: true,
      productionStage: 'Live',
      whenExhausted: 'rollback',
    });
  });

  it.each([
    ['the pipeline', { pipeline: 'checkout-*' }, 1],
    ['the stage', { stage: 'B*d' }, 1],
    ['both', { pipeline: 'checkout-pipeline', stage: 'Build' }, 1],
    ['another pipeline', { pipeline: 'billing', stage: 'Build' }, 10],
    ['another stage', { pipeline: 'checkout-*', stage: 'Live' }, 10],
  ])('is overridden by what matches both patterns: %s', (_what, patterns, maxADay) => {
    expect(policyOf({ overrides: [{ ...patterns, maxPerDay: 1 }] }).maxADay).toBe(maxADay);
  });

  it('is what the last override says, key by key', () => {
    const overrides = [
      { pipeline: '*', retries: { transient: 5, unknown: 5 }, delayMinutes: { dns: [9] }, maxPerDay: 1 },
      { stage: 'Build', retries: { unknown: 3 }, maxPerRevision: 1 },
      { stage: 'Live', retries: { unknown: 4 } },
    ];

    expect(policyOf({ overrides })).toMatchObject({
      retries: { transient: 5, unknown: 3, permanent: 0 },
      delaysMs: { dns: [9 * MINUTE], network: [MINUTE, 3 * MINUTE] },
      maxADay: 1,
      maxARevision: 1,
    });
  });

  it('does not take a missing value for an override', () => {
    const settings = readConfiguration({ retry: { overrides: [{ stage: 'Build' }] } });
    const overrides = [{ stage: 'Build', maxPerDay: undefined, retries: { unknown: undefined } }];

    expect(policyFor({ ...settings, retry: { ...settings.retry, overrides } }, run)).toEqual(policyOf());
  });

  it.each([
    ['it is excluded from retries', { retry: { exclude: ['billing', 'checkout-*'] } }, true],
    ['it is not watched', { pipelines: { include: ['billing'] } }, true],
    ['another one is excluded', { retry: { exclude: ['billing'] } }, false],
  ])('says whether the pipeline is left out: %s', (_what, config, excluded) => {
    expect(policyIn(config).excluded).toBe(excluded);
  });
});

it('the policy of the breaker is one for all', () => {
  const outage = { pipelines: 7, windowMinutes: 20, pauseMinutes: 30 };

  expect(breakerPolicyOf(readConfiguration({}))).toEqual({
    pipelines: 5,
    windowMs: 10 * MINUTE,
    pauseMs: 15 * MINUTE,
  });
  expect(breakerPolicyOf(readConfiguration({ retry: { outage } }))).toEqual({
    pipelines: 7,
    windowMs: 20 * MINUTE,
    pauseMs: 30 * MINUTE,
  });
});
