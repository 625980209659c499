import fc from 'fast-check';
import { CLASSES, KINDS } from '../../../../shared/domain/diagnosis/cause.ts';
import { RETRY_MODES } from '../../../../shared/domain/retry/decision.ts';
import type { BreakerState, StageRecord } from '../../../../shared/domain/retry/ledger-view.ts';
import type { RetryPolicy } from '../../../../shared/domain/retry/policy.ts';
import type { Situation, StageAttempt, StageState } from '../../../../shared/domain/retry/situation.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { policyOf, run } from './given.ts';

/** Mostly the value that is nothing against a retry, so that what speaks against it is met alone and together. */
function mostly<const T, const U>(usual: T, ...others: readonly U[]): fc.Arbitrary<T | U> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const time = (minutes: number) => fc.integer({ min: AT - minutes * MINUTE, max: AT + minutes * MINUTE });
const optional = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined });

const attempt: fc.Arbitrary<StageAttempt> = fc.record({
  action: mostly('Compile', 'Lint', 'Approve'),
  category: mostly('Build', 'Approval', undefined),
  actionExecutionId: fc.constantFrom('1', '2', '3'),
  status: mostly('Failed', 'Succeeded', 'InProgress', 'Abandoned', 'Odd'),
  startedAt: time(30),
  updatedAt: time(30),
});

const stage: fc.Arbitrary<StageState> = fc.record({
  name: mostly(run.stage, 'Other'),
  executionId: mostly(run.executionId, 'other', undefined),
  status: mostly(
    'Failed',
    'InProgress',
    'Succeeded',
    'Stopped',
    'Stopping',
    'Cancelled',
    'Skipped',
    undefined,
  ),
  type: mostly('STANDARD', 'ROLLBACK', undefined),
  transitionEnabled: mostly(true, false),
  automaticRetries: mostly(0, 1),
  manualRetries: mostly(0, 1, 2, 3),
  conditionFailed: mostly(false, true),
});

const record: fc.Arbitrary<StageRecord> = fc.record({
  version: fc.constant(1),
  used: fc.nat(4),
  slot: optional(
    fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      state: fc.constantFrom('planned', 'reserved', 'called', 'settled'),
      until: optional(time(5)),
      seen: optional(fc.constantFrom('1', '2', '3')),
      dueAt: optional(time(20)),
      tries: fc.integer({ min: 1, max: 5 }),
    }),
  ),
});

const breaker: fc.Arbitrary<BreakerState> = fc.record({
  version: fc.constant(1),
  failures: fc.constant({ a: AT }),
  openUntil: optional(time(120)),
  lease: optional(fc.record({ owner: mostly('other', run.executionId), until: time(60) })),
});

/** Any situation; in about a quarter of them nothing is against a retry. */
export const anySituation: fc.Arbitrary<Situation> = fc.record({
  run: fc.constant(run),
  state: fc.record({
    version: mostly(3, 4, undefined),
    stages: fc.array(stage, { minLength: 1, maxLength: 1 }),
  }),
  definition: fc.record({
    version: mostly(3, 4),
    type: fc.constantFrom('V1', 'V2'),
    mode: mostly('SUPERSEDED', 'QUEUED', 'PARALLEL'),
    stages: mostly(
      [
        { name: 'Source', categories: ['Source'] },
        { name: run.stage, categories: ['Build'] },
      ],
      [{ name: 'Other', categories: [] }],
      [{ name: run.stage, categories: ['Deploy'] }],
      [{ name: run.stage, categories: ['Build'], onFailure: 'RETRY' }],
      [{ name: run.stage, categories: ['Build'], onFailure: 'ROLLBACK' }],
    ),
  }),
  execution: fc.record({
    status: mostly(
      'Failed',
      'InProgress',
      'Succeeded',
      'Stopped',
      'Stopping',
      'Superseded',
      'Cancelled',
      'Odd',
    ),
    type: mostly('STANDARD', 'ROLLBACK'),
    version: mostly(3, 2, undefined),
    revision: fc.constant('a1b2c3'),
  }),
  attempts: fc.array(attempt, { minLength: 0, maxLength: 3 }),
  cause: fc.record({ class: mostly('transient', ...CLASSES), kind: mostly('network', ...KINDS) }),
  ledger: fc.record({
    record: optional(record),
    paused: mostly(false, true),
    spentToday: mostly(0, 9, 10, 11),
    spentOnRevision: mostly(0, 2, 3, 4),
    breaker: optional(breaker),
  }),
});

/** Any policy, mostly one that retries. */
export const anyPolicy: fc.Arbitrary<RetryPolicy> = fc.record({
  ...Object.fromEntries(Object.entries(policyOf()).map(([key, value]) => [key, fc.constant(value as never)])),
  enabled: mostly(true, false),
  excluded: mostly(false, true),
  mode: fc.constantFrom(...RETRY_MODES),
  retries: fc.record({ transient: fc.nat(5), unknown: fc.nat(5), permanent: fc.nat(2) }),
  maxAgeMs: mostly(120 * MINUTE, 0, 10 * MINUTE),
  production: fc.boolean(),
  productionStage: mostly(undefined, run.stage, 'Other'),
}) as fc.Arbitrary<RetryPolicy>;

/** Mostly a time within a few minutes after the failure. */
export const anyTime = fc.oneof({ weight: 6, arbitrary: time(60) }, { weight: 1, arbitrary: fc.double() });
