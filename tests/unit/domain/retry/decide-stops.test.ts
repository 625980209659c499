import { describe, expect, it } from 'vitest';
import { attemptKey } from '../../../../shared/domain/retry/attempts.ts';
import { STOP_REASONS } from '../../../../shared/domain/retry/decision.ts';
import type { StopReason } from '../../../../shared/domain/retry/decision.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { decided, nothingLeft, row, setOnFailure, stages } from './given.ts';
import type { Given } from './given.ts';

const settle = ({ it }: Given) =>
  (it.ledger.record = {
    version: 1,
    used: 1,
    ...it.ledger.record,
    slot: { number: 1, state: 'settled', seen: attemptKey(it.attempts), tries: 1 },
  });
const useUp = ({ it }: Given) => (it.ledger.record = { version: 1, ...it.ledger.record, used: 2 });

/** Each guard in the order in which they are asked, by a change that makes it hold. */
const REASONS: readonly (readonly [StopReason, string, (given: Given) => unknown])[] = [
  ['excluded', 'the pipeline is left out', ({ policy }) => (policy.excluded = true)],
  ['disabled', 'retries are off', ({ policy }) => (policy.enabled = false)],
  ['superseded', 'the execution is superseded', ({ it }) => (it.execution.status = 'Superseded')],
  ['not-latest', 'another execution is in the stage', ({ build }) => (build.executionId = 'newer')],
  [
    'stopped',
    'an action was abandoned',
    ({ it }) => it.attempts.push(row({ action: 'Lint', actionExecutionId: 'lint', status: 'Abandoned' })),
  ],
  ['not-failed', 'the stage goes on', ({ build }) => (build.status = 'InProgress')],
  ['rollback-execution', 'the execution is a rollback', ({ it }) => (it.execution.type = 'ROLLBACK')],
  ['pipeline-changed', 'the execution is of an older version', ({ it }) => (it.execution.version = 2)],
  [
    'approval-rejected',
    'an approval failed',
    ({ it }) => it.attempts.push(row({ action: 'Approve', actionExecutionId: 'no', category: 'Approval' })),
  ],
  ['stopped', 'a person stopped the build', ({ it }) => (it.cause.kind = 'stopped')],
  ['condition', 'a condition of the stage failed', ({ build }) => (build.conditionFailed = true)],
  ['transition-disabled', 'somebody holds the stage', ({ build }) => (build.transitionEnabled = false)],
  ['native-rollback', 'the service rolls back', setOnFailure('ROLLBACK')],
  ['native-retry', 'the service retries', setOnFailure('RETRY')],
  ['not-failed', 'this failure has had its retry', settle],
  [
    'outage',
    'too old, in an outage',
    (given) => {
      given.now = AT + 3 * 60 * MINUTE;
      given.it.ledger.breaker = { version: 1, failures: {}, openUntil: given.now };
    },
  ],
  ['too-old', 'too old', (given) => (given.now = AT + 120 * MINUTE + 1)],
  ['paused', 'the pause switch is set', ({ it }) => (it.ledger.paused = true)],
  [
    'permanent',
    'a permanent cause',
    (given) => {
      given.it.cause.class = 'permanent';
      nothingLeft(given);
    },
  ],
  ['used-up', 'a class that is allowed no retry', nothingLeft],
  [
    'disabled',
    'a production stage',
    (given) => stages(given)[1]?.categories.push('Deploy') && stages(given).pop(),
  ],
  ['used-up', 'the retries are used up', useUp],
  ['revision-limit', 'the change was retried three times', ({ it }) => (it.ledger.spentOnRevision = 3)],
  ['day-budget', 'the pipeline was retried ten times today', ({ it }) => (it.ledger.spentToday = 10)],
];

