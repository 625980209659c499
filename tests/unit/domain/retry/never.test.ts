import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../../shared/domain/retry/facts.ts';
import { refusalAtLastLook, refusalOf } from '../../../../shared/domain/retry/never.ts';
import type { StageState } from '../../../../shared/domain/retry/situation.ts';
import { situation } from './given.ts';

const fresh = (change: Partial<StageState> = {}, version = 3) => {
  const { state } = situation();
  return { version, stages: state.stages.map((stage) => ({ ...stage, ...change })) };
};

describe('what must never be retried', () => {
  it('has a reason, whatever the policy', () => {
    expect(refusalOf(factsOf(situation()))).toBeUndefined();
    expect(refusalOf(factsOf(situation(({ execution }) => (execution.status = 'Superseded'))))).toBe(
      'superseded',
    );
  });
});

describe('the last look before the call', () => {
  it('finds nothing against it, if nothing has changed', () => {
    expect(refusalAtLastLook(situation(), fresh())).toBeUndefined();
  });

  it.each([
    ['not-failed', fresh({ status: 'InProgress' })],
    ['not-latest', fresh({ executionId: 'newer' })],
    ['transition-disabled', fresh({ transitionEnabled: false })],
    ['pipeline-changed', fresh({}, 4)],
    ['pipeline-changed', { version: 3, stages: [] }],
  ])('finds what has changed since: %s', (reason, state) => {
    expect(refusalAtLastLook(situation(), state)).toBe(reason);
  });

  it.each([{ manualRetries: 1 }, { automaticRetries: 1 }])(
    'finds a retry that somebody else has started, though it has failed already: %o',
    (change) => {
      expect(refusalAtLastLook(situation(), fresh(change))).toBe('not-failed');
    },
  );

  it('does not believe the state in PARALLEL mode', () => {
    const parallel = situation(({ definition }) => (definition.mode = 'PARALLEL'));

    expect(refusalAtLastLook(parallel, fresh({ status: 'InProgress', manualRetries: 1 }))).toBeUndefined();
  });
});
