import fc from 'fast-check';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { alarmResources } from '../../../infra/alarms.js';
import { costOf, sumOf } from '../../../local/cost-model.ts';
import { costPage } from '../../../local/cost-page.ts';
import { WORDS } from '../../../local/cost-words.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { read } from './pages.ts';

const ACTIVITY = { runsPerDay: 20, failed: 10, addresses: 2, deploymentsPerRun: 1 };

describe.each([
  ['en', 'docs/cost.md'],
  ['zh-CN', 'docs/cost.zh-CN.md'],
] as const)('the page on costs in %s', (language, file) => {
  it('is what the script makes', async () => {
    const options = await resolveConfig(file);

    expect(read(file)).toBe(await format(costPage(language, ACTIVITY), { ...options, parser: 'markdown' }));
  });

  it('says of each item what it is and what to switch off', () => {
    const ids = costOf({ pipelines: 1, ...ACTIVITY }).map(({ id }) => id);

    expect(Object.keys(WORDS[language].items).sort()).toEqual([...ids].sort());
    for (const id of ids) for (const word of WORDS[language].items[id] ?? []) expect(word).not.toBe('');
  });

  it('says that dora.enabled turns off what is by far the most, and two alarms of one metric each', () => {
    const { 'dora-metrics': metrics = [], alarms = [] } = WORDS[language].items;
    const alarmsWith = (config: object) =>
      Object.values(alarmResources(readConfiguration(config), 'pipewatch-prod')).length;

    expect(metrics[2]).toContain('`dora.enabled: false`');
    expect(alarms[2]).toContain('`dora.enabled: false`');
    expect(alarmsWith({}) - alarmsWith({ dora: { enabled: false } })).toBe(2);
  });
});

describe('a month', () => {
  it('of 100 pipelines with 20 runs a day costs less than a dollar for what runs', () => {
    expect(sumOf(costOf({ pipelines: 100, ...ACTIVITY }), 'core')).toBeLessThan(1);
  });

  it('has the deployments of CodeDeploy beside that, and none where there are none', () => {
    const deployed = (deploymentsPerRun: number) => {
      const items = costOf({ pipelines: 100, ...ACTIVITY, deploymentsPerRun });
      return { core: sumOf(items, 'core'), deployments: sumOf(items, 'deployments') };
    };

    expect(deployed(0)).toEqual({ core: deployed(1).core, deployments: 0 });
    // 60,833 calls of 0.3 s at 512 MB, with two writes each.
    expect(deployed(1).deployments).toBeGreaterThan(0.2);
    expect(deployed(2).deployments).toBeCloseTo(2 * deployed(1).deployments, 10);
  });

  it('never costs less with more pipelines, runs, failures, addresses or deployments', () => {
    const count = fc.nat(200);
    fc.assert(
      fc.property(
        count,
        count,
        fc.nat(50),
        count,
        count,
        fc.constantFrom('pipelines', 'runsPerDay', 'failed', 'addresses', 'deploymentsPerRun'),
        (pipelines, runsPerDay, failed, addresses, deploymentsPerRun, more) => {
          const activity = { pipelines, runsPerDay, failed, addresses, deploymentsPerRun };
          expect(sumOf(costOf({ ...activity, [more]: activity[more] + 1 }))).toBeGreaterThanOrEqual(
            sumOf(costOf(activity)),
          );
        },
      ),
    );
  });

  it('counts as many metrics of alarms as the alarms of three functions stand on', () => {
    const alarms = alarmResources(readConfiguration({}), 'pipewatch-prod');
    const metrics = Object.values(alarms).map(({ Properties }) => {
      const { Metrics } = Properties as { Metrics?: readonly { MetricStat?: object }[] };
      return Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;
    });

    expect(costOf({ pipelines: 1, ...ACTIVITY }).find(({ id }) => id === 'alarms')?.quantity).toBe(
      metrics.reduce((sum, count) => sum + count, 0),
    );
  });
});
