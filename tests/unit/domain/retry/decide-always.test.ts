import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptKey, failureTime, newestOfEach } from '../../../../shared/domain/retry/attempts.ts';
import { decide } from '../../../../shared/domain/retry/decide.ts';
import { delayOf } from '../../../../shared/domain/retry/delay.ts';
import { STOP_REASONS } from '../../../../shared/domain/retry/decision.ts';
import type { Decision, Wait } from '../../../../shared/domain/retry/decision.ts';
import { refusalAtLastLook } from '../../../../shared/domain/retry/never.ts';
import type { RetryPolicy } from '../../../../shared/domain/retry/policy.ts';
import type { Situation } from '../../../../shared/domain/retry/situation.ts';
import { MINUTE } from '../../../support/facts.ts';
import { anyPolicy, anySituation, anyTime } from './any.ts';
import { breakerPolicy } from './given.ts';

/** Asks for a decision in any situation, and says how often each kind was met. */
function always(check: (decision: Decision | Wait, s: Situation, policy: RetryPolicy, now: number) => void) {
  const met = { retry: 0, later: 0, stop: 0, wait: 0 };
  fc.assert(
    fc.property(anySituation, anyPolicy, anyTime, (it, policy, now) => {
      const decision = decide(it, policy, breakerPolicy, now);
      met[decision.do]++;
      check(decision, it, policy, now);
    }),
    { numRuns: 5000 },
  );
  // Else the property says little.
  expect(Math.min(...Object.values(met)), JSON.stringify(met)).toBeGreaterThan(50);
}

/** The never-list in other words, without an order. */
function isNever({ execution, state, definition, attempts, cause, run }: Situation): boolean {
  const parallel = definition.mode === 'PARALLEL';
  const present = state.stages.find(({ name }) => name === run.stage);
  const defined = definition.stages.find(({ name }) => name === run.stage);
  const newest = newestOfEach(attempts);
  const versions = [execution.version, state.version, definition.version].filter((it) => it !== undefined);
  return (
    !['Failed', 'InProgress'].includes(execution.status) ||
    execution.type === 'ROLLBACK' ||
    ['approval-rejected', 'stopped', 'condition'].includes(cause.kind) ||
    Math.min(...versions) !== Math.max(...versions) ||
    defined === undefined ||
    defined.onFailure === 'ROLLBACK' ||
    (defined.onFailure === 'RETRY' && !parallel && present?.automaticRetries === 0) ||
    present?.transitionEnabled === false ||
    !newest.some(({ status }) => status === 'Failed') ||
    newest.some(({ status }) => status === 'Abandoned') ||
    newest.some(({ status, category }) => status === 'Failed' && category === 'Approval') ||
    (parallel && newest.some(({ status }) => status === 'InProgress')) ||
    (!parallel &&
      (present?.status !== 'Failed' ||
        present.executionId !== run.executionId ||
        present.type === 'ROLLBACK' ||
        present.conditionFailed))
  );
}

