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
  expect(severityOf(pipelineFact({ state }))).toBe(severity);
});

it('a recovery is as urgent as the failure that it ends', () => {
  const success = pipelineFact({ state: 'SUCCEEDED' });

  expect(severityOf(success, 'critical')).toBe('critical');
  expect(severityOf(success, 'warning')).toBe('warning');
});

it.each([
  ['waits', 'STARTED', 'warning'],
  ['was given', 'SUCCEEDED', 'info'],
  ['was rejected', 'FAILED', 'critical'],
  ['no longer waits', 'ABANDONED', 'warning'],
])('an approval that %s is %s: %s', (_what, state, severity) => {
  expect(severityOf(approvalFact({ state }))).toBe(severity);
});

it.each([
  ['nothing is known of', undefined, false, 'critical'],
  ['nobody recognised', { class: 'unknown', kind: 'unknown' }, false, 'critical'],
  ['a person has to mend', { class: 'permanent', kind: 'test' }, false, 'critical'],
  ['should pass, before anything was deployed', { class: 'transient', kind: 'network' }, false, 'warning'],
  ['should pass, in a deployment', { class: 'transient', kind: 'network' }, true, 'critical'],
  ['is a rejection', { class: 'permanent', kind: 'approval-rejected' }, false, 'warning'],
  ["is a person's stop, in a deployment", { class: 'permanent', kind: 'stopped' }, true, 'warning'],
] as const)('a failure that %s: %o, deploying %s, is %s', (_what, cause, deploys, severity) => {
  expect(severityOf(pipelineFact({ state: 'FAILED' }), undefined, { cause, deploys })).toBe(severity);
});
