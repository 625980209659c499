import { attemptKey } from '../../shared/domain/retry/attempts.ts';
import type { Decision, Wait } from '../../shared/domain/retry/decision.ts';
import { MAX_TRIES } from '../../shared/domain/retry/delay.ts';
import type { StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import type { Due, Situation, StageRun } from '../../shared/domain/retry/situation.ts';
import type { Deps } from './deps.ts';
import { record } from './record.ts';
import { recordStop } from './stop.ts';

const MINUTE_MS = 60_000;

type Later = Extract<Decision, { readonly do: 'later' }>;
type Means = Pick<Deps, 'ledger' | 'planner' | 'now'>;

/** A schedule that will call again. Times in milliseconds since the epoch. */
export interface Plan {
  readonly at: number;
  /** The number of the try that it is for. */
  readonly tries: number;
}

/** How many schedules of a slot are known to have been made. */
export function triesOf(known: StageRecord | undefined, slot: number, due: Due | undefined): number {
  const recorded = known?.slot?.number === slot ? known.slot.tries : 0;
  return Math.max(recorded, due?.slot === slot ? due.try : 0);
}

/** Plans a retry, then records it: whoever dies in between leaves a schedule that looks at everything again. */
export async function planDecided(
  deps: Means,
  situation: Situation,
  decision: Later,
  due: Due | undefined,
): Promise<Decision | undefined> {
  const { run, ledger, attempts, cause } = situation;
  const { slot: number, because } = decision;
  const tries = triesOf(ledger.record, number, due);
  // The newest try is over if it has just fired; else it may still be ahead, though an earlier one is told again.
  const isOver = due?.slot === number && due.try === tries;
  const plan = await planNext(deps, run, number, decision.at, isOver ? tries + 1 : tries);
  if (!plan)
    return recordStop(deps, situation, { do: 'stop', reason: because === 'outage' ? 'outage' : 'used-up' });
  const told = { ...decision, at: plan.at };
  const slot = {
    number,
    state: 'planned',
    seen: attemptKey(attempts),
    dueAt: plan.at,
    tries: plan.tries,
  } as const;
  return (await record(deps, run, ledger.record, { slot, decision: told, kind: cause.kind })) && told;
}

/** Somebody else holds the slot: a schedule looks whether that one has died, once nobody holds it any more. */
export async function planTakeOver(
  deps: Means,
  { run, ledger }: Situation,
  wait: Wait,
  due: Due | undefined,
): Promise<Wait> {
  const slot = ledger.record?.slot?.number ?? 1;
  const plan = await planNext(deps, run, slot, wait.until + MINUTE_MS, triesOf(ledger.record, slot, due) + 1);
  if (!plan) throw new Error(`no try of slot ${slot} is left to look after it`);
  return wait;
}

/**
 * Plans a try of a slot, with the number `from` or the first after it that is not taken; one that is taken and lies ahead
 * is ours. Undefined where no try is left; throws a ServiceError.
 */
export async function planNext(
  deps: Pick<Deps, 'planner' | 'now'>,
  run: StageRun,
  slot: number,
  at: number,
  from: number,
): Promise<Plan | undefined> {
  const planner = await deps.planner();
  for (let tries = Math.max(1, from); tries <= MAX_TRIES; tries++) {
    const { outcome, at: dueAt } = await planner.plan({ ...run, slot, try: tries }, at);
    if (dueAt !== undefined && (outcome === 'planned' || dueAt > deps.now())) return { at: dueAt, tries };
  }
  return undefined;
}
