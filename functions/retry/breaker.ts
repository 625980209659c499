import type { CauseClass, Kind } from '../../shared/domain/diagnosis/cause.ts';
import {
  giveBackLease,
  mayStart,
  noteFailure,
  noteFailureOfLease,
  noteSuccess,
} from '../../shared/domain/retry/breaker.ts';
import type { Breaker } from '../../shared/domain/retry/breaker.ts';
import { factsOf } from '../../shared/domain/retry/facts.ts';
import type { BreakerState } from '../../shared/domain/retry/ledger-view.ts';
import { breakerPolicyOf } from '../../shared/domain/retry/policy.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import type { Deps } from './deps.ts';
import type { View } from './look.ts';

type Means = Pick<Deps, 'ledger' | 'settings' | 'now' | 'health'>;

/** Notes a failure for the breaker of its kind: a new one counts, and one of the execution with the lease opens it again. */
export async function noteFailed(
  deps: Means,
  { situation, accounts, diagnosed }: View,
  retries: Readonly<Record<CauseClass, number>>,
): Promise<BreakerState | undefined> {
  const { run, cause, ledger } = situation;
  const policy = breakerPolicyOf(deps.settings);
  const { failedAt } = factsOf(situation);
  const now = deps.now();
  // What nobody would retry is no outage, and neither is what was told late.
  if (!diagnosed || !(retries[cause.class] > 0) || !(now - failedAt <= policy.windowMs))
    return ledger.breaker;
  const change = (breaker: BreakerState | undefined): Breaker | undefined => {
    const { lease } = breaker ?? {};
    const sinceLease = lease !== undefined && failedAt >= lease.until - policy.pauseMs;
    const afterLease = sinceLease ? noteFailureOfLease(breaker, run.executionId, now, policy) : breaker;
    return noteFailure(afterLease, run.pipeline, now, policy);
  };
  const read = async () => (await deps.ledger.read(run, accounts, cause.kind)).breaker;
  return update(deps, cause.kind, ledger.breaker, read, change);
}

/** Takes the lease where the breaker lets one retry at a time out; false: everything has to be looked at again. */
export async function takeLease(deps: Means, { situation }: View): Promise<boolean> {
  const { run, cause, ledger } = situation;
  const admission = mayStart(ledger.breaker, run.executionId, deps.now(), breakerPolicyOf(deps.settings));
  switch (admission.admits) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'one':
      return deps.ledger.writeBreaker(cause.kind, ledger.breaker, admission.breaker);
  }
}

/** Gives the lease back where no retry went out. */
export async function giveBack(deps: Means, { situation, accounts }: View): Promise<void> {
  const { run, cause } = situation;
  const read = async () => (await deps.ledger.read(run, accounts, cause.kind)).breaker;
  await update(deps, cause.kind, await read(), read, (breaker) =>
    giveBackLease(breaker, run.executionId, deps.now()),
  );
}

/** Closes the breaker of a kind if it was this execution's retry that had the lease. */
export async function noteSucceeded(deps: Means, run: StageRun, kind: Kind): Promise<void> {
  const read = async () => (await deps.ledger.read(run, NO_ACCOUNTS, kind)).breaker;
  await update(deps, kind, await read(), read, (breaker) => noteSuccess(breaker, run.executionId));
}

/** A success pays nothing. */
export const NO_ACCOUNTS = { day: '', revision: '' };

/** Changes a breaker until nobody was faster, or there is nothing to change any more; throws after too many. */
async function update(
  { ledger, settings, health, now }: Means,
  kind: Kind,
  before: BreakerState | undefined,
  read: () => Promise<BreakerState | undefined>,
  change: (breaker: BreakerState | undefined) => Breaker | undefined,
): Promise<BreakerState | undefined> {
  let known = before;
  // In an outage many write at once, until it opens.
  for (let round = 0; round < settings.retry.outage.pipelines + 5; round++) {
    const next = change(known);
    if (next === undefined || next === known) return known;
    if (await ledger.writeBreaker(kind, known, next)) {
      const { openUntil = 0 } = next;
      if (openUntil > now() && openUntil !== known?.openUntil) health.breakerOpened();
      return { ...next, version: (known?.version ?? 0) + 1 };
    }
    known = await read();
  }
  throw new Error(`the breaker of ${kind} is changed too often`);
}
