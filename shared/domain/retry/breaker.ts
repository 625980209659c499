import type { BreakerState } from './ledger-view.ts';
import { shareOf } from './hash.ts';
import type { BreakerPolicy } from './policy.ts';

/**
 * The breaker of one kind of cause. Closed: retries go out. Open: they wait. Half-open: one at a time goes out, and what
 * comes of it closes the breaker or opens it again. Each function gives the same object back where nothing changes.
 */
export type Breaker = Omit<BreakerState, 'version'>;

/** Whether a retry may go out; `from`: before this time nothing can change, `at`: when to look again. */
export type Admission =
  | { readonly admits: 'all' }
  /** Once this breaker, with the lease taken, is written. */
  | { readonly admits: 'one'; readonly breaker: Breaker }
  | { readonly admits: 'none'; readonly from: number; readonly at: number };

const CLOSED: Breaker = { failures: {} };
/** More than fit into the policy's number of pipelines are never needed; the oldest are dropped. */
const MAX_NAMES = 50;
/** Whoever waits comes within two pauses; a breaker that nobody has asked for longer says nothing about today. */
const REMEMBERED_PAUSES = 3;

/** A pipeline failed with this kind: the breaker opens when enough different ones did within the window. */
export function noteFailure(
  breaker: Breaker = CLOSED,
  pipeline: string,
  now: number,
  policy: BreakerPolicy,
): Breaker {
  if (phaseOf(breaker, now, policy) !== 'closed') return breaker;
  const failures = new Map(Object.entries(breaker.failures));
  failures.set(pipeline, Math.max(now, failures.get(pipeline) ?? now));
  const newest = [...failures]
    .filter(([, at]) => now - at <= policy.windowMs)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_NAMES);
  return newest.length >= policy.pipelines ? opened(now, policy) : { failures: Object.fromEntries(newest) };
}

/** Whether the execution `owner` may retry; those that wait come back spread over a pause by a hash of it. */
export function mayStart(
  breaker: Breaker = CLOSED,
  owner: string,
  now: number,
  policy: BreakerPolicy,
): Admission {
  const spread = shareOf(policy.pauseMs, owner);
  const { openUntil = now, lease } = breaker;
  switch (phaseOf(breaker, now, policy)) {
    case 'closed':
      return { admits: 'all' };
    case 'open':
      return { admits: 'none', from: openUntil, at: openUntil + spread };
    case 'half-open':
      // Another's retry may end at any time, and with it the wait.
      if (lease && lease.owner !== owner && now < lease.until)
        return { admits: 'none', from: now, at: lease.until + spread };
      // For a pause, so that even retries that never report back go out one a pause.
      return {
        admits: 'one',
        breaker: { failures: breaker.failures, openUntil, lease: { owner, until: now + policy.pauseMs } },
      };
  }
}

/** A retried stage went green: if it was the one with the lease, the outage is over. */
export function noteSuccess(breaker: Breaker | undefined, owner: string): Breaker | undefined {
  return breaker?.lease?.owner === owner ? CLOSED : breaker;
}

/** A retried stage failed with this kind again: if it was the one with the lease, the breaker opens again. */
export function noteFailureOfLease(
  breaker: Breaker | undefined,
  owner: string,
  now: number,
  policy: BreakerPolicy,
): Breaker | undefined {
  return breaker?.lease?.owner === owner ? opened(now, policy) : breaker;
}

/** The lease was taken but no retry went out: the next one may take it. */
export function giveBackLease(breaker: Breaker | undefined, owner: string, now: number): Breaker | undefined {
  return breaker?.lease?.owner === owner ? { failures: breaker.failures, openUntil: now } : breaker;
}

/** True while retries wait, or go out one at a time. */
export function isOutage(breaker: Breaker | undefined, now: number, policy: BreakerPolicy): boolean {
  return phaseOf(breaker ?? CLOSED, now, policy) !== 'closed';
}

function opened(now: number, { pauseMs }: BreakerPolicy): Breaker {
  return { failures: {}, openUntil: now + pauseMs };
}

function phaseOf(
  { openUntil, lease }: Breaker,
  now: number,
  { pauseMs }: BreakerPolicy,
): 'closed' | 'open' | 'half-open' {
  if (openUntil === undefined) return 'closed';
  if (now < openUntil) return 'open';
  const last = Math.max(openUntil, lease?.until ?? openUntil);
  return now < last + REMEMBERED_PAUSES * pauseMs ? 'half-open' : 'closed';
}
