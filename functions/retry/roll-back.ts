import { isBehind } from '../../shared/domain/retry/ahead.ts';
import type { Wait } from '../../shared/domain/retry/decision.ts';
import { nextTry } from '../../shared/domain/retry/delay.ts';
import { refusalAtLastLook } from '../../shared/domain/retry/never.ts';
import { obstacleTo, rollbackIn, rollbackTarget } from '../../shared/domain/retry/rollback.ts';
import type { Rollback } from '../../shared/domain/retry/ledger-view.ts';
import type { Due, Situation } from '../../shared/domain/retry/situation.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import type { Effect } from '../../shared/ports/retrier.ts';
import { FRESH_MS, HELD_MS } from './call.ts';
import type { Deps } from './deps.ts';
import { planNext, planTakeOver, triesOf } from './later.ts';
import { readPipeline, readState } from './look.ts';
import { record, withdrawnBy } from './record.ts';
import type { Change } from './record.ts';
import { recordStop } from './stop.ts';
import type { Stop } from './stop.ts';

/**
 * Rolls a stage back whose retries are used up, at most once for an execution: it is written down before it is called.
 * Undefined: somebody else was faster. Throws where a step could not be done; then the same input may be given again.
 */
export async function rollBack(
  deps: Deps,
  situation: Situation,
  stop: Stop,
  due: Due | undefined,
): Promise<Stop | Wait | undefined> {
  const { run, ledger } = situation;
  const { rollback: known } = ledger.record ?? {};
  if (known !== undefined && known.state !== 'planned') return recordStop(deps, situation, stop);
  const write = (rollback: Rollback, before = ledger.record, more: Partial<Change> = {}) =>
    record(deps, run, before, { decision: stop, kind: situation.cause.kind, rollback, ...more });

  const obstacle = obstacleTo(situation);
  const target = obstacle === undefined ? await findTarget(deps, situation) : undefined;
  if (target === undefined) {
    // The message of a rollback takes a promised retry back too, and this one has none.
    const withdrawn = withdrawnBy(ledger.record, stop.reason, situation.attempts);
    const because = obstacle ?? 'no-target';
    return (await write({ state: 'impossible', because }, ledger.record, withdrawn)) && stop;
  }
  const { id: targetId } = target;

  const lookedAt = deps.now();
  const state = await readState(deps, run);
  if (isBehind(situation, state)) throw new Error('the service shows an older state of the stage');
  const refusal = refusalAtLastLook(situation, state);
  if (refusal) return recordStop(deps, situation, { do: 'stop', reason: refusal });

  const called = await write({ state: 'called', targetId, until: deps.now() + HELD_MS });
  if (!called) return undefined;
  const ended = async (rollback: Rollback) => (await write({ targetId, ...rollback }, called)) && stop;
  if (deps.now() - lookedAt > FRESH_MS) {
    await write({ state: 'planned', targetId }, called);
    throw new Error('what was read is too old to call by');
  }
  const retrier = await deps.retrier();
  const effect = await deniedIsRefused(retrier.rollback(run, targetId));
  switch (effect.outcome) {
    case 'started':
      return ended({ state: 'started', executionId: effect.executionId });
    case 'refused':
      return ended({ state: 'impossible', because: effect.code === DENIED ? 'denied' : 'refused' });
    case 'busy': {
      const slot = called.used + 1;
      const tries = triesOf(called, slot, due) + 1;
      const at = nextTry(deps.now(), tries, run);
      const plan = at === undefined ? undefined : await planNext(deps, run, slot, at, tries);
      return ended(plan ? { state: 'planned' } : { state: 'impossible', because: 'busy' });
    }
    case 'unknown': {
      const looked = { ...situation, ledger: { ...ledger, record: called } };
      return followUp(deps, { ...looked, state: await readState(deps, run) }, stop, due);
    }
  }
}

/** Looks after a rollback that was called by somebody who died, or who was left without an answer. */
export async function followUp(
  deps: Deps,
  situation: Situation,
  stop: Stop,
  due: Due | undefined,
): Promise<Stop | Wait | undefined> {
  const { run, ledger } = situation;
  const { targetId, until = 0 } = ledger.record?.rollback ?? {};
  const executionId = rollbackIn(situation);
  if (executionId === undefined && deps.now() < until)
    return planTakeOver(deps, situation, { do: 'wait', until }, due);
  // It is never called twice, so that nobody knows is the end of it.
  const rollback: Rollback =
    executionId === undefined
      ? { state: 'impossible', targetId, because: 'unknown' }
      : { state: 'started', targetId, executionId };
  return (await record(deps, run, ledger.record, { decision: stop, rollback })) && stop;
}

async function findTarget(deps: Deps, situation: Situation) {
  const { pipeline, stage } = situation.run;
  const succeeded = await readPipeline(deps, (reader, signal) => reader.succeededIn(pipeline, stage, signal));
  return rollbackTarget(situation, succeeded);
}

const DENIED = 'denied';

/** A permission that is missing is no reason to try for hours. */
async function deniedIsRefused(call: Promise<Effect>): Promise<Effect> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ServiceError && error.reason === 'denied')
      return { outcome: 'refused', code: DENIED };
    throw error;
  }
}
