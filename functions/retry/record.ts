import type { Decision } from '../../shared/domain/retry/decision.ts';
import type { Slot, StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import type { Deps } from './deps.ts';

/** What a decision changes in a stage's record. */
export interface Change {
  readonly used?: number;
  readonly slot?: Slot | undefined;
  readonly decision: Decision;
  readonly kind?: StageRecord['kind'];
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
