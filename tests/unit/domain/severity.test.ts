import { expect, it } from 'vitest';
import { severityOf } from '../../../shared/domain/severity.ts';
import { approvalFact, pipelineFact } from '../../support/facts.ts';

it.each([
  ['STARTED', 'info'],
  ['SUCCEEDED', 'info'],
  ['RESUMED', 'info'],
  ['SUPERSEDED', 'info'],
  ['CANCELED', 'info'],
  ['STOPPING', 'info'],
  ['STOPPED', 'warning'],
  ['FAILED', 'critical'],
  ['A_STATE_OF_THE_FUTURE', 'warning'],
])('%s is %s', (state, severity) => {
  expect(severityOf(pipelineFact({ state }), false)).toBe(severity);
});

it('a recovery is as urgent as the failure that it ends', () => {
  expect(severityOf(pipelineFact({ state: 'SUCCEEDED' }), true)).toBe('critical');
});

it.each([
  ['waits', 'STARTED', 'warning'],
  ['was given', 'SUCCEEDED', 'info'],
  ['was rejected', 'FAILED', 'critical'],
  ['no longer waits', 'ABANDONED', 'warning'],
])('an approval that %s is %s: %s', (_what, state, severity) => {
  expect(severityOf(approvalFact({ state }), false)).toBe(severity);
});
