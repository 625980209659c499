import type { Cause } from '../diagnosis/cause.ts';
import type { ActionAttempt } from '../execution.ts';
import { attemptsUntil, failedAttempts, lastFailedStage } from '../failure.ts';
import type { PipelineFact } from '../fact.ts';
import type { Findings } from '../findings.ts';
import { found } from '../lookup.ts';
import { retriesByRows } from '../retry/attempts.ts';
import type { Decision, StopReason } from '../retry/decision.ts';
import type { Rollback, StageRecord } from '../retry/ledger-view.ts';
import { unwantedBy } from '../retry/policy.ts';
import type { RetryPolicy } from '../retry/policy.ts';

/** One retry of the number that the cause is allowed. */
interface Numbered {
  readonly slot: number;
  readonly of: number;
}

/** What a message says about automatic retries. Times in milliseconds since the epoch. */
export type Retry =
  | (Numbered & {
      readonly do: 'planned';
      readonly at: number;
      /** From now on; undefined where that is over. */
      readonly inMs?: number | undefined;
      readonly reason: 'delay' | 'outage';
    })
  | (Numbered & { readonly do: 'starting' | 'started' })
  | (Numbered & { readonly do: 'resumed'; readonly stage: string })
  | (Numbered & { readonly do: 'healed'; readonly stage: string; readonly durationMs: number })
  | (Numbered & {
      readonly do: 'withdrawn';
      readonly at?: number | undefined;
      readonly reason: StopReason;
    })
  | (Partial<Numbered> & { readonly do: 'stop'; readonly reason: StopReason })
  | { readonly do: 'deciding' | 'unread' };

/** A record with a decision. */
type Decided = StageRecord & { readonly decision: Decision };

/** What the failure is known by; `now` in milliseconds since the epoch. */
interface Known {
  readonly stage?: string | undefined;
  readonly cause?: Cause | undefined;
  readonly now: number;
}

/** What is to be said about retries of a failure, or of what went on or ended well after one; undefined: nothing. */
export function reportRetry(fact: PipelineFact, findings: Findings, known: Known): Retry | undefined {
  const { policy } = findings;
  if (policy === undefined) return undefined;
  switch (fact.state) {
    case 'FAILED':
      return retryOfFailure(fact, findings, policy, known);
    case 'RESUMED':
    case 'SUCCEEDED':
      return retryBefore(fact, found(findings.attempts) ?? [], found(findings.retry), known.now);
    default:
      return undefined;
  }
}

/** The rollback that answers this very failure; undefined: there is none. */
export function reportRollback(fact: PipelineFact, { attempts, retry }: Findings): Rollback | undefined {
  return fact.state === 'FAILED' ? answerTo(fact, found(attempts) ?? [], found(retry))?.rollback : undefined;
}

/** True for a retry that will come, or has begun. */
export function isUnderWay(retry: Retry | undefined): boolean {
  return retry?.do === 'planned' || retry?.do === 'starting' || retry?.do === 'started';
}

/** The record, if it holds a decision about this very failure: one that was made after the last action failed. */
function answerTo(
  fact: PipelineFact,
  attempts: readonly ActionAttempt[],
  record: StageRecord | undefined,
): Decided | undefined {
  const failedAt = failedAttempts(fact, attempts)[0]?.updatedAt ?? fact.at ?? -Infinity;
  if (record?.decision === undefined || record.decidedAt === undefined) return undefined;
  return record.decidedAt >= failedAt ? { ...record, decision: record.decision } : undefined;
}

/** False while a retry is about to be called: what comes of it is recorded soon. */
function isSettled({ decision, slot }: Decided): boolean {
  return decision.do !== 'retry' || slot?.state === 'settled';
}

/** Such as one that is told from the dead-letter queue: whatever is still to be decided about it ends so. */
function isTooOld({ at }: PipelineFact, { maxAgeMs }: RetryPolicy, now: number): boolean {
  return at !== undefined && now - at > maxAgeMs;
}

function retryOfFailure(
  fact: PipelineFact,
  findings: Findings,
  policy: RetryPolicy,
  { stage, cause, now }: Known,
): Retry {
  const unwanted = unwantedBy(policy);
  if (unwanted) return { do: 'stop', reason: unwanted };
  if (findings.retry?.status === 'missing') return { do: 'unread' };
  const attempts = found(findings.attempts) ?? [];
  const record = answerTo(fact, attempts, found(findings.retry));
  if (record === undefined)
    return isTooOld(fact, policy, now) ? { do: 'stop', reason: 'too-old' } : { do: 'deciding' };
  const { decision, used } = record;
  switch (decision.do) {
    case 'later': {
      const { slot, of, at, because } = decision;
      return { do: 'planned', slot, of, at, inMs: at > now ? at - now : undefined, reason: because };
    }
    case 'retry':
      return {
        do: isSettled(record) ? 'started' : 'starting',
        slot: decision.slot,
        of: decision.of,
      };
    case 'stop': {
      const { reason } = decision;
      const of = policy.retries[cause?.class ?? 'unknown'];
      if (reason !== 'used-up' || of === 0) return { do: 'stop', reason };
      return { do: 'stop', reason, slot: Math.min(Math.max(used, retriesIn(stage, attempts)), of), of };
    }
  }
}

/** A retry of ours that went out, and was the last of the stage that failed last. */
function retryBefore(
  fact: PipelineFact,
  attempts: readonly ActionAttempt[],
  record: StageRecord | undefined,
  now: number,
): Retry | undefined {
  const at = fact.at ?? now;
  const stage = lastFailedStage(attempts, at);
  const { decision, slot: { state } = {} } = record ?? {};
  if (stage === undefined || decision?.do !== 'retry') return undefined;
  if (state !== 'called' && state !== 'settled') return undefined;
  const { slot, of } = decision;
  if (fact.state === 'RESUMED') return { do: 'resumed', slot, of, stage };
  const failed = attemptsUntil(attempts, at).filter((it) => it.stage === stage && it.status === 'Failed');
  const since = Math.min(...failed.map(({ updatedAt }) => updatedAt));
  return { do: 'healed', slot, of, stage, durationMs: Math.max(0, at - since) };
}

/** By whomever. */
function retriesIn(stage: string | undefined, attempts: readonly ActionAttempt[]): number {
  const rows = attempts.filter((it) => it.stage === stage);
  return retriesByRows(rows.map((row) => ({ ...row, actionExecutionId: row.actionExecutionId ?? '' })));
}
