import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../shared/domain/diagnosis/cause.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';

/** The faults that a section `retry` is refused with, one a line. */
function faultsOf(retry: unknown): readonly string[] {
  try {
    readConfiguration({ retry });
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const DEFAULTS = {
  enabled: true,
  mode: 'FAILED_ACTIONS',
  retries: { transient: 2, unknown: 1, permanent: 0 },
  delayMinutes: {
    'registry-rate-limit': [5, 15],
    network: [1, 3],
    dns: [1, 3],
    'aws-throttling': [2, 5],
    'aws-internal': [2, 10],
    capacity: [5, 15],
    timeout: [1, 5],
    conflict: [2, 5],
    default: [1, 5],
  },
  maxPerDay: 10,
  maxPerRevision: 3,
  maxAgeMinutes: 120,
  production: false,
  whenExhausted: 'notify',
  outage: { pipelines: 5, windowMinutes: 10, pauseMinutes: 15 },
  exclude: [],
  overrides: [],
};

describe('the section on retries', () => {
  it('that is empty means the defaults', () => {
    expect(readConfiguration({}).retry).toEqual(DEFAULTS);
    expect(readConfiguration({ retry: {} }).retry).toEqual(DEFAULTS);
  });

  it('keeps the other defaults of a section of which a part is configured', () => {
    const some = {
      retries: { unknown: 0 },
      delayMinutes: { dns: [2], memory: [9] },
      outage: { pipelines: 2 },
    };

    expect(readConfiguration({ retry: some }).retry).toMatchObject({
      retries: { transient: 2, unknown: 0, permanent: 0 },
      delayMinutes: { dns: [2], memory: [9], network: [1, 3], default: [1, 5] },
      outage: { pipelines: 2, windowMinutes: 10 },
    });
  });

  it('keeps what is configured, and is itself a configuration again', () => {
    const configured = {
      enabled: false,
      mode: 'ALL_ACTIONS',
      retries: { transient: 5, unknown: 5, permanent: 5 },
      delayMinutes: Object.fromEntries([...KINDS, 'default'].map((kind) => [kind, [1, 1, 60, 120, 120]])),
      maxPerDay: 0,
      maxPerRevision: 20,
      maxAgeMinutes: 1440,
      production: true,
      productionStage: 'Live',
      whenExhausted: 'rollback',
      outage: { pipelines: 50, windowMinutes: 60, pauseMinutes: 120 },
      exclude: ['sandbox-*'],
      overrides: [
        { pipeline: 'checkout-*', stage: 'Build', retries: { unknown: 0 } },
        { stage: 'Deploy-*', delayMinutes: { network: [7] }, mode: 'ALL_ACTIONS', whenExhausted: 'rollback' },
        {
          pipeline: 'billing',
          enabled: true,
          maxPerDay: 1,
          maxPerRevision: 1,
          maxAgeMinutes: 5,
          production: false,
          productionStage: 'Prod',
        },
      ],
    };

    const { retry } = readConfiguration({ retry: configured });
    expect(retry).toEqual(configured);
    expect(readConfiguration({ retry }).retry).toEqual(configured);
  });
});

const DELAY_KEYS = [...KINDS, 'default'].join(', ');
const OVERRIDE_KEYS =
  'pipeline, stage, enabled, mode, retries, delayMinutes, maxPerDay, maxPerRevision, maxAgeMinutes, production, productionStage, whenExhausted';

const noWhole = (from: number, to: number) =>
  `a number is not allowed; allowed: a whole number from ${from} to ${to}`;

describe('a section on retries with faults', () => {
  it.each<[string, unknown, string]>([
    [
      'a number as text',
      { maxPerDay: '3' },
      'maxPerDay: this text is not allowed; allowed: a whole number from 0 to 100',
    ],
    ['half a retry', { retries: { transient: 0.5 } }, `retries.transient: ${noWhole(0, 5)}`],
    ['too many', { retries: { unknown: 6 } }, `retries.unknown: ${noWhole(0, 5)}`],
    ['less than none', { retries: { permanent: -1 } }, `retries.permanent: ${noWhole(0, 5)}`],
    [
      'another class',
      { retries: { flaky: 1 } },
      'retries.flaky: not a known key; known here: transient, unknown, permanent',
    ],
    [
      'another kind',
      { delayMinutes: { weather: [1] } },
      `delayMinutes.weather: not a known key; known here: ${DELAY_KEYS}`,
    ],
    [
      'one delay for a list',
      { delayMinutes: { network: 5 } },
      'delayMinutes.network: a number is not allowed; allowed: a list of delays',
    ],
    [
      'no delay',
      { delayMinutes: { network: [] } },
      'delayMinutes.network: a list is not allowed; allowed: at least one delay',
    ],
    [
      'six delays',
      { delayMinutes: { default: [1, 2, 3, 4, 5, 6] } },
      'delayMinutes.default: a list is not allowed; allowed: at most 5 delays',
    ],
    ['no time at all', { delayMinutes: { dns: [0] } }, `delayMinutes.dns.0: ${noWhole(1, 120)}`],
    ['too long', { delayMinutes: { dns: [1, 121] } }, `delayMinutes.dns.1: ${noWhole(1, 120)}`],
    [
      'ever shorter',
      { delayMinutes: { dns: [3, 1] } },
      'delayMinutes.dns: a list is not allowed; allowed: the shortest delay first',
    ],
    [
      'another mode',
      { mode: 'SOME' },
      'mode: this text is not allowed; allowed: one of FAILED_ACTIONS, ALL_ACTIONS',
    ],
    [
      'another end',
      { whenExhausted: 'pray' },
      'whenExhausted: this text is not allowed; allowed: one of notify, rollback',
    ],
    [
      'a word where true or false belongs',
      { enabled: 'on' },
      'enabled: this text is not allowed; allowed: true or false',
    ],
    [
      'a production stage that none can be',
      { productionStage: 'Live*' },
      'productionStage: this text is not allowed; allowed: a stage name of letters, digits, . @ _ -',
    ],
    ['too old for a day', { maxAgeMinutes: 1441 }, `maxAgeMinutes: ${noWhole(5, 1440)}`],
    ['too much of one change', { maxPerRevision: 21 }, `maxPerRevision: ${noWhole(0, 20)}`],
    ['an outage of one pipeline', { outage: { pipelines: 1 } }, `outage.pipelines: ${noWhole(2, 50)}`],
    ['a window of no time', { outage: { windowMinutes: 0 } }, `outage.windowMinutes: ${noWhole(1, 60)}`],
    ['a short pause', { outage: { pauseMinutes: 4 } }, `outage.pauseMinutes: ${noWhole(5, 120)}`],
    [
      'an exclude that no pipeline has',
      { exclude: ['a b'] },
      'exclude.0: this text is not allowed; allowed: a pipeline name of letters, digits, . @ _ -, where * stands for anything',
    ],
    [
      'two stars',
      { exclude: ['a**'] },
      'exclude.0: this text is not allowed; allowed: a pipeline name of letters, digits, . @ _ -, where * stands for anything',
    ],
    [
      'an override for everything',
      { overrides: [{ enabled: false }] },
      'overrides.0: a mapping is not allowed; allowed: an override with a pipeline, a stage or both',
    ],
    [
      'a stage that none can be',
      { overrides: [{ stage: 'a b' }] },
      'overrides.0.stage: this text is not allowed; allowed: a stage name of letters, digits, . @ _ -, where * stands for anything',
    ],
    [
      'an override of what is one for all',
      { overrides: [{ stage: 'a', outage: {} }] },
      `overrides.0.outage: not a known key; known here: ${OVERRIDE_KEYS}`,
    ],
    [
      'a value that an override cannot have',
      { overrides: [{ stage: 'a' }, { stage: 'b', retries: { unknown: 9 } }] },
      `overrides.1.retries.unknown: ${noWhole(0, 5)}`,
    ],
  ])('names the key, the kind of its value and what is allowed: %s', (_what, retry, fault) => {
    expect(faultsOf(retry)).toEqual([`- retry.${fault}`]);
  });

  it('names every fault at once', () => {
    expect(faultsOf({ enabled: 1, retries: { transient: 9, unknown: 'x' }, overrides: [{}] })).toHaveLength(
      4,
    );
  });

  it('names the section where it is no mapping', () => {
    expect(faultsOf(false)).toEqual([
      expect.stringMatching(/^- retry: a boolean is not allowed; allowed: a mapping/u),
    ]);
  });
});
