import { isOutage, mayStart } from './breaker.ts';
import type { Admission } from './breaker.ts';
import type { Decision, Wait } from './decision.ts';
import { delayOf, MAX_TRIES } from './delay.ts';
import { shareOf } from './hash.ts';
import { factsOf, isProduction } from './facts.ts';
import type { Facts } from './facts.ts';
import { NEVER } from './never.ts';
import type { Guard } from './never.ts';
import { unwantedBy } from './policy.ts';
import type { BreakerPolicy, RetryPolicy } from './policy.ts';
import type { Situation } from './situation.ts';
import { turnOf } from './turn.ts';
import type { Turn } from './turn.ts';

/** What is due so soon is done at once. */
const SOON_MS = 10_000;
/** A schedule lies at least so far ahead. */
const AHEAD_MS = 60_000;
/** A schedule's time is rounded up to a minute, and its target called within the minute after that. */
const ROUNDED_MS = 60_000;
const SCHEDULE_LAG_MS = ROUNDED_MS + 60_000;

/** Everything that a decision is made from. */
interface View extends Facts {
  readonly policy: RetryPolicy;
  readonly breakerPolicy: BreakerPolicy;
  readonly now: number;
  readonly turn: Turn;
  /** How many retries the class of the cause is allowed. */
  readonly of: number;
}

/** What speaks against doing anything now. */
const NOT_NOW: readonly Guard<View>[] = [
  // This failure has had its retry: it is not failed any more, though the service does not show it yet.
  { reason: 'not-failed', holds: ({ turn }) => turn.is === 'answered' },

  // Older than a failure may be; one that was waiting for an outage to end is told so.
  {
    reason: 'outage',
    holds: (view) =>
      isTooOld(view) && view.of > 0 && isOutage(view.situation.ledger.breaker, view.now, view.breakerPolicy),
  },
  { reason: 'too-old', holds: isTooOld },

  // The switch that stops every retry, planned ones too.
  { reason: 'paused', holds: ({ situation }) => situation.ledger.paused },
];

/** What the cause and earlier retries leave. `permanent` and `used-up` may end in a rollback, so they come last. */
const LIMITS: readonly Guard<View>[] = [
  // A class that is allowed no retry counts as used up; a permanent cause is told as such.
  { reason: 'permanent', holds: ({ of, situation }) => !(of > 0) && situation.cause.class === 'permanent' },
  { reason: 'used-up', holds: ({ of }) => !(of > 0) },

  // A stage that deploys to production is a person's, unless the policy says otherwise.
  {
    reason: 'disabled',
    holds: (view) => !view.policy.production && isProduction(view, view.policy.productionStage),
  },

  // By the larger of the ledger's count and the service's own.
  { reason: 'used-up', holds: ({ turn, of }) => turn.slot > of },

  // How often one change may be retried in one stage, in however many executions; a slot used again has paid.
  {
    reason: 'revision-limit',
    holds: ({ turn, situation, policy }) =>
      mustPay(turn) && situation.ledger.spentOnRevision >= policy.maxARevision,
  },

  // How often one pipeline may be retried in a day.
  {
    reason: 'day-budget',
    holds: ({ turn, situation, policy }) => mustPay(turn) && situation.ledger.spentToday >= policy.maxADay,
  },
];

/**
 * What is to be done about a failed stage, by the first that applies: it is not wanted; somebody else is at it; it must never
 * be, or cannot be now; the limits are reached; else its slot has a time. Pure; `now` in milliseconds since the epoch.
 */
export function decide(
  situation: Situation,
  policy: RetryPolicy,
  breakerPolicy: BreakerPolicy,
  now: number,
): Decision | Wait {
  const facts = factsOf(situation);
  const turn = turnOf(situation, now, facts);
  const of = policy.retries[situation.cause.class];
  const view: View = { ...facts, policy, breakerPolicy, now, turn, of };
  const unwanted = unwantedBy(policy);
  if (unwanted) return { do: 'stop', reason: unwanted };
  // Whoever holds the slot may have retried already, and records it.
  if (turn.is === 'taken') return { do: 'wait', until: turn.until };
  const stopped = stopBy([...NEVER, ...NOT_NOW], view);
  if (stopped) return stopped;
  return stopBy(LIMITS, view) ?? inTime(view);
}

