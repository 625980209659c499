import { describe, expect, it } from 'vitest';
import { headlineOf } from '../../../../shared/domain/report/headline.ts';
import { approvalFact, pipelineFact } from '../../../support/facts.ts';

const PLAIN = { recovered: false, rollback: false };

describe("a pipeline's state has a headline and a sign", () => {
  it.each([
    ['STARTED', 'started', '🚀'],
    ['SUCCEEDED', 'succeeded', '✅'],
    ['FAILED', 'failed', '❌'],
    ['CANCELED', 'canceled', '⚠️'],
    ['STOPPED', 'stopped', '⏸'],
    ['STOPPING', 'stopping', '⏸'],
    ['SUPERSEDED', 'superseded', '⚠️'],
    ['RESUMED', 'resumed', '🔁'],
    ['ABANDONED', 'abandoned', '⚠️'],
    ['A_STATE_OF_THE_FUTURE', 'unknown', '⚠️'],
  ])('%s: %s %s', (state, headline, emoji) => {
    expect(headlineOf(pipelineFact({ state }), PLAIN)).toEqual({ headline, emoji });
  });

  it.each([
    ['STARTED', 'rolling-back', '🔁'],
    ['SUCCEEDED', 'rolled-back', '🔁'],
    ['FAILED', 'rollback-failed', '❌'],
    ['STOPPED', 'stopped', '⏸'],
  ])('of a rollback, %s: %s %s', (state, headline, emoji) => {
    const fact = pipelineFact({ state });
    expect(headlineOf(fact, { recovered: true, rollback: true })).toEqual({ headline, emoji });
  });

  it('a success that ends failures is a recovery', () => {
    expect(headlineOf(pipelineFact({ state: 'SUCCEEDED' }), { ...PLAIN, recovered: true }).headline).toBe(
      'recovered',
    );
  });
});

describe("an approval's state has its own", () => {
  it.each([
    ['STARTED', 'approval-waiting', '⏸'],
    ['SUCCEEDED', 'approval-given', '✅'],
    ['FAILED', 'approval-rejected', '❌'],
    ['ABANDONED', 'approval-abandoned', '⚠️'],
    ['CANCELED', 'approval-abandoned', '⚠️'],
    ['A_STATE_OF_THE_FUTURE', 'unknown', '⚠️'],
  ])('%s: %s %s', (state, headline, emoji) => {
    expect(headlineOf(approvalFact({ state }), PLAIN)).toEqual({ headline, emoji });
  });
});
