import { describe, expect, it } from 'vitest';
import { documentBody } from '../../../../shared/domain/message/document.ts';
import type { Retry } from '../../../../shared/domain/report/retry.ts';
import { AT, RUN } from '../../../support/facts.ts';
import { fullReport, report } from '../../../support/reports.ts';

const read = (it: typeof fullReport) =>
  JSON.parse(documentBody(it, '[checkout-pipeline] FAILED', '❌ checkout-pipeline failed')) as Record<
    string,
    unknown
  >;

describe('the document for queues and functions', () => {
  it('is version 1, and says what every report says', () => {
    expect(read(report())).toEqual({
      version: 1,
      source: 'pipewatch',
      kind: 'pipeline',
      pipeline: 'checkout-pipeline',
      state: 'FAILED',
      severity: 'critical',
      event: 'failed',
      needsPerson: true,
      runId: RUN,
      occurredAt: '2026-11-23T10:00:00.000Z',
      partition: 'aws',
      region: 'eu-west-1',
      account: '111122223333',
      subject: '[checkout-pipeline] FAILED',
      text: '❌ checkout-pipeline failed',
      failedActions: [],
      moreFailedActions: 0,
      changes: [],
      links: {},
      missing: [],
    });
  });

  it('has what is known beside it: times in ISO 8601, durations in seconds, links by where they lead', () => {
    expect(read({ ...fullReport, durationMs: 272_400 })).toMatchObject({
      stage: 'Build',
      failedActions: [{ action: 'Compile', category: 'Build', code: 'JobFailed' }],
      next: { step: 'retry-stage' },
      changes: [{ title: 'Upgrade the base image', author: 'Li Wei' }],
      failing: {
        since: '2026-11-23T09:53:00.000Z',
        inARow: 2,
        orMore: false,
        lastSuccess: '2026-11-23T09:00:00.000Z',
      },
      durationSeconds: 272,
      attempt: 1,
      trigger: { type: 'Push' },
      owner: 'team-checkout',
      links: { execution: 'https://example.com/run', commit: 'https://example.com/commit' },
    });
  });

  it('leaves out a success that nobody knows of', () => {
    expect(read(report({ failing: { since: AT, inARow: 1, orMore: false } }))['failing']).toEqual({
      since: '2026-11-23T10:00:00.000Z',
      inARow: 1,
      orMore: false,
    });
  });

  it('says what a recovery ends', () => {
    expect(read(report({ recovery: { failures: 3, orMore: true, durationMs: 90_499 } }))['recovery']).toEqual(
      {
        failures: 3,
        orMore: true,
        durationSeconds: 90,
      },
    );
  });

  it("names an action's page, but never the id that only we use", () => {
    const result = { url: 'https://example.com/build', externalId: 'image-scan:4d7e1f90' };
    const text = JSON.stringify(read(report({ failedActions: [{ action: 'Compile', result }] })));

    expect(text).toContain(result.url);
    expect(text).not.toContain(result.externalId);
  });

  it.each<[Retry, object]>([
    [
      { do: 'planned', slot: 1, of: 2, at: AT, inMs: 5, reason: 'outage' },
      { do: 'planned', slot: 1, of: 2, at: '2026-11-23T10:00:00.000Z', reason: 'outage' },
    ],
    [
      { do: 'healed', slot: 2, of: 2, stage: 'Build', durationMs: 480_400 },
      { do: 'healed', slot: 2, of: 2, stage: 'Build', durationSeconds: 480 },
    ],
    [
      { do: 'stop', reason: 'permanent' },
      { do: 'stop', reason: 'permanent' },
    ],
  ])('says what becomes of retries: %o', (retry, said) => {
    expect(read(report({ retry }))['retry']).toEqual(said);
  });
});
