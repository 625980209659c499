import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../../../shared/domain/dora/figures.ts';
import {
  aboveThresholdReport,
  gotWorseReport,
  standingReport,
} from '../../../../../shared/domain/dora/report/alerts.ts';
import { DAY_MS, HOUR_MS } from '../../../../../shared/domain/dora/window.ts';
import { figures, occasion } from '../../../../support/dora-reports.ts';

const { to } = occasion.window;
const worsening = (pipeline: string) =>
  ({ pipeline, name: 'BuildTime', unit: 'Seconds', value: 2, previous: 1 }) as const;
const standing = (of: Readonly<Record<string, Partial<Figures>>>) =>
  standingReport(new Map(Object.entries(of).map(([name, it]) => [name, figures(it)])), occasion);
const approval = (action: string, hours: number) => ({
  executionId: 'x',
  stage: 'Live',
  action,
  since: to - hours * HOUR_MS,
});

describe('the report of what got worse', () => {
  it('is none where nothing did', () => {
    expect(gotWorseReport([], occasion)).toBeUndefined();
  });

  it('is about its pipeline, or about all where there are several', () => {
    expect(gotWorseReport([worsening('a'), worsening('a')], occasion)).toMatchObject({
      name: 'a',
      severity: 'warning',
    });
    expect(gotWorseReport([worsening('a'), worsening('b')], occasion)).toMatchObject({ name: 'ALL' });
  });

  it('lists ten, and how many there are beside them', () => {
    const report = gotWorseReport(Array(12).fill(worsening('a')), occasion);

    expect(report?.content).toMatchObject({ worse: { more: 2 } });
  });
});

describe('the report of what stands for more than a day', () => {
  it('is none where nothing does', () => {
    expect(standing({})).toBeUndefined();
    expect(standing({ a: {} })).toBeUndefined();
    expect(
      standing({ a: { failingSince: to - DAY_MS, approvalsWaiting: [approval('A', 24)] } }),
    ).toBeUndefined();
  });

  it('has the pipelines whose runs fail, or whose production does, since the first of both', () => {
    const report = standing({
      a: { failingSince: to - DAY_MS - 1 },
      b: { failingSince: to - 5, openFailures: [{ id: 'x', since: to - 3 * DAY_MS }] },
      c: { failingSince: to - 2 * DAY_MS, openFailures: [{ id: 'x', since: to - 5 }] },
      d: { failingSince: to - 5 },
    });

    expect(report).toMatchObject({ name: 'ALL', severity: 'warning' });
    expect(report?.content).toMatchObject({
      failing: {
        shown: [
          { pipeline: 'b', since: to - 3 * DAY_MS },
          { pipeline: 'c', since: to - 2 * DAY_MS },
          { pipeline: 'a', since: to - DAY_MS - 1 },
        ],
        more: 0,
      },
      approvals: { shown: [], more: 0 },
    });
  });

  it('has the approvals that wait, the longest first, then by pipeline', () => {
    const report = standing({
      a: { approvalsWaiting: [approval('Later', 25), approval('First', 60), approval('Not yet', 23)] },
    });

    expect(report).toMatchObject({ name: 'a' });
    expect(report?.content).toMatchObject({
      approvals: { shown: [{ action: 'First', stage: 'Live', pipeline: 'a' }, { action: 'Later' }] },
    });
    const both = standing(
      Object.fromEntries(['b', 'a', 'c'].map((name) => [name, { approvalsWaiting: [approval('Go', 25)] }])),
    );
    expect(both?.content).toMatchObject({
      approvals: { shown: [{ pipeline: 'a' }, { pipeline: 'b' }, { pipeline: 'c' }] },
    });
  });
});

describe('the report of pipelines above the failure threshold', () => {
  const threshold = { rate: 20, minDeployments: 5 };

  it('names them, and the threshold', () => {
    const above = [{ pipeline: 'a', rate: 40, deployments: 10 }];

    expect(aboveThresholdReport(above, threshold, occasion)).toMatchObject({
      name: 'a',
      severity: 'warning',
      content: { event: 'above-threshold', threshold, above: { shown: above, more: 0 } },
    });
    expect(aboveThresholdReport([], threshold, occasion)).toBeUndefined();
  });
});
