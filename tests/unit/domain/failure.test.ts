import { describe, expect, it } from 'vitest';
import { findFailure, isRejection, lastFailedStage, newestAttempts } from '../../../shared/domain/failure.ts';
import { approvalFact, AT, attempt, MINUTE, pipelineFact } from '../../support/facts.ts';

const namesOf = (failure: ReturnType<typeof findFailure>) => failure.actions.map(({ action }) => action);

describe('the newest attempts', () => {
  it('are one for each action of each stage: earlier rows stay in the history after a retry', () => {
    const first = attempt({ startedAt: -9 * MINUTE });
    const retried = attempt({ startedAt: -3 * MINUTE, status: 'Succeeded' });
    const elsewhere = attempt({ startedAt: -8 * MINUTE, stage: 'Build again' });

    for (const rows of [
      [first, retried, elsewhere],
      [retried, first, elsewhere],
    ])
      expect(new Set(newestAttempts(rows))).toEqual(new Set([retried, elsewhere]));
  });

  it('of the same start are those that changed last', () => {
    const running = attempt({ status: 'InProgress', updatedAt: -2 * MINUTE });
    const ended = attempt({ status: 'Failed', updatedAt: -MINUTE });

    expect(newestAttempts([running, ended])).toEqual([ended]);
    expect(newestAttempts([ended, running])).toEqual([ended]);
  });
});

describe('the stage that failed last', () => {
  it('is that of the newest failure until then, however it went on', () => {
    const rows = [
      attempt({ stage: 'Build', startedAt: -30 * MINUTE }),
      attempt({ stage: 'Release', startedAt: -20 * MINUTE }),
      attempt({ stage: 'Release', status: 'Succeeded' }),
      attempt({ stage: 'Deploy', startedAt: 2 * MINUTE }),
    ];

    expect(lastFailedStage(rows, AT)).toBe('Release');
    expect(lastFailedStage(rows, undefined)).toBe('Deploy');
    expect(lastFailedStage([attempt({ status: 'Succeeded' })], AT)).toBeUndefined();
  });
});

describe('the failure of a pipeline', () => {
  it('is the stage that failed, with each of its failed actions, the last to end first', () => {
    const rows = [
      attempt({ action: 'Unit', updatedAt: -4 * MINUTE, result: { code: 'JobFailed' } }),
      attempt({ action: 'Lint', updatedAt: -3 * MINUTE }),
      attempt({ action: 'Scan', status: 'Succeeded' }),
      attempt({ stage: 'Source', action: 'Checkout', status: 'Succeeded' }),
    ];

    const failure = findFailure(pipelineFact(), rows);

    expect(failure.stage).toBe('Build');
    expect(namesOf(failure)).toEqual(['Lint', 'Unit']);
    expect(failure.actions[1]).toEqual({ action: 'Unit', category: 'Build', result: { code: 'JobFailed' } });
  });

  it('is that of the stage that failed last where a retry has left two behind', () => {
    const rows = [
      attempt({ stage: 'Test', action: 'Load', updatedAt: -30 * MINUTE }),
      attempt({ stage: 'Deploy', action: 'Roll out', updatedAt: -MINUTE }),
    ];

    expect(findFailure(pipelineFact(), rows)).toMatchObject({ stage: 'Deploy' });
    expect(findFailure(pipelineFact(), rows).actions).toHaveLength(1);
  });

  it('orders actions that ended together by their start', () => {
    const rows = [
      attempt({ action: 'Early', startedAt: -5 * MINUTE, updatedAt: -MINUTE }),
      attempt({ action: 'Late', startedAt: -2 * MINUTE, updatedAt: -MINUTE }),
    ];

    expect(namesOf(findFailure(pipelineFact(), rows))).toEqual(['Late', 'Early']);
  });

  it('is not hidden by a retry that began after it', () => {
    const rows = [
      attempt({ startedAt: MINUTE, status: 'InProgress' }),
      attempt({ result: { code: 'JobFailed' } }),
    ];

    expect(findFailure(pipelineFact(), rows).actions[0]?.result).toEqual({ code: 'JobFailed' });
  });

  it('counts an attempt of the same second, since event times are cut to whole seconds', () => {
    expect(findFailure(pipelineFact(), [attempt({ startedAt: 999 })]).stage).toBe('Build');
    expect(findFailure(pipelineFact(), [attempt({ startedAt: 1000 })]).stage).toBeUndefined();
  });

  it('takes every attempt where the event has no time', () => {
    expect(findFailure(pipelineFact({ at: undefined }), [attempt({ startedAt: MINUTE })]).stage).toBe(
      'Build',
    );
  });

  it('of a stage looks at that stage only', () => {
    const rows = [attempt({ stage: 'Deploy' }), attempt({ stage: 'Build', updatedAt: -90 * MINUTE })];

    expect(findFailure(pipelineFact({ level: 'stage', stage: 'Build' }), rows).stage).toBe('Build');
  });

  it("of an action takes the service's words and, for what they lack, the event's own", () => {
    const fact = pipelineFact({
      level: 'action',
      stage: 'Build',
      action: 'Compile',
      result: { code: 'FromEvent', url: 'https://example.com/build' },
    });
    const rows = [attempt({ result: { code: 'JobFailed', url: undefined } }), attempt({ action: 'Other' })];

    expect(findFailure(fact, rows).actions).toEqual([
      {
        action: 'Compile',
        category: 'Build',
        result: { code: 'JobFailed', url: 'https://example.com/build' },
      },
    ]);
  });
});