/** Now, or later, or not at all if later were too late: nothing is promised that would then be too old. */
function inTime(view: View): Decision {
  const { situation, policy, now, turn, of, failedAt } = view;
  const { run, cause, ledger } = situation;
  const slotAt = failedAt + delayOf(run, cause.kind, turn.slot, policy);
  const dueAt = Math.max(
    slotAt,
    plannedAt(turn),
    isStillBusy(view) ? now + 2 ** (1 + triesOf(view)) * AHEAD_MS : slotAt,
  );
  const mayGo = mayStart(ledger.breaker, run.executionId, now, view.breakerPolicy);
  const admission = mayGo.admits === 'one' && isSavedForLater(view) ? nextPause(view) : mayGo;
  if (admission.admits !== 'none' && dueAt <= now + SOON_MS)
    return { do: 'retry', slot: turn.slot, of, mode: policy.mode };

  const outage = admission.admits === 'none' ? admission : { from: now, at: now };
  const because = admission.admits === 'none' && outage.at > slotAt ? 'outage' : 'delay';
  const earliest = Math.max(dueAt, outage.from, now + AHEAD_MS);
  const last = failedAt + policy.maxAgeMs - SCHEDULE_LAG_MS;
  // What is planned was in time, though its schedule was rounded up.
  const latest = earliest === plannedAt(turn) ? last + ROUNDED_MS : last;
  if (earliest > latest) return { do: 'stop', reason: because === 'outage' ? 'outage' : 'too-old' };
  const inOutage = because === 'outage' ? now + (last - now) / triesLeft(view) : earliest;
  // Where the spread over the pause would be too late, the last moment has to do.
  const at = Math.max(earliest, Math.min(Math.max(outage.at, inOutage), last));
  return { do: 'later', at, slot: turn.slot, of, because };
}

function stopBy(guards: readonly Guard<View>[], view: View): Decision | undefined {
  const guard = guards.find(({ holds }) => holds(view));
  return guard && { do: 'stop', reason: guard.reason };
}

function mustPay(turn: Turn): boolean {
  return turn.is === 'free' && !turn.paid;
}

/** Whether the outage is over is for others to find out: a stage's last retry of several is for when it is. */
function isSavedForLater(view: View): boolean {
  const { turn, of } = view;
  return turn.slot === of && of > 1 && triesLeft(view) > 1;
}

function nextPause({ situation, now, breakerPolicy: { pauseMs } }: View): Admission {
  return { admits: 'none', from: now, at: now + pauseMs + shareOf(pauseMs, situation.run.executionId) };
}

/**
 * An outage may outlast the tries of a slot: the last two are spread over the time that is left, the last of all at the end of
 * it. Before them there is no need to wait longer than for the pause.
 */
function triesLeft(view: View): number {
  const left = MAX_TRIES - triesOf(view);
  return left > 2 ? Infinity : Math.max(1, left);
}

/** How many schedules the slot has had. */
function triesOf({ situation, turn }: View): number {
  const { slot } = situation.ledger.record ?? {};
  return slot?.number === turn.slot ? slot.tries : 0;
}

function plannedAt(turn: Turn): number {
  return ('dueAt' in turn ? turn.dueAt : undefined) ?? -Infinity;
}

/** What still runs may fail for another reason, or has ended and is not shown yet; ALL_ACTIONS would be refused. */
function isStillBusy({ newest }: View): boolean {
  return newest.some(({ status }) => status === 'InProgress');
}

/** So is a failure whose age is no number. */
function isTooOld({ failedAt, now, policy }: View): boolean {
  return !Number.isFinite(now - failedAt) || now - failedAt > policy.maxAgeMs;
}
