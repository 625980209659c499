import { describe, expect, it } from 'vitest';
import type { ActionAttempt } from '../../../../shared/domain/execution.ts';
import type { PipelineFact } from '../../../../shared/domain/fact.ts';
import type { Findings } from '../../../../shared/domain/findings.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import { policyFor } from '../../../../shared/domain/retry/policy.ts';
import type { StageRecord } from '../../../../shared/domain/retry/ledger-view.ts';
import type { Decision, StopReason } from '../../../../shared/domain/retry/decision.ts';
import { render } from '../../../../shared/domain/message/message.ts';
import { reportPipeline } from '../../../../shared/domain/report/pipeline.ts';
import { approvalFact, AT, attempt, MINUTE, pipelineFact } from '../../../support/facts.ts';

const found = <T>(value: T) => ({ status: 'found', value }) as const;
const rows = (...attempts: ActionAttempt[]): Findings => ({ attempts: found(attempts) });
const tell = (fact: PipelineFact, findings: Findings = {}) => reportPipeline(fact, findings, AT, AT);

describe('a run that rolls back', () => {
  it('is a warning when it has ended, by whatever says that it is one', () => {
    const ended = pipelineFact({ state: 'SUCCEEDED' });
    const execution = found({ type: 'ROLLBACK', changes: [] });

    expect(tell(ended, { execution })).toMatchObject({ headline: 'rolled-back', severity: 'warning' });
    expect(tell({ ...ended, trigger: { type: 'ManualRollback' } })).toMatchObject({
      headline: 'rolled-back',
    });
    expect(tell(ended)).toMatchObject({ headline: 'succeeded', severity: 'info' });
  });
});

describe('what happens next', () => {
  it.each([
    ['a failure: its stage can be retried', pipelineFact(), rows(attempt()), 'retry-stage'],
    ['a failure whose stage nobody knows: it can be looked up', pipelineFact(), {}, 'find-stage'],
    [
      'a rejection: only a new run helps',
      pipelineFact(),
      rows(attempt({ category: 'Approval' })),
      'start-run',
    ],
    ['a stop: a new run', pipelineFact({ state: 'STOPPED' }), {}, 'start-run'],
    ['a cancelled run: a new run', pipelineFact({ state: 'CANCELED' }), {}, 'start-run'],
    ['an abandoned action: a new run', pipelineFact({ state: 'ABANDONED' }), {}, 'start-run'],
    ['an approval: somebody answers', approvalFact(), {}, 'approve'],
    ['a stop under way', pipelineFact({ state: 'STOPPING' }), {}, 'stopping'],
    ['a newer run', pipelineFact({ state: 'SUPERSEDED' }), {}, 'superseded'],
    ['a retry', pipelineFact({ state: 'RESUMED' }), {}, 'resumed'],
    ['a start', pipelineFact({ state: 'STARTED' }), {}, undefined],
    ['a success', pipelineFact({ state: 'SUCCEEDED' }), {}, undefined],
  ])('after %s', (_what, fact, findings, step) => {
    expect(tell(fact, findings).next?.step).toBe(step);
  });

  describe('after a failure, as far as retry has decided,', () => {
    const policy = policyFor(readConfiguration({}), { pipeline: 'checkout-pipeline', stage: 'Build' });
    const after = (
      decision: Decision | undefined,
      more: Parameters<typeof attempt>[0] = {},
      known: Partial<StageRecord> = {},
    ) =>
      tell(pipelineFact(), {
        ...rows(attempt(more)),
        policy,
        retry: found(decision && { version: 1, used: 0, decidedAt: AT, decision, ...known }),
      });
    const stop = (reason: StopReason) => after({ do: 'stop', reason });

    it('is the retry alone, where one is planned: a warning that needs nobody', () => {
      const told = after({ do: 'later', slot: 1, of: 2, at: AT + MINUTE, because: 'delay' });

      expect(told).toMatchObject({
        severity: 'warning',
        needsPerson: false,
        retry: { do: 'planned', slot: 1, of: 2, at: AT + MINUTE, inMs: MINUTE },
      });
      expect(told.next).toBeUndefined();
    });

    it('is the rollback, where one is on its way; else why there is none, and the retry by hand', () => {
      const used = { do: 'stop', reason: 'used-up' } as const;
      const begun = { state: 'started', targetId: 'the-run-before', executionId: 'e' } as const;
      const none = { state: 'impossible', because: 'no-target' } as const;

      expect(after(used, {}, { rollback: begun })).toMatchObject({ rollback: begun, next: undefined });
      const waits = { state: 'planned', targetId: 'the-run-before' } as const;
      const { bodies } = render(
        {
          ...after(used, {}, { rollback: waits }),
          name: 'p',
          state: 'FAILED',
          place: {},
          at: AT,
          missing: [],
        },
        readConfiguration({}),
      );
      expect(bodies.email).toContain('Rollback: to the run the-run-, as soon as');
      expect(after(used, {}, { rollback: none })).toMatchObject({
        rollback: none,
        next: { step: 'retry-stage' },
      });
      expect(after(used, {}, { rollback: begun, decidedAt: AT - 60 * MINUTE }).rollback).toBeUndefined();
    });

    it('is the retry by hand, where there is none', () => {
      expect(stop('permanent')).toMatchObject({
        severity: 'critical',
        needsPerson: true,
        next: { step: 'retry-stage' },
        retry: { do: 'stop', reason: 'permanent' },
      });
    });

    it.each([
      ['not-failed', undefined],
      ['native-retry', undefined],
      ['native-rollback', undefined],
      ['not-latest', 'superseded'],
      ['superseded', 'superseded'],
      ['pipeline-changed', 'start-run'],
    ] as const)('is what fits the reason: %s, %s', (reason, step) => {
      expect(stop(reason).next?.step).toBe(step);
    });

    it('says nothing of "by itself", where nobody knows', () => {
      const denied = { status: 'missing', reason: 'denied', operation: 'dynamodb:GetItem' } as const;

      expect(after(undefined)).toMatchObject({
        retry: { do: 'deciding' },
        next: { step: 'unless-retried', command: expect.stringContaining('retry-stage-execution') as string },
      });
      expect(tell(pipelineFact(), { ...rows(attempt()), policy, retry: denied }).next?.step).toBe(
        'unless-retried',
      );
      expect(tell(pipelineFact(), { policy }).next).toMatchObject({
        step: 'unless-retried',
        command: expect.stringContaining('get-pipeline-state') as string,
      });
    });

    it('is a new run after a rejection, whatever retry does', () => {
      expect(after(undefined, { category: 'Approval' }).next?.step).toBe('start-run');
    });
  });

  it('has the command for a person who has to act', () => {
    expect(tell(pipelineFact(), rows(attempt())).next?.command).toContain('retry-stage-execution');
    expect(tell(approvalFact()).next?.command).toContain('put-approval-result');
  });

  it.each([
    ['a failure', pipelineFact(), true],
    ['an approval that waits', approvalFact(), true],
    ['an approval that was given', approvalFact({ state: 'SUCCEEDED' }), false],
    ['a start', pipelineFact({ state: 'STARTED' }), false],
  ])('needs a person or not: %s', (_what, fact, needsPerson) => {
    expect(tell(fact).needsPerson).toBe(needsPerson);
  });
});
