import { isBehind } from '../../shared/domain/retry/ahead.ts';
import { attemptKey } from '../../shared/domain/retry/attempts.ts';
import type { Decision, StopReason, Wait } from '../../shared/domain/retry/decision.ts';
import { nextTry } from '../../shared/domain/retry/delay.ts';
import { retriesOf, stageOf } from '../../shared/domain/retry/facts.ts';
import type { Slot, StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import { refusalAtLastLook } from '../../shared/domain/retry/never.ts';
import type { RetryPolicy } from '../../shared/domain/retry/policy.ts';
import type { Due, Situation } from '../../shared/domain/retry/situation.ts';
import { turnOf } from '../../shared/domain/retry/turn.ts';
import { giveBack, takeLease } from './breaker.ts';
import type { Deps } from './deps.ts';
import { planNext, planTakeOver, triesOf } from './later.ts';
import { attemptsOfStage, readAttempts, readState } from './look.ts';
import type { View } from './look.ts';
import { record, withdrawnBy } from './record.ts';
import type { Stop } from './stop.ts';

/** Nobody else may call for so long: longer than the function's time-out. */
export const HELD_MS = 90_000;
/** What was read must not be older when the call goes out. */
export const FRESH_MS = 5000;

type Retry = Extract<Decision, { readonly do: 'retry' }>;
/** A slot that is held, and the record that says so. */
interface Held {
  readonly slot: Slot;
  readonly record: StageRecord;
}

/** What a refused call means, where a look does not tell. */
const REFUSED: Readonly<Record<string, StopReason>> = {
  StageNotRetryableException: 'not-failed',
  NotLatestPipelineExecutionException: 'not-latest',
};

/**
 * Reserves the slot, looks once more, calls once and records what came of it. Undefined: somebody else was faster. Throws
 * where a step could not be done; then the slot is held until its time is over, and is taken over after that.
 */
export async function call(
  deps: Deps,
  view: View,
  policy: RetryPolicy,
  decision: Retry,
  due: Due | undefined,
): Promise<Decision | Wait | undefined> {
  const { situation } = view;
  const { run } = situation;
  const reserved = await reserve(deps, view, policy, decision, due);
  if (!reserved) return undefined;

  const lookedAt = deps.now();
  const refusal = await lookAgain(deps, situation);
  const afterUntil = (held: Held) =>
    planTakeOver(deps, withRecord(situation, held.record), { do: 'wait', until: held.slot.until ?? 0 }, due);
  if (refusal === 'behind') return afterUntil(reserved);
  if (refusal) return settle(deps, view, reserved, { do: 'stop', reason: refusal });

  const called = await hold(
    deps,
    situation,
    reserved.record,
    { ...reserved.slot, state: 'called' },
    decision,
  );
  if (!called) return undefined;
  if (deps.now() - lookedAt > FRESH_MS) return afterUntil(called);

  const retrier = await deps.retrier();
  const effect = await retrier.retry(run, decision.mode);
  switch (effect.outcome) {
    case 'started':
      return started(deps, view, called, decision);
    case 'busy':
      return tryLater(deps, view, called, decision);
    case 'refused':
      return settle(deps, view, called, {
        do: 'stop',
        reason: await whyRefused(deps, situation, effect.code),
      });
    case 'unknown':
      return (await tookEffect(deps, situation)) ? started(deps, view, called, decision) : afterUntil(called);
  }
}

/** The last look before the call. In PARALLEL mode the state may be another execution's, and only the attempts count. */
async function lookAgain(deps: Deps, situation: Situation): Promise<StopReason | 'behind' | undefined> {
  const { run, definition, attempts: before } = situation;
  if (definition.mode !== 'PARALLEL') {
    const state = await readState(deps, run);
    return isBehind(situation, state) ? 'behind' : refusalAtLastLook(situation, state);
  }
  const [state, rows] = await Promise.all([readState(deps, run), readAttempts(deps, run)]);
  const attempts = attemptsOfStage(rows, run.stage);
  const refusal = refusalAtLastLook({ ...situation, attempts }, state);
  return refusal ?? (attemptKey(attempts) === attemptKey(before) ? undefined : 'not-failed');
}

/** Somebody has retried the stage since the last look, or changed the pipeline, for which the service has one answer. */
async function whyRefused(deps: Deps, situation: Situation, code: string): Promise<StopReason> {
  const reason = await lookAgain(deps, situation);
  return reason === undefined || reason === 'behind' ? (REFUSED[code] ?? 'pipeline-changed') : reason;
}

/** Takes the breaker's lease where there is one, pays, and takes the slot; a death in between costs a retry, and no more. */
async function reserve(
  deps: Deps,
  view: View,
  { maxADay, maxARevision }: RetryPolicy,
  decision: Retry,
  due: Due | undefined,
): Promise<Held | undefined> {
  const { situation, accounts } = view;
  const { run, ledger, attempts } = situation;
  const turn = turnOf(situation, deps.now());
  if (turn.is !== 'free' || turn.slot !== decision.slot) return undefined;
  // Many want the lease at once, and whoever does not get it has not paid.
  if (!(await takeLease(deps, view))) return undefined;
  if (!turn.paid && !(await deps.ledger.spend(run, accounts, { day: maxADay, revision: maxARevision })))
    return undefined;
  const slot = {
    number: decision.slot,
    state: 'reserved',
    owner: deps.newOwner(),
    seen: attemptKey(attempts),
    tries: triesOf(ledger.record, decision.slot, due),
  } as const;
  return hold(deps, situation, ledger.record, slot, decision);
}

async function hold(
  deps: Deps,
  { run, cause }: Situation,
  before: StageRecord | undefined,
  slot: Slot,
  decision: Decision,
): Promise<Held | undefined> {
  const held = { ...slot, until: deps.now() + HELD_MS };
  const after = await record(deps, run, before, {
    used: slot.number,
    slot: held,
    decision,
    kind: cause.kind,
  });
  return after && { slot: held, record: after };
}

async function started(deps: Deps, { situation }: View, held: Held, decision: Retry): Promise<Decision> {
  deps.health.retryStarted();
  // Whoever was faster has seen the retry already, and recorded more than this.
  await record(deps, situation.run, held.record, { slot: { ...held.slot, state: 'settled' }, decision });
  return decision;
}

/** Nothing was retried, and the slot is used up. */
async function settle(deps: Deps, view: View, held: Held, decision: Stop): Promise<Decision | undefined> {
  const { run, attempts } = view.situation;
  const slot: Slot = { ...held.slot, state: 'settled' };
  const withdrawn = withdrawnBy(held.record, decision.reason, attempts);
  const after = await record(deps, run, held.record, { slot, decision, ...withdrawn });
  await giveBack(deps, view);
  return after && decision;
}

/** The service is busy with something else: the same slot is tried again, with a schedule of its own. */
async function tryLater(
  deps: Deps,
  view: View,
  held: Held,
  { slot: number, of }: Retry,
): Promise<Decision | undefined> {
  const { run } = view.situation;
  const { tries } = held.slot;
  const at = nextTry(deps.now(), tries + 1, run);
  const plan = at === undefined ? undefined : await planNext(deps, run, number, at, tries + 1);
  if (!plan) return settle(deps, view, held, { do: 'stop', reason: 'used-up' });
  const { owner: _o, until: _u, ...rest } = held.slot;
  const decision: Decision = { do: 'later', at: plan.at, slot: number, of, because: 'delay' };
  const slot: Slot = { ...rest, state: 'planned', dueAt: plan.at, tries: plan.tries };
  const after = await record(deps, run, held.record, { slot, decision });
  await giveBack(deps, view);
  return after && decision;
}

/** After a lost answer: a new attempt, or one retry more, is ours, since nobody else holds the slot. */
async function tookEffect(deps: Deps, situation: Situation): Promise<boolean> {
  const { run, attempts } = situation;
  const [state, rows] = await Promise.all([readState(deps, run), readAttempts(deps, run)]);
  const before = stageOf(situation);
  const now = stageOf({ run, state });
  // That the stage is said to run may be older than the failure.
  const isCounted = now?.executionId === run.executionId && retriesOf(now) > retriesOf(before);
  return isCounted || attemptKey(attemptsOfStage(rows, run.stage)) !== attemptKey(attempts);
}

function withRecord(situation: Situation, known: StageRecord): Situation {
  return { ...situation, ledger: { ...situation.ledger, record: known } };
}
