import { describe, expect, it } from 'vitest';
import { headlineOf } from '../../../../shared/domain/report/headline.ts';
import { approvalFact, pipelineFact } from '../../../support/facts.ts';

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
    expect(headlineOf(pipelineFact({ state }), false)).toEqual({ headline, emoji });
  });

  it('a success that ends failures is a recovery', () => {
    expect(headlineOf(pipelineFact({ state: 'SUCCEEDED' }), true).headline).toBe('recovered');
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
    expect(headlineOf(approvalFact({ state }), false)).toEqual({ headline, emoji });
  });
});
