import { attemptKey } from '../../shared/domain/retry/attempts.ts';
import type { Decision, StopReason } from '../../shared/domain/retry/decision.ts';
import type { StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import type { Situation, StageRun } from '../../shared/domain/retry/situation.ts';
import { NO_ACCOUNTS } from './breaker.ts';
import type { Deps } from './deps.ts';
import { record, withdrawnBy } from './record.ts';
import type { Change } from './record.ts';

export type Stop = Extract<Decision, { readonly do: 'stop' }>;
type Means = Pick<Deps, 'ledger' | 'now'>;

/** Records why a stage is left alone; undefined: somebody else was faster. */
export async function recordStop(
  deps: Means,
  situation: Situation,
  decision: Stop,
): Promise<Stop | undefined> {
  if (isNothingNew(situation, decision)) return decision;
  const { run, ledger, cause, attempts } = situation;
  const change = {
    decision,
    kind: cause.kind,
    ...withdrawnBy(ledger.record, decision.reason, attempts),
    ...overtakenIn(ledger.record),
  };
  return (await record(deps, run, ledger.record, change)) && decision;
}

/** Records why a stage is left alone that can't, or need not, be looked at; undefined: somebody else was faster. */
export async function recordUnseen(
  deps: Means,
  run: StageRun,
  reason: StopReason,
): Promise<Stop | undefined> {
  const { record: known } = await deps.ledger.read(run, NO_ACCOUNTS, 'unknown');
  const decision = { do: 'stop', reason } as const;
  const { do: done } = known?.decision ?? {};
  if (done === 'stop' || (done === 'retry' && known?.slot?.state !== 'reserved')) return decision;
  return (await record(deps, run, known, { decision, ...withdrawnBy(known, reason) })) && decision;
}

/** A rollback that found the service busy, and that something else has come before. */
function overtakenIn(known: StageRecord | undefined): Pick<Change, 'rollback'> {
  const { rollback } = known ?? {};
  if (rollback?.state !== 'planned') return {};
  return { rollback: { ...rollback, state: 'impossible', because: 'overtaken' } };
}

/** A failure is answered once: what is told of it again, or late, changes nothing about that. */
function isNothingNew({ ledger: { record: known }, attempts }: Situation, { reason }: Stop): boolean {
  const { decision, slot, rollback } = known ?? {};
  // Whatever the rollback leads to, it is the answer; one that was to be tried again is not tried any more.
  if (rollback !== undefined && decision?.do === 'stop') return rollback.state !== 'planned';
  if (decision?.do === 'stop') return decision.reason === reason || reason === 'not-failed';
  if (decision?.do !== 'retry') return false;
  const isSameFailure = slot?.seen === attemptKey(attempts);
  // A retry that may have gone out has, where there is a new attempt; one that was only reserved never did.
  if (slot?.state === 'called') return reason === 'not-failed' && !isSameFailure;
  return slot?.state === 'settled' && (reason === 'not-failed' || isSameFailure);
}
