import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../../shared/domain/diagnosis/cause.ts';
import type { Findings } from '../../../../shared/domain/findings.ts';
import { reportRetry } from '../../../../shared/domain/report/retry.ts';
import type { Decision } from '../../../../shared/domain/retry/decision.ts';
import type { SlotState, StageRecord } from '../../../../shared/domain/retry/ledger-view.ts';
import { policyFor } from '../../../../shared/domain/retry/policy.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import { AT, attempt, MINUTE, pipelineFact } from '../../../support/facts.ts';

const found = <T>(value: T) => ({ status: 'found', value }) as const;
const policyOf = (retry: object = {}) =>
  policyFor(readConfiguration({ retry }), { pipeline: 'checkout-pipeline', stage: 'Build' });
const recordOf = (decision: Decision, more: Partial<StageRecord> = {}): StageRecord => ({
  version: 1,
  used: 1,
  decision,
  decidedAt: AT + 1000,
  ...more,
});
const slot = (state: SlotState) => ({ number: 1, state, tries: 0 });
const retry = { do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' } as const;
const later = { do: 'later', slot: 1, of: 2, at: AT + 2 * MINUTE, because: 'delay' } as const;
const cause: Cause = { class: 'transient', kind: 'network' };

const told = (findings: Findings, more: { readonly now?: number; readonly cause?: Cause | undefined } = {}) =>
  reportRetry(pipelineFact(), findings, { stage: 'Build', cause, now: AT, ...more });
const toldOf = (record: StageRecord | undefined, attempts = [attempt()]) =>
  told({ policy: policyOf(), retry: found(record), attempts: found(attempts) });

describe('what is told about the retry of a failure', () => {
  it('is when it comes, and in how long', () => {
    expect(toldOf(recordOf(later))).toEqual({
      do: 'planned',
      slot: 1,
      of: 2,
      at: AT + 2 * MINUTE,
      inMs: 2 * MINUTE,
      reason: 'delay',
    });
  });

  it('is no time to wait, where that is over', () => {
    const findings = { policy: policyOf(), retry: found(recordOf(later)) };

    expect(told(findings, { now: later.at })).toMatchObject({ inMs: undefined });
  });

  it('is that it has started, or is about to where nobody knows yet', () => {
    expect(toldOf(recordOf(retry, { slot: slot('settled') }))).toEqual({ do: 'started', slot: 1, of: 2 });
    expect(toldOf(recordOf(retry, { slot: slot('called') }))).toEqual({ do: 'starting', slot: 1, of: 2 });
    expect(toldOf(recordOf(retry))).toEqual({ do: 'starting', slot: 1, of: 2 });
  });

  it('is why there is none', () => {
    expect(toldOf(recordOf({ do: 'stop', reason: 'permanent' }))).toEqual({
      do: 'stop',
      reason: 'permanent',
    });
  });

  it('is how many are used up, by whomever, of how many that the class of the cause is allowed', () => {
    const usedUp = recordOf({ do: 'stop', reason: 'used-up' }, { used: 1 });
    const tries = [attempt({ startedAt: -9 * MINUTE }), attempt({ startedAt: -5 * MINUTE }), attempt()];

    expect(toldOf(usedUp)).toEqual({ do: 'stop', reason: 'used-up', slot: 1, of: 2 });
    expect(toldOf(usedUp, tries)).toMatchObject({ slot: 2, of: 2 });
    expect(told({ policy: policyOf(), retry: found(usedUp) }, { cause: undefined })).toMatchObject({
      slot: 1,
      of: 1,
    });
    expect(toldOf(recordOf({ do: 'stop', reason: 'used-up' }, { used: 3 }))).toMatchObject({
      slot: 2,
      of: 2,
    });
  });

  it('is no number, where the class is allowed none', () => {
    const usedUp = recordOf({ do: 'stop', reason: 'used-up' }, { used: 0 });
    const policy = policyOf({ retries: { unknown: 0 } });

    expect(told({ policy, retry: found(usedUp) }, { cause: undefined })).toEqual({
      do: 'stop',
      reason: 'used-up',
    });
  });

  it('is that Pipewatch is deciding, where nothing is recorded about this failure', () => {
    const before = recordOf(later, { decidedAt: AT - 5 * MINUTE });

    expect(toldOf(undefined)).toEqual({ do: 'deciding' });
    expect(toldOf(before)).toEqual({ do: 'deciding' });
    expect(toldOf({ version: 1, used: 0 })).toEqual({ do: 'deciding' });
    expect(toldOf(recordOf(later, { decidedAt: undefined }))).toEqual({ do: 'deciding' });
    expect(told({ policy: policyOf() })).toEqual({ do: 'deciding' });
  });

  it('is that it is too old, where nothing is recorded after the time in which it may be retried', () => {
    const findings = { policy: policyOf(), retry: found(undefined) };
    const limit = AT + 120 * MINUTE;

    expect(told(findings, { now: limit })).toEqual({ do: 'deciding' });
    expect(told(findings, { now: limit + 1 })).toEqual({ do: 'stop', reason: 'too-old' });
    expect(reportRetry(pipelineFact({ at: undefined }), findings, { now: limit + 1 })).toEqual({
      do: 'deciding',
    });
  });

  it('is what was decided after the action failed, though the pipeline said so later', () => {
    const between = recordOf(later, { decidedAt: AT - MINUTE / 2 });

    expect(toldOf(between)).toMatchObject({ do: 'planned' });
  });

  it('is the newest decision, where neither the rows nor the event say when it failed', () => {
    const findings = { policy: policyOf(), retry: found(recordOf(later)) };

    expect(reportRetry(pipelineFact({ at: undefined }), findings, { now: AT })).toMatchObject({
      do: 'planned',
    });
  });

  it('is that nobody could read it', () => {
    const denied = { status: 'missing', reason: 'denied', operation: 'dynamodb:GetItem' } as const;

    expect(told({ policy: policyOf(), retry: denied })).toEqual({ do: 'unread' });
  });

  it.each([
    ['disabled', { enabled: false }],
    ['excluded', { exclude: ['checkout-*'] }],
  ])('is what config.yml says: %s', (reason, config) => {
    expect(told({ policy: policyOf(config) })).toEqual({ do: 'stop', reason });
  });

  it('is nothing, where nobody asked', () => {
    expect(told({})).toBeUndefined();
  });
});

describe('what is told about the retry of what went on or succeeded', () => {
  const ours = recordOf(retry, { slot: slot('settled') });
  const rows = found([
    attempt({ stage: 'Source', startedAt: -60 * MINUTE, updatedAt: -59 * MINUTE }),
    attempt({ startedAt: -20 * MINUTE, updatedAt: -12 * MINUTE }),
    attempt({ startedAt: -10 * MINUTE, updatedAt: -8 * MINUTE }),
    attempt({ status: 'Succeeded' }),
    attempt({ stage: 'Deploy', startedAt: 5 * MINUTE }),
  ]);
  const after = (state: string, record: StageRecord | undefined, more: Findings = { attempts: rows }) =>
    reportRetry(pipelineFact({ state }), { policy: policyOf(), retry: found(record), ...more }, { now: AT });

  it('is which try it is that runs', () => {
    expect(after('RESUMED', ours)).toEqual({ do: 'resumed', slot: 1, of: 2, stage: 'Build' });
    expect(after('RESUMED', recordOf(retry, { slot: slot('called') }))).toMatchObject({ do: 'resumed' });
  });

  it('is that it healed the stage that failed last, after how many retries and how long', () => {
    expect(after('SUCCEEDED', ours)).toEqual({
      do: 'healed',
      slot: 1,
      of: 2,
      stage: 'Build',
      durationMs: 12 * MINUTE,
    });
  });

  it.each([
    ['no record', undefined],
    ['no decision', { version: 1, used: 0 }],
    ['a retry that only was to come', recordOf(later, { slot: slot('planned') })],
    ['a retry that nobody asked for yet', recordOf(retry, { slot: slot('reserved') })],
    ['no retry', recordOf({ do: 'stop', reason: 'permanent' }, { slot: slot('settled') })],
  ])("is nothing where it was not Pipewatch's: %s", (_what, record) => {
    expect(after('RESUMED', record)).toBeUndefined();
    expect(after('SUCCEEDED', record)).toBeUndefined();
  });

  it('counts until now, where the event has no time', () => {
    const findings = { policy: policyOf(), retry: found(ours), attempts: rows };
    const told = (now: number) =>
      reportRetry(pipelineFact({ state: 'SUCCEEDED', at: undefined }), findings, { now });

    expect(told(AT)).toMatchObject({ stage: 'Build', durationMs: 12 * MINUTE });
  });

  it('is nothing where the attempts are not known', () => {
    expect(after('SUCCEEDED', ours, {})).toBeUndefined();
  });

  it('is no matter of other states', () => {
    expect(after('STOPPED', ours)).toBeUndefined();
  });
});
