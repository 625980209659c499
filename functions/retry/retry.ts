import { ServiceError } from '../../shared/domain/lookup.ts';
import { decide } from '../../shared/domain/retry/decide.ts';
import type { Decision, StopReason, Wait } from '../../shared/domain/retry/decision.ts';
import { isAhead, isTorn } from '../../shared/domain/retry/ahead.ts';
import { endsInRollback } from '../../shared/domain/retry/rollback.ts';
import { breakerPolicyOf, policyFor, unwantedBy } from '../../shared/domain/retry/policy.ts';
import type { RetryPolicy } from '../../shared/domain/retry/policy.ts';
import type { Due, StageRun } from '../../shared/domain/retry/situation.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import { readRetryInputs } from '../../shared/schemas/retry-input.ts';
import type { RetryInput } from '../../shared/schemas/retry-input.ts';
import { noteFailed } from './breaker.ts';
import { call } from './call.ts';
import type { Deps } from './deps.ts';
import { noteHealed } from './healed.ts';
import { look } from './look.ts';
import type { View } from './look.ts';
import { planDecided, planTakeOver } from './later.ts';
import { announce } from './announce.ts';
import { followUp, rollBack } from './roll-back.ts';
import { recordStop, recordUnseen } from './stop.ts';

/** How often everything is looked at again because somebody else was faster; it takes as many others to need more. */
const MAX_ROUNDS = 5;

/** What came of one input; `healed`: a stage went green after a retry, `nothing`: it went green by itself. */
export type Outcome = Decision | Wait | { readonly do: 'healed' | 'nothing' };

/**
 * Answers the failure of a stage, a try that is due, or the success of a stage. Throws where something could not be read,
 * written or planned: then nothing was retried that is not in the ledger, and the same input may be given again.
 */
export async function retry(deps: Deps, input: unknown): Promise<readonly Outcome[]> {
  const results = [];
  const inputs = readRetryInputs(input, (keys) => {
    deps.log.warn(LOG.passedOver, { keys });
  });
  // One after another: they may be about one stage.
  for (const it of inputs) results.push(...(await Promise.allSettled([answer(deps, it)])));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function answer(deps: Deps, input: RetryInput): Promise<Outcome> {
  const policy = policyFor(deps.settings, input.run);
  // What config.yml leaves out costs no call.
  const unwanted = unwantedBy(policy);
  if (input.what === 'succeeded') return unwanted ? { do: 'nothing' } : noteHealed(deps, input.run);
  if (unwanted && input.what === 'failed') return told(deps, input, { do: 'stop', reason: unwanted });
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const begunAt = deps.now();
    const view = unwanted ?? (await lookIfThere(deps, input.run));
    if (typeof view === 'string') {
      const outcome = await recordUnseen(deps, input.run, view);
      if (outcome) return told(deps, input, outcome);
      continue;
    }
    // Whoever has decided while this was looked at may have seen more.
    const { decidedAt = -Infinity } = view.situation.ledger.record ?? {};
    if (decidedAt > begunAt && decidedAt <= deps.now()) continue;
    // Once, since a service that counts otherwise would never be looked at to the end.
    if (round === 0 && isTorn(view.situation)) continue;
    // Lambda gives the event again, a minute later.
    if (isAhead(input.what === 'failed' ? input.at : undefined, view.situation))
      throw new Error('the service does not show the failure yet');
    const outcome = await carryOut(deps, view, policy, input);
    if (outcome) return told(deps, input, outcome, view);
  }
  throw new Error('the ledger is changed by others all the time');
}

/** A pipeline, an execution or a stage that is gone was changed. */
async function lookIfThere(deps: Deps, run: StageRun): Promise<View | StopReason> {
  try {
    return await look(deps, run);
  } catch (error) {
    if (error instanceof ServiceError && error.reason === 'gone') return 'pipeline-changed';
    throw error;
  }
}

/** Undefined: somebody else was faster, and everything has to be looked at again. */
async function carryOut(
  deps: Deps,
  seen: View,
  policy: RetryPolicy,
  input: Exclude<RetryInput, { readonly what: 'succeeded' }>,
): Promise<Decision | Wait | undefined> {
  const due: Due | undefined = input.what === 'due' ? input.due : undefined;
  const { rollback, decision: known } = seen.situation.ledger.record ?? {};
  if (rollback?.state === 'called' && known?.do === 'stop') return followUp(deps, seen.situation, known, due);
  const breaker =
    input.what === 'failed' ? await noteFailed(deps, seen, policy.retries) : seen.situation.ledger.breaker;
  const situation = { ...seen.situation, ledger: { ...seen.situation.ledger, breaker } };
  const view = { ...seen, situation };
  const decision = decide(situation, policy, breakerPolicyOf(deps.settings), deps.now());
  switch (decision.do) {
    case 'stop':
      return endsInRollback(decision.reason, policy)
        ? rollBack(deps, situation, decision, due)
        : recordStop(deps, situation, decision);
    case 'wait':
      return planTakeOver(deps, situation, decision, due);
    case 'later':
      return planDecided(deps, situation, decision, due);
    case 'retry':
      return call(deps, view, policy, decision, due);
  }
}

async function told(
  deps: Deps,
  { run }: RetryInput,
  outcome: Decision | Wait,
  view?: View,
): Promise<Outcome> {
  const { kind, class: itsClass } = view?.situation.cause ?? {};
  deps.log.info(LOG.decided, { ...run, ...outcome, kind, class: itsClass });
  if (outcome.do !== 'wait') deps.health.decided(outcome.do === 'stop' ? outcome.reason : outcome.do);
  if (outcome.do === 'stop') await announce(deps, run);
  return outcome;
}