describe('whatever the situation, the policy and the time', () => {
  it('nothing on the never-list is retried or planned, and it is stopped at the last look too', () => {
    always((decision, it) => {
      if (decision.do === 'stop' || decision.do === 'wait') return;
      expect(isNever(it)).toBe(false);
      expect(refusalAtLastLook(it, it.state)).toBeUndefined();
    });
  });

  it('nothing is retried or planned that the user does not want, or that is too old, paused or spent', () => {
    always((decision, it, policy, now) => {
      if (decision.do === 'stop') return;
      const { ledger, attempts } = it;
      expect(policy.enabled && !policy.excluded).toBe(true);
      if (decision.do === 'wait') return;
      expect(ledger.paused).toBe(false);
      expect(now - failureTime(attempts)).toBeLessThanOrEqual(policy.maxAgeMs);
      const { stages } = it.definition;
      const isNamed = stages.some(({ name }) => name === policy.productionStage);
      const isProduction = !isNamed && stages[0]?.categories[0] === 'Deploy';
      expect(policy.production || (!isProduction && policy.productionStage !== it.run.stage)).toBe(true);
      const { slot, used = 0 } = ledger.record ?? {};
      const isUsedAgain =
        slot?.number === decision.slot && (slot.state !== 'planned' || used === slot.number);
      if (isUsedAgain) return;
      expect(ledger.spentToday).toBeLessThan(policy.maxADay);
      expect(ledger.spentOnRevision).toBeLessThan(policy.maxARevision);
    });
  });

  it('no slot is beyond what the class of the cause allows, or is used a second time', () => {
    always((decision, { cause, ledger, attempts }, policy, now) => {
      if (decision.do === 'stop' || decision.do === 'wait') return;
      const { slot, of } = decision;
      expect(of).toBe(policy.retries[cause.class]);
      expect(slot).toBeGreaterThanOrEqual(1);
      expect(slot).toBeLessThanOrEqual(of);
      const rows = attempts.filter(({ action }) => action === attempts[0]?.action).length;
      expect(slot).toBeGreaterThanOrEqual(rows);
      const { slot: before, used = 0 } = ledger.record ?? {};
      const spent = before?.state === 'planned' ? used : Math.max(used, before?.number ?? 0);
      if (slot > spent) return;
      // Unless whoever had it left no trace at the service.
      expect(before).toMatchObject({ number: slot, seen: attemptKey(attempts) });
      if (before?.state === 'planned') return;
      expect(['reserved', 'called']).toContain(before?.state);
      expect(before?.until ?? -Infinity).toBeLessThanOrEqual(now);
    });
  });

  it('no retry comes before its delay or after its age, and what is planned lies ahead', () => {
    always((decision, { run, attempts, cause }, policy, now) => {
      if (decision.do === 'stop' || decision.do === 'wait') return;
      const failedAt = failureTime(attempts);
      const dueAt = failedAt + delayOf(run, cause.kind, decision.slot, policy);
      if (decision.do === 'retry') expect(now + 10_000).toBeGreaterThanOrEqual(dueAt);
      if (decision.do === 'retry') return;
      expect(decision.at).toBeGreaterThanOrEqual(dueAt);
      expect(decision.at).toBeGreaterThanOrEqual(now + MINUTE);
      expect(decision.at).toBeLessThanOrEqual(failedAt + policy.maxAgeMs);
    });
  });

  it('a retry goes out only where the breaker lets it', () => {
    always((decision, { ledger, run }, _policy, now) => {
      if (decision.do !== 'retry') return;
      const { openUntil = -Infinity, lease } = ledger.breaker ?? {};
      expect(now).toBeGreaterThanOrEqual(openUntil);
      if (openUntil > -Infinity && lease && lease.owner !== run.executionId)
        expect(now).toBeGreaterThanOrEqual(lease.until);
    });
  });

  it('the same input gives the same answer, in whatever order rows come, and is left as it was', () => {
    always((decision, it, policy, now) => {
      const before = structuredClone(it);
      const rows = new Map(it.attempts.map((row) => [`${row.action} ${row.actionExecutionId}`, row]));
      const unique = { ...it, attempts: [...rows.values()] };
      const reversed = { ...unique, attempts: unique.attempts.toReversed() };

      expect(decide(it, policy, breakerPolicy, now)).toEqual(decision);
      expect(decide(reversed, policy, breakerPolicy, now)).toEqual(
        decide(unique, policy, breakerPolicy, now),
      );
      expect(it).toEqual(before);
    });
  });

  it('every answer is one of four, and every reason one of the list', () => {
    always((decision) => {
      if (decision.do === 'stop') expect(STOP_REASONS).toContain(decision.reason);
      if (decision.do === 'wait') expect(Number.isFinite(decision.until)).toBe(true);
    });
  });
});
