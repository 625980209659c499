import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../../../shared/domain/dora/figures.ts';
import { mostWorsened, worseByHalf } from '../../../../../shared/domain/dora/report/worsening.ts';
import { DAY_MS } from '../../../../../shared/domain/dora/window.ts';
import { better, busy, figures, occasion } from '../../../../support/dora-reports.ts';

const { window } = occasion;
const builds = (seconds: number, count = 5) => figures({ buildSeconds: Array<number>(count).fill(seconds) });
const deployments = (successful: number) => figures({ successful });
const namesOf = (current: Figures, previous: Figures | undefined, told = {}) =>
  worseByHalf({ pipeline: 'a', current, ...(previous && { previous }) }, told, window).map(
    ({ name }) => name,
  );

describe('what got worse by half', () => {
  it('is a median build that takes half as long again, and a minute more', () => {
    expect(namesOf(builds(300), builds(200))).toEqual(['BuildTime']);
    expect(namesOf(builds(299), builds(200))).toEqual([]);
    expect(namesOf(builds(179), builds(119.5))).toEqual([]);
    expect(namesOf(builds(60), builds(1))).toEqual([]);
    expect(namesOf(builds(100), builds(40))).toEqual(['BuildTime']);
    expect(namesOf(builds(200), builds(300))).toEqual([]);
  });

  it('is no build time of a few builds', () => {
    expect(namesOf(builds(300, 4), builds(200))).toEqual([]);
    expect(namesOf(builds(300), builds(200, 4))).toEqual([]);
    expect(namesOf(builds(300, 0), builds(200))).toEqual([]);
  });

  it('is half as many deployments, or none any more', () => {
    expect(namesOf(deployments(2), deployments(4))).toEqual(['DeploymentFrequency']);
    expect(namesOf(deployments(0), deployments(4))).toEqual(['DeploymentFrequency']);
    expect(namesOf(deployments(3), deployments(4))).toEqual([]);
    expect(namesOf(deployments(1), deployments(3))).toEqual([]);
    expect(namesOf(deployments(8), deployments(4))).toEqual([]);
  });

  it('is nothing where the period before is not known', () => {
    expect(namesOf(deployments(0), undefined)).toEqual([]);
  });

  it('is told once in a period, each by itself', () => {
    const lately = window.to - 7 * DAY_MS;

    expect(namesOf(busy, better)).toEqual(['BuildTime', 'DeploymentFrequency']);
    expect(namesOf(busy, better, { BuildTime: lately + DAY_MS })).toEqual(['DeploymentFrequency']);
    expect(namesOf(busy, better, { BuildTime: lately, DeploymentFrequency: window.to })).toEqual([
      'BuildTime',
    ]);
  });

  it('says what it was and what it is', () => {
    expect(worseByHalf({ pipeline: 'a', current: busy, previous: better }, {}, window)[0]).toEqual({
      pipeline: 'a',
      name: 'BuildTime',
      unit: 'Seconds',
      value: 340,
      previous: 210,
    });
  });
});

describe('what got most worse', () => {
  const changed = (pipeline: string, current: Partial<Figures>, previous: Partial<Figures>) => ({
    pipeline,
    current: figures(current),
    previous: figures(previous),
  });

  it('is put in order whatever the unit, and cut', () => {
    const worst = mostWorsened(
      [
        changed('hour', { leadTimes: [7200] }, { leadTimes: [0] }),
        changed('rate', { deployments: 10, failed: 9 }, { deployments: 10, failed: 0 }),
        changed('rare', { successful: 0 }, { successful: 70 }),
        changed('slow', { buildSeconds: [240] }, { buildSeconds: [60] }),
      ],
      3,
    );

    expect(worst.map(({ pipeline, name }) => [pipeline, name])).toEqual([
      ['rare', 'DeploymentFrequency'],
      ['rate', 'ChangeFailureRate'],
      ['hour', 'LeadTimeForChanges'],
    ]);
  });

  it('is nothing that got better, stayed the same, changed a little or has no data', () => {
    expect(
      mostWorsened(
        [
          changed('better', { recoveries: [60], successful: 8 }, { recoveries: [6000], successful: 2 }),
          changed('same', { leadTimes: [10] }, { leadTimes: [10] }),
          changed('little', { leadTimes: [3900] }, { leadTimes: [3600] }),
          changed('new', { leadTimes: [90_000] }, {}),
          changed('gone', {}, { leadTimes: [90_000] }),
          { pipeline: 'unknown', current: busy },
        ],
        3,
      ),
    ).toEqual([]);
  });

  it('is in the order of names where two got worse alike', () => {
    const alike = ['b', 'a', 'c'].map((name) => changed(name, { leadTimes: [9000] }, { leadTimes: [60] }));

    expect(mostWorsened(alike, 3).map(({ pipeline }) => pipeline)).toEqual(['a', 'b', 'c']);
  });
});
