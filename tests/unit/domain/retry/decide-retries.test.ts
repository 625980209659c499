import { describe, expect, it } from 'vitest';
import type { StopReason } from '../../../../shared/domain/retry/decision.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { decided, row, setOnFailure, stages } from './given.ts';
import type { Given } from './given.ts';

describe('a failed stage is retried', () => {
  it.each<[string, (given: Given) => unknown]>([
    ['its execution has not ended yet', ({ it }) => (it.execution.status = 'InProgress')],
    ['no version is known', ({ it }) => ([it.execution.version, it.state.version] = [undefined, undefined])],
    ['the service skips failures', setOnFailure('SKIP')],
    ['it is old, but not too old', (given) => (given.now = AT + 120 * MINUTE)],
    ['the budgets have one left', ({ it }) => ([it.ledger.spentToday, it.ledger.spentOnRevision] = [9, 2])],
    [
      'it comes before production',
      (given) => stages(given).map(({ categories }) => categories.push('Deploy')),
    ],
    [
      'no stage of the pipeline deploys',
      (given) => stages(given).map((stage) => (stage.categories = ['Build'])),
    ],
    [
      'it deploys to production, and may be',
      (given) => {
        given.policy.production = true;
        given.policy.productionStage = 'Build';
      },
    ],
  ])('although %s', (_what, change) => {
    expect(decided(change)).toEqual({ do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' });
  });

  it('after its native retry, with what is left', () => {
    const retried = (given: Given) => {
      given.build.automaticRetries = 1;
      given.it.attempts.push(row({ actionExecutionId: '2', startedAt: AT }));
    };

    expect(decided(setOnFailure('RETRY'), retried)).toMatchObject({ do: 'retry', slot: 2, of: 2 });
  });

  it('as often as the class of its cause allows, in the mode of the policy', () => {
    const unknown = (given: Given) => {
      given.it.cause = { class: 'unknown', kind: 'unknown' };
      given.policy.mode = 'ALL_ACTIONS';
    };

    expect(decided(unknown)).toEqual({ do: 'retry', slot: 1, of: 1, mode: 'ALL_ACTIONS' });
  });
});

describe('in PARALLEL mode', () => {
  const parallel = ({ it }: Given) => (it.definition.mode = 'PARALLEL');

  it.each<[string, (given: Given) => unknown]>([
    ['another execution', ({ build }) => (build.executionId = 'other')],
    ['another status', ({ build }) => (build.status = 'Succeeded')],
    ['a condition', ({ build }) => (build.conditionFailed = true)],
    ['a rollback', ({ build }) => (build.type = 'ROLLBACK')],
    ['retries', ({ build }) => (build.manualRetries = 2)],
    ['nothing', ({ it }) => (it.state.stages = [])],
  ])("the stage's state may show %s", (_what, change) => {
    expect(decided(parallel, change)).toEqual({ do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' });
  });

  it.each<[StopReason, string, (given: Given) => unknown]>([
    [
      'not-failed',
      'something of the stage runs',
      ({ it }) => it.attempts.push(row({ action: 'Lint', actionExecutionId: 'lint', status: 'InProgress' })),
    ],
    ['transition-disabled', 'somebody holds the stage', ({ build }) => (build.transitionEnabled = false)],
    ['pipeline-changed', 'the pipeline changed', ({ it }) => (it.state.version = 4)],
    ['native-retry', 'no retry has been', setOnFailure('RETRY')],
  ])('it is stopped, %s: %s', (reason, _what, change) => {
    expect(decided(parallel, change)).toEqual({ do: 'stop', reason });
  });

  it('any retry counts as the native one', () => {
    const retried = ({ it }: Given) => it.attempts.push(row({ actionExecutionId: '2', startedAt: AT }));

    expect(decided(parallel, setOnFailure('RETRY'), retried)).toMatchObject({ do: 'retry', slot: 2 });
  });
});
