import { describe, expect, it } from 'vitest';
import type { Figures } from '../../../../../shared/domain/dora/figures.ts';
import { digestOf } from '../../../../../shared/domain/dora/report/digest.ts';
import type { Digest } from '../../../../../shared/domain/dora/report/report.ts';
import { better, busy, figures, occasion } from '../../../../support/dora-reports.ts';

function contentOf(
  pipelines: Parameters<typeof digestOf>[0]['pipelines'],
  watched = pipelines.length,
  unfinished: readonly string[] = [],
  unread: readonly string[] = [],
): Digest {
  const { content } = digestOf({ pipelines, watched, unread, unfinished }, occasion);
  if (content.event !== 'digest') throw new Error('no digest');
  return content;
}

const named = (pipeline: string, current: Partial<Figures> = {}) => ({ pipeline, current: figures(current) });
const measure = (content: Digest, name: string) => content.fleet.measures.find((it) => it.name === name);

describe('a digest', () => {
  it('has the five figures of the fleet, against the period before, with their bands', () => {
    const { fleet } = contentOf([{ pipeline: 'a', current: busy, previous: better }, named('b')]);

    expect(fleet.measures).toEqual([
      { name: 'DeploymentFrequency', unit: 'Count', value: 1, previous: 15 / 7, band: 'elite' },
      { name: 'LeadTimeForChanges', unit: 'Seconds', value: 16_200, previous: 6300, band: 'elite' },
      { name: 'ChangeFailureRate', unit: 'Percent', value: 40, previous: 6.25, band: 'low' },
      { name: 'FailedDeploymentRecoveryTime', unit: 'Seconds', value: 5100, previous: 1800, band: 'high' },
      { name: 'DeploymentReworkRate', unit: 'Percent', value: 200 / 7, previous: 0 },
    ]);
  });

  it('has what is reported beside them', () => {
    expect(contentOf([{ pipeline: 'a', current: busy }]).fleet).toMatchObject({
      successful: 7,
      failed: 4,
      healed: 1,
      openFailures: 1,
      revisionsWithoutTime: 2,
      retries: { started: 3, healed: 2 },
      runs: { p50: 900, p90: 1500 },
      builds: { p50: 340, p90: 420 },
    });
  });

  it('pools the fleet: sums over sums, medians over all samples', () => {
    const content = contentOf([
      named('a', { deployments: 10, failed: 1, leadTimes: [10, 20, 30] }),
      named('b', { deployments: 2, failed: 2, leadTimes: [100] }),
    ]);

    expect(measure(content, 'ChangeFailureRate')).toMatchObject({ value: 25 });
    expect(measure(content, 'LeadTimeForChanges')).toMatchObject({ value: 25 });
    expect(measure(content, 'LeadTimeForChanges')).not.toHaveProperty('previous');
  });

  it('lists the most failures first, then the most deployments, then by name, and how many there are beside', () => {
    const many = Array.from({ length: 9 }, (_, index) => named(`p${index}`));
    const { pipelines } = contentOf([
      ...many.toReversed(),
      named('active', { deployments: 9 }),
      named('failing', { deployments: 2, failed: 1 }),
    ]);

    expect(pipelines.shown.map(({ pipeline }) => pipeline)).toEqual([
      'failing',
      'active',
      'p0',
      'p1',
      'p2',
      'p3',
      'p4',
      'p5',
    ]);
    expect(pipelines.more).toBe(3);
  });

  it('says which stages failed most, and why where the ledger knows it', () => {
    const failures = (
      stage: string,
      ...kinds: readonly ('network' | 'test' | 'dns' | 'disk' | undefined)[]
    ) => kinds.map((kind, index) => ({ executionId: `${index}`, stage, ...(kind && { kind }) }));
    const { failedStages } = contentOf([
      named('a', {
        failedStages: [
          ...failures('Test', 'test', 'test', 'network', 'dns', 'disk'),
          ...failures('Live', undefined),
        ],
      }),
      named('b', {
        failedStages: [
          ...failures('Live', 'network'),
          ...failures('Build', 'dns', 'test'),
          ...failures('Docs', 'dns'),
        ],
      }),
    ]);

    expect(failedStages).toEqual([
      {
        stage: 'Test',
        count: 5,
        kinds: [
          { kind: 'test', count: 2 },
          { kind: 'disk', count: 1 },
          { kind: 'dns', count: 1 },
        ],
      },
      {
        stage: 'Build',
        count: 2,
        kinds: [
          { kind: 'dns', count: 1 },
          { kind: 'test', count: 1 },
        ],
      },
      { stage: 'Live', count: 2, kinds: [{ kind: 'network', count: 1 }] },
    ]);
  });

  it('says how far the history has been read, as long as it is not complete', () => {
    const unfinished = ['g', 'f', 'e', 'd', 'c', 'b', 'a'];

    expect(contentOf([named('a')])).not.toHaveProperty('fill');
    expect(contentOf([named('a')], 3).fill).toEqual({
      complete: 1,
      of: 3,
      unread: { shown: [], more: 0 },
      unfinished: { shown: [], more: 0 },
    });
    expect(contentOf([named('a')], 3, [], ['c', 'b']).fill?.unread).toEqual({ shown: ['b', 'c'], more: 0 });
    expect(contentOf([named('a')], 1, unfinished).fill?.unfinished).toEqual({
      shown: ['a', 'b', 'c', 'd', 'e'],
      more: 2,
    });
  });

  it('has a mark in place of a name of which nothing can be seen', () => {
    const { pipelines } = contentOf([named('\u200B'), named(' ')]);

    expect(pipelines.shown.map(({ pipeline }) => pipeline)).toEqual(['?', '?']);
  });

  it('takes no control characters from names', () => {
    const { pipelines, failedStages } = contentOf([
      named('a\u202Eb\n', { failedStages: [{ executionId: 'x', stage: 'L\u0007ive' }] }),
    ]);

    expect(pipelines.shown[0]?.pipeline).toBe('ab');
    expect(failedStages[0]?.stage).toBe('L ive');
  });

  it('of no pipelines has no data', () => {
    expect(contentOf([]).fleet.measures.flatMap(({ value }) => value ?? [])).toEqual([]);
  });
});
