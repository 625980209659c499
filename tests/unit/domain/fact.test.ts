import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factKey, isApproval, nameOf } from '../../../shared/domain/fact.ts';
import { approvalFact, AT, buildFact, deploymentFact, pipelineFact, RUN } from '../../support/facts.ts';

describe('the key of a fact', () => {
  it('is pipeline, execution, level, stage, action, state and the time in seconds', () => {
    expect(factKey(approvalFact())).toEqual([
      'checkout-pipeline',
      RUN,
      'action',
      'Release',
      'Approve',
      'STARTED',
      String(AT / 1000),
    ]);
  });

  it('is the same whatever else an event says: its shape, its place, its attempt, its reason', () => {
    const extra = fc.record({
      place: fc.record({ region: fc.option(fc.string(), { nil: undefined }) }),
      attempt: fc.option(fc.nat(), { nil: undefined }),
      actionExecutionId: fc.option(fc.uuid(), { nil: undefined }),
      startedAt: fc.option(fc.nat(), { nil: undefined }),
      failedStage: fc.option(fc.string(), { nil: undefined }),
      result: fc.option(fc.record({ summary: fc.string() }), { nil: undefined }),
      at: fc.integer({ min: AT, max: AT + 999 }),
    });
    fc.assert(
      fc.property(extra, (more) => {
        expect(factKey(pipelineFact(more))).toEqual(factKey(pipelineFact()));
      }),
    );
  });

  it.each([
    ['a second failure of the same execution', { at: AT + 1000 }],
    ['another state', { state: 'SUCCEEDED' }],
    ['another execution', { executionId: 'another' }],
    ['another pipeline', { pipeline: 'billing-pipeline' }],
    ['the stage that failed with its pipeline', { level: 'stage', stage: 'Build' }],
    ['the action that failed with its stage', { level: 'action', stage: 'Build', action: 'Compile' }],
  ] as const)('is another for %s', (_what, more) => {
    expect(factKey(pipelineFact(more))).not.toEqual(factKey(pipelineFact()));
  });

  it("falls back on the action's execution, then on the attempt, only where there is no time", () => {
    const last = (more: object) => factKey(approvalFact({ at: undefined, ...more })).at(-1);

    expect(last({ actionExecutionId: 'a-1', attempt: 2 })).toBe('a-1');
    expect(last({ attempt: 2 })).toBe('attempt 2');
    expect(last({})).toBe('attempt ');
  });

  it('is known for deployments and builds too', () => {
    const time = String(AT / 1000);

    expect(factKey(deploymentFact())).toEqual([
      'billing',
      'd-1A2B3C4D5',
      'deployment',
      '',
      '',
      'FAILURE',
      time,
    ]);
    expect(factKey(buildFact())).toEqual([
      'image-scan',
      'image-scan:4d7e1f90',
      'build',
      '',
      '',
      'FAILED',
      time,
    ]);
  });
});

it('a fact goes by the name of its pipeline, application or project', () => {
  expect([pipelineFact(), deploymentFact(), buildFact()].map(nameOf)).toEqual([
    'checkout-pipeline',
    'billing',
    'image-scan',
  ]);
});

it('only an action of the category Approval is an approval', () => {
  expect(isApproval(approvalFact())).toBe(true);
  expect(isApproval(approvalFact({ category: 'Build' }))).toBe(false);
  expect(isApproval(approvalFact({ level: 'stage' }))).toBe(false);
});