describe('without the rows of the service, the failure is what the event says', () => {
  it('of a pipeline: the stage and the actions of the processed shape', () => {
    const fact = pipelineFact({
      failedStage: 'Build',
      failedActions: [{ action: 'Compile', summary: 'exit 1' }],
      failedActionCount: 4,
    });

    expect(findFailure(fact, undefined)).toEqual({
      stage: 'Build',
      count: 4,
      actions: [{ action: 'Compile', result: { summary: 'exit 1' } }],
    });
  });

  it('of an action: itself', () => {
    const fact = pipelineFact({ level: 'action', stage: 'Build', action: 'Compile', category: 'Build' });

    expect(findFailure(fact, undefined)).toEqual({
      stage: 'Build',
      count: 1,
      actions: [{ action: 'Compile', category: 'Build', result: {} }],
    });
    expect(findFailure({ ...fact, result: { code: 'JobFailed' } }, []).actions[0]?.result.code).toBe(
      'JobFailed',
    );
  });

  it('of a pipeline in the raw shape: nothing, and no stage is made up', () => {
    expect(findFailure(pipelineFact(), undefined)).toEqual({ stage: undefined, count: 0, actions: [] });
  });
});

it('of conditions: the newest evaluation of each rule of the stage that was looked at last', () => {
  const rule = (name: string, startedAt: number, stage = 'Deploy') => ({
    stage,
    rule: name,
    startedAt: AT + startedAt,
    updatedAt: AT + startedAt,
    summary: `at ${startedAt}`,
  });
  const rules = [
    rule('Alarm', -9 * MINUTE),
    rule('Window', -3 * MINUTE),
    rule('Alarm', -2 * MINUTE),
    rule('Tests', -20 * MINUTE, 'Build'),
  ];

  const failure = findFailure(pipelineFact({ at: AT }), [], rules);

  expect(failure).toMatchObject({ stage: 'Deploy', count: 2 });
  expect(failure.actions.map(({ action, result }) => [action, result.summary])).toEqual([
    ['Alarm', `at ${-2 * MINUTE}`],
    ['Window', `at ${-3 * MINUTE}`],
  ]);
});

it('a failure is a rejection where an approval failed, at whatever level it is told', () => {
  const build = { actions: [{ action: 'Compile', category: 'Build', result: {} }] };
  const approval = { actions: [{ action: 'Approve', category: 'Approval', result: {} }] };

  expect(isRejection(approvalFact({ state: 'FAILED' }), { actions: [] })).toBe(true);
  expect(isRejection(pipelineFact(), approval)).toBe(true);
  expect(isRejection(pipelineFact(), build)).toBe(false);
});
