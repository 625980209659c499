import { attemptKey } from './attempts.ts';
import { factsOf } from './facts.ts';
import type { Facts } from './facts.ts';
import type { Situation } from './situation.ts';

/** Which slot is next, and whose it is. */
export type Turn =
  /** Nobody's. `paid`: it has taken from the budgets before, for this very failure; `dueAt`: it is planned for then. */
  | {
      readonly is: 'free';
      readonly slot: number;
      readonly paid: boolean;
      readonly dueAt?: number | undefined;
    }
  /** Somebody's who may be about to call, until then. */
  | { readonly is: 'taken'; readonly slot: number; readonly until: number }
  /** Used for this very failure; the service does not show it yet, or has refused it. */
  | { readonly is: 'answered'; readonly slot: number };

/**
 * The next slot of a stage. Slots are counted by the larger of the ledger's count and the service's own, so that native
 * and manual retries count too, and those of a second Pipewatch. If the stage still stands as it stood then, a slot is
 * used again that was reserved by somebody who died, or that found the service busy and was planned once more.
 */
export function turnOf(situation: Situation, now: number, facts: Facts = factsOf(situation)): Turn {
  const { slot, used = 0 } = situation.ledger.record ?? {};
  const counted = slot === undefined || slot.state === 'planned' ? used : Math.max(used, slot.number);
  const next: Turn = { is: 'free', slot: Math.max(counted, facts.retries) + 1, paid: false };
  if (slot === undefined) return next;
  const { number, state, until, dueAt } = slot;
  if (state !== 'planned' && state !== 'settled' && until !== undefined && now < until)
    return { is: 'taken', slot: number, until };
  // What was done about an earlier failure says nothing about this one.
  if (slot.seen !== attemptKey(situation.attempts) || facts.retries >= number) return next;
  switch (state) {
    case 'planned':
      return number === next.slot || number === used
        ? { is: 'free', slot: number, paid: number === used, dueAt }
        : next;
    case 'reserved':
    case 'called':
      return { is: 'free', slot: number, paid: true };
    case 'settled':
      return { is: 'answered', slot: number };
  }
}