describe('a failed stage', () => {
  it('is retried, if nothing is against it', () => {
    expect(decided()).toEqual({ do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' });
  });

  it.each(REASONS)('is not retried, %s: %s', (reason, _what, change) => {
    expect(decided(change)).toEqual({ do: 'stop', reason });
  });

  it('can be stopped for every reason of the list', () => {
    expect(new Set(REASONS.map(([reason]) => reason))).toEqual(new Set(STOP_REASONS));
  });

  // The stage has one onFailure; and without retries allowed nothing has waited for an outage to end.
  const exclude = ['native-rollback native-retry', 'outage permanent', 'outage used-up'];
  it.each(REASONS.map((guard, index) => [...guard, index] as const))(
    'is stopped by the first reason of several: %s, %s',
    (first, _what, change, index) => {
      for (const [second, what, more] of REASONS.slice(index + 1)) {
        if (exclude.includes(`${first} ${second}`)) continue;
        expect({ what, decision: decided(change, more) }).toEqual({
          what,
          decision: { do: 'stop', reason: first },
        });
      }
    },
  );
});

describe('the reason is also', () => {
  it.each<[StopReason, string, (given: Given) => unknown]>([
    ['not-latest', 'no execution is in the stage', ({ build }) => (build.executionId = undefined)],
    ['stopped', 'the execution is stopped', ({ it }) => (it.execution.status = 'Stopped')],
    ['stopped', 'the execution is stopping', ({ it }) => (it.execution.status = 'Stopping')],
    ['stopped', 'the stage is stopped', ({ build }) => (build.status = 'Stopped')],
    ['stopped', 'the stage is stopping', ({ build }) => (build.status = 'Stopping')],
    ['not-failed', 'the stage succeeded', ({ build }) => (build.status = 'Succeeded')],
    ['not-failed', 'the stage has no status', ({ build }) => (build.status = undefined)],
    ['not-failed', 'the execution succeeded', ({ it }) => (it.execution.status = 'Succeeded')],
    ['not-failed', 'the execution has a status of tomorrow', ({ it }) => (it.execution.status = 'Paused')],
    ['not-failed', 'nothing was attempted', ({ it }) => (it.attempts = [])],
    [
      'not-failed',
      'the newest attempt runs',
      ({ it }) => it.attempts.push(row({ actionExecutionId: '2', status: 'InProgress', startedAt: AT })),
    ],
    ['rollback-execution', 'the stage is in a rollback', ({ build }) => (build.type = 'ROLLBACK')],
    ['pipeline-changed', 'the execution was cancelled', ({ it }) => (it.execution.status = 'Cancelled')],
    ['pipeline-changed', 'the stage was cancelled', ({ build }) => (build.status = 'Cancelled')],
    ['pipeline-changed', 'the stage has gone', (given) => (given.it.definition.stages = [])],
    ['pipeline-changed', 'the stage has no state', ({ it }) => (it.state.stages = [])],
    ['pipeline-changed', 'the state is of a newer version', ({ it }) => (it.state.version = 4)],
    [
      'pipeline-changed',
      'it changed between two looks',
      ({ it }) => ([it.execution.version, it.state.version] = [undefined, 4]),
    ],
    ['approval-rejected', 'the cause says so', ({ it }) => (it.cause.kind = 'approval-rejected')],
    ['condition', 'the cause says so', ({ it }) => (it.cause.kind = 'condition')],
    [
      'condition',
      'no action has failed',
      ({ it, build }) => ([it.attempts, build.conditionFailed] = [[], true]),
    ],
    [
      'permanent',
      'so it is by default',
      ({ it }) => ([it.cause.class, it.cause.kind] = ['permanent', 'permission']),
    ],
    [
      'too-old',
      'an outage is no excuse for a class without retries',
      (given) => {
        nothingLeft(given);
        given.now = AT + 121 * MINUTE;
        given.it.ledger.breaker = { version: 1, failures: {}, openUntil: given.now + MINUTE };
      },
    ],
    [
      'used-up',
      'the service counts more than the ledger',
      ({ it }) => it.attempts.push(row({ actionExecutionId: '2' }), row({ actionExecutionId: '3' })),
    ],
    ['used-up', 'people have retried', ({ build }) => (build.manualRetries = 2)],
    [
      'used-up',
      'a permanent cause may be retried once',
      (given) => {
        given.it.cause.class = 'permanent';
        given.policy.retries = { transient: 2, unknown: 1, permanent: 1 };
        given.build.manualRetries = 1;
      },
    ],
    ['disabled', 'the production stage is named', ({ policy }) => (policy.productionStage = 'Build')],
    [
      'disabled',
      'it deploys last, and no stage has the name of the production stage',
      ({ it, policy }) => {
        it.definition.stages = [{ name: 'Build', categories: ['Deploy'] }];
        policy.productionStage = 'Live';
      },
    ],
  ])('%s, if %s', (reason, _what, change) => {
    expect(decided(change)).toEqual({ do: 'stop', reason });
  });
});
