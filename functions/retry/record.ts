import { attemptKey } from '../../shared/domain/retry/attempts.ts';
import type { Decision, StopReason } from '../../shared/domain/retry/decision.ts';
import type { Rollback, Slot, StageRecord, Withdrawn } from '../../shared/domain/retry/ledger-view.ts';
import type { StageAttempt, StageRun } from '../../shared/domain/retry/situation.ts';
import type { Deps } from './deps.ts';

/** What a decision changes in a stage's record. */
export interface Change {
  readonly used?: number;
  readonly slot?: Slot | undefined;
  readonly decision: Decision;
  readonly kind?: StageRecord['kind'];
  readonly withdrawn?: Withdrawn | undefined;
  readonly rollback?: Rollback | undefined;
}

/** Writes the next version of a stage's record; undefined: somebody else was first. */
export async function record(
  { ledger, now }: Pick<Deps, 'ledger' | 'now'>,
  run: StageRun,
  before: StageRecord | undefined,
  change: Change,
): Promise<StageRecord | undefined> {
  const { version = 0, ...known } = before ?? { used: 0 };
  const after = { ...known, ...change, decidedAt: now() };
  return (await ledger.write(run, before, after)) ? { ...after, version: version + 1 } : undefined;
}

/**
 * What a stop takes back: a retry that was promised for later, or that was about to start and has not. The newest failed
 * attempts say whether it has; without them, what was not called has not.
 */
export function withdrawnBy(
  known: StageRecord | undefined,
  reason: StopReason,
  attempts?: readonly StageAttempt[],
): Pick<Change, 'withdrawn'> {
  const { decision, slot } = known ?? {};
  if (decision === undefined || decision.do === 'stop') return {};
  const { slot: number, of } = decision;
  if (decision.do === 'later') return { withdrawn: { slot: number, of, at: decision.at, reason } };
  const hasGoneOut = slot?.state === 'called' && (!attempts || slot.seen !== attemptKey(attempts));
  return slot?.state === 'settled' || hasGoneOut ? {} : { withdrawn: { slot: number, of, reason } };
}
