import { decide } from '../../shared/domain/retry/decide.ts';
import type { Decision, Wait } from '../../shared/domain/retry/decision.ts';
import { isAhead } from '../../shared/domain/retry/ahead.ts';
import { breakerPolicyOf, policyFor, unwantedBy } from '../../shared/domain/retry/policy.ts';
import type { RetryPolicy } from '../../shared/domain/retry/policy.ts';
import type { Due } from '../../shared/domain/retry/situation.ts';
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
import { recordStop } from './stop.ts';

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
  // One after another: they may be about one stage.
  for (const it of readRetryInputs(input)) results.push(...(await Promise.allSettled([answer(deps, it)])));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function answer(deps: Deps, input: RetryInput): Promise<Outcome> {
  const policy = policyFor(deps.settings, input.run);
  // What config.yml leaves out costs no call.
  const unwanted = unwantedBy(policy);
  if (input.what === 'succeeded') return unwanted ? { do: 'nothing' } : noteHealed(deps, input.run);
  if (unwanted) return told(deps, input, { do: 'stop', reason: unwanted });
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const view = await look(deps, input.run);
    // Lambda gives the event again, a minute later.
    if (isAhead(input.what === 'failed' ? input.at : undefined, view.situation))
      throw new Error('the service does not show the failure yet');
    const outcome = await carryOut(deps, view, policy, input);
    if (outcome) return told(deps, input, outcome, view);
  }
  throw new Error('the ledger is changed by others all the time');
}

/** Undefined: somebody else was faster, and everything has to be looked at again. */
async function carryOut(
  deps: Deps,
  seen: View,
  policy: RetryPolicy,
  input: Exclude<RetryInput, { readonly what: 'succeeded' }>,
): Promise<Decision | Wait | undefined> {
  const breaker =
    input.what === 'failed' ? await noteFailed(deps, seen, policy.retries) : seen.situation.ledger.breaker;
  const situation = { ...seen.situation, ledger: { ...seen.situation.ledger, breaker } };
  const view = { ...seen, situation };
  const due: Due | undefined = input.what === 'due' ? input.due : undefined;
  const decision = decide(situation, policy, breakerPolicyOf(deps.settings), deps.now());
  switch (decision.do) {
    case 'stop':
      return recordStop(deps, situation, decision);
    case 'wait':
      return planTakeOver(deps, situation, decision, due);
    case 'later':
      return planDecided(deps, situation, decision, due);
    case 'retry':
      return call(deps, view, policy, decision, due);
  }
}

function told(deps: Deps, { run }: RetryInput, outcome: Decision | Wait, view?: View): Outcome {
  const { kind, class: itsClass } = view?.situation.cause ?? {};
  deps.log.info(LOG.decided, { ...run, ...outcome, kind, class: itsClass });
  if (outcome.do !== 'wait') deps.health.decided(outcome.do === 'stop' ? outcome.reason : outcome.do);
  return outcome;
}
