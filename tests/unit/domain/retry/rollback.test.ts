import { describe, expect, it } from 'vitest';
import { STOP_REASONS } from '../../../../shared/domain/retry/decision.ts';
import {
  endsInRollback,
  obstacleTo,
  rollbackIn,
  rollbackTarget,
} from '../../../../shared/domain/retry/rollback.ts';
import { policyOf, situation } from './given.ts';

const succeeded = (id: string, revisions: readonly string[], type = 'STANDARD') => ({
  id,
  type,
  startedAt: 0,
  revisions,
});

describe('a stop ends in a rollback', () => {
  it('only where retries are used up or a class is allowed none, and only if the stage asks for it', () => {
    const rollback = policyOf({ whenExhausted: 'rollback' });

    expect(STOP_REASONS.filter((reason) => endsInRollback(reason, rollback))).toEqual([
      'permanent',
      'used-up',
    ]);
    expect(STOP_REASONS.filter((reason) => endsInRollback(reason, policyOf()))).toEqual([]);
  });
});

describe('the definition says against it', () => {
  it.each([
    ['nothing', () => undefined, undefined],
    ['the type', (it) => (it.definition.type = 'V1'), 'not-v2'],
    ['the mode', (it) => (it.definition.mode = 'PARALLEL'), 'parallel'],
    ['the first stage', (it) => (it.run.stage = 'Source'), 'source-stage'],
    [
      'a stage that has a source too',
      (it) => Object.assign(it.definition.stages[1] ?? {}, { categories: ['Build', 'Source'] }),
      'source-stage',
    ],
  ] as readonly [string, Parameters<typeof situation>[0], string | undefined][])(
    '%s',
    (_, change, obstacle) => {
      expect(obstacleTo(situation(change))).toBe(obstacle);
    },
  );
});

describe('the target', () => {
  const older = succeeded('older', ['000000']);

  it('is the newest of another revision', () => {
    expect(rollbackTarget(situation(), [succeeded('newer', ['ffffff']), older])?.id).toBe('newer');
  });

  it.each([
    ['the execution itself', succeeded(situation().run.executionId, ['other'])],
    ['a rollback', succeeded('rollback', ['ffffff'], 'ROLLBACK')],
    ['the same revision once more', succeeded('again', ['a1b2c3'])],
  ])('is never %s', (_, newest) => {
    expect(rollbackTarget(situation(), [newest, older])?.id).toBe('older');
    expect(rollbackTarget(situation(), [newest])).toBeUndefined();
  });

  it('has another revision where one of several sources has', () => {
    const both = situation((it) => (it.execution.revision = 'a1b2c3 b2c3d4'));

    expect(rollbackTarget(both, [succeeded('same', ['b2c3d4', 'a1b2c3']), older])?.id).toBe('older');
    expect(rollbackTarget(both, [succeeded('one differs', ['b2c3d4', 'ffffff']), older])?.id).toBe(
      'one differs',
    );
  });
});

describe('a rollback that has begun', () => {
  const inside = (executionId: string, type: string) =>
    rollbackIn(situation((it) => Object.assign(it.state.stages[0] ?? {}, { executionId, type })));

  it("is another execution of the type ROLLBACK in the stage, and not this one's own", () => {
    expect(inside('another', 'ROLLBACK')).toBe('another');
    expect(inside('another', 'STANDARD')).toBeUndefined();
    expect(inside(situation().run.executionId, 'ROLLBACK')).toBeUndefined();
  });
});
