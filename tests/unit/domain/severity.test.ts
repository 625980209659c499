import { expect, it } from 'vitest';
import type { Cause } from '../../../shared/domain/diagnosis/cause.ts';
import type { Retry } from '../../../shared/domain/report/retry.ts';
import { STOP_REASONS } from '../../../shared/domain/retry/decision.ts';
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

const network: Cause = { class: 'transient', kind: 'network' };
const test: Cause = { class: 'permanent', kind: 'test' };
const severityOfFailure = (failure: Parameters<typeof severityOf>[2]) =>
  severityOf(pipelineFact({ state: 'FAILED' }), undefined, failure);

it.each([
  ['nothing is known of', undefined, false, 'critical'],
  ['nobody recognised', { class: 'unknown', kind: 'unknown' }, false, 'critical'],
  ['a person has to mend', test, false, 'critical'],
  ['should pass, before anything was deployed', network, false, 'warning'],
  ['should pass, in a deployment', network, true, 'critical'],
  ['is a rejection', { class: 'permanent', kind: 'approval-rejected' }, false, 'warning'],
  ["is a person's stop, in a deployment", { class: 'permanent', kind: 'stopped' }, true, 'warning'],
] as const)(
  'while nobody knows whether it is retried, a failure that %s: %o, deploying %s, is %s',
  (_what, cause, deploys, severity) => {
    for (const retry of [undefined, { do: 'deciding' }, { do: 'unread' }] as const)
      expect(severityOfFailure({ cause, deploys, retry })).toBe(severity);
  },
);

it.each<Retry>([
  { do: 'planned', slot: 1, of: 2, at: 0, reason: 'delay' },
  { do: 'starting', slot: 1, of: 2 },
  { do: 'started', slot: 1, of: 2 },
])('a failure that is retried is a warning, whatever it is: %o', (retry) => {
  expect(severityOfFailure({ cause: test, deploys: true, retry })).toBe('warning');
});

const PEACEFUL = ['not-failed', 'not-latest', 'superseded', 'approval-rejected', 'stopped', 'native-retry'];

it.each(STOP_REASONS)('a failure that is not retried is critical, unless nobody is needed: %s', (reason) => {
  expect(severityOfFailure({ cause: network, deploys: false, retry: { do: 'stop', reason } })).toBe(
    PEACEFUL.includes(reason) ? 'warning' : 'critical',
  );
});
