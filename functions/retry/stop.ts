import { attemptKey } from '../../shared/domain/retry/attempts.ts';
import type { Decision } from '../../shared/domain/retry/decision.ts';
import type { Situation } from '../../shared/domain/retry/situation.ts';
import type { Deps } from './deps.ts';
import { record } from './record.ts';

type Stop = Extract<Decision, { readonly do: 'stop' }>;

/** Records why a stage is left alone; undefined: somebody else was faster. */
export async function recordStop(
  deps: Pick<Deps, 'ledger' | 'now'>,
  situation: Situation,
  decision: Stop,
): Promise<Stop | undefined> {
  if (isNothingNew(situation, decision)) return decision;
  const { run, ledger, cause } = situation;
  return (await record(deps, run, ledger.record, { decision, kind: cause.kind })) && decision;
}

/** A failure is answered once: what is told of it again, or late, changes nothing about that. */
function isNothingNew({ ledger: { record: known }, attempts }: Situation, { reason }: Stop): boolean {
  const { decision, slot } = known ?? {};
  if (decision?.do === 'stop') return decision.reason === reason || reason === 'not-failed';
  if (decision?.do !== 'retry') return false;
  const isSameFailure = slot?.seen === attemptKey(attempts);
  // A retry that may have gone out has, where there is a new attempt; one that was only reserved never did.
  if (slot?.state === 'called') return reason === 'not-failed' && !isSameFailure;
  return slot?.state === 'settled' && (reason === 'not-failed' || isSameFailure);
}
