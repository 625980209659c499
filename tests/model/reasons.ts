import type { StopReason } from '../../shared/domain/retry/decision.ts';
import type { LedgerView } from '../../shared/domain/retry/ledger-view.ts';
import type { Configuration } from '../../shared/schemas/configuration.ts';
import { classOf } from './causes.ts';
import type { Truth } from './truth.ts';
import { MINUTE } from './worlds.ts';

/** Everything that there is to know about a failure, at one moment. */
export interface Known {
  readonly truth: Truth;
  readonly ledger: LedgerView;
  readonly at: number;
  readonly stage: string;
  /** How many schedules its slot has had. */
  readonly tries: number;
  /** The service does not say how often the stage was retried. */
  readonly uncounted: boolean;
  readonly settings: Pick<Configuration, 'retry'>;
}

/** The longest wait for what still runs. */
const LONGEST_TRY_MINUTES = 40;
const MAX_TRIES = 5;

type Rule<It> = readonly [StopReason, (it: It) => boolean];

/** What must never be retried, by how it really stands. The first that is true is what people are told. */
const NEVER: readonly Rule<Truth>[] = [
  ['superseded', ({ execution }) => execution === 'Superseded'],
  ['not-latest', ({ isLatest, isParallel }) => !isLatest && !isParallel],
  [
    'stopped',
    ({ execution, stage, isAbandoned }) =>
      [execution, stage].some((it) => it?.startsWith('Stop') === true) || isAbandoned,
  ],
  [
    'not-failed',
    ({ execution, stage }) => [execution, stage].some((it) => it === 'InProgress' || it === 'Succeeded'),
  ],
  ['not-failed', ({ hasFailed, conditionFailed }) => !hasFailed && !conditionFailed],
  ['rollback-execution', ({ isRollback }) => isRollback],
  ['pipeline-changed', ({ isOutdated, execution }) => isOutdated || execution === 'Cancelled'],
  ['approval-rejected', ({ isRejected }) => isRejected],
  ['condition', ({ conditionFailed }) => conditionFailed],
  ['transition-disabled', ({ isClosed }) => isClosed],
  ['native-rollback', ({ onFailure }) => onFailure === 'ROLLBACK'],
  [
    'native-retry',
    ({ onFailure, nativeRetries, retries, isParallel }) =>
      onFailure === 'RETRY' && (isParallel ? retries : nativeRetries) === 0,
  ],
  // Why it failed is asked only where nothing else is against a retry.
  ['stopped', ({ codes }) => codes.includes('stopped')],
];

/** Why this failure is not retried now, by the policy and by what was done about it. */
const POLICY: readonly Rule<Known>[] = [
  // It has had its retry, or its answer.
  ['not-failed', (it) => it.ledger.record?.slot?.state === 'settled' && isOfThisFailure(it)],
  ['outage', (it) => isTooOld(it) && allowed(it) > 0 && isInOutage(it)],
  ['too-old', isTooOld],
  ['paused', ({ ledger }) => ledger.paused],
  ['permanent', (it) => allowed(it) === 0 && classOf(it.truth.codes) === 'permanent'],
  ['used-up', (it) => allowed(it) === 0],
  ['disabled', ({ stage, settings: { retry } }) => stage === 'Deploy' && !retry.production],
  ['used-up', (it) => slotOf(it).number > allowed(it)],
  [
    'revision-limit',
    (it) => !slotOf(it).paid && it.ledger.spentOnRevision >= it.settings.retry.maxPerRevision,
  ],
  ['day-budget', (it) => !slotOf(it).paid && it.ledger.spentToday >= it.settings.retry.maxPerDay],
];

/** All that the never-list says against a retry. */
export function neverOf(truth: Truth): readonly StopReason[] {
  return NEVER.filter(([, isTrue]) => isTrue(truth)).map(([reason]) => reason);
}

/** Why there is nothing to retry now; undefined: there is. */
export function reasonOf(it: Known): StopReason | undefined {
  return neverOf(it.truth)[0] ?? POLICY.find(([, isTrue]) => isTrue(it))?.[0];
}

/** Whether a retry that nothing is against comes to nothing: any later one would be too late, or no try is left for it. */
export function isTheEnd(it: Known, reason: StopReason): boolean {
  const { retry } = it.settings;
  const longest = Math.max(...Object.values(retry.delayMinutes).flatMap((its) => its ?? [])) * 1.2;
  const latest = it.truth.failedAt + retry.maxAgeMinutes * MINUTE;
  const isLate = it.at + (longest + LONGEST_TRY_MINUTES) * MINUTE > latest;
  if (reason === 'too-old') return isLate;
  if (reason === 'outage') return isInOutage(it) && (isLate || it.tries >= MAX_TRIES);
  // The call that the service was busy for was one more.
  return reason === 'used-up' && it.tries >= MAX_TRIES - 1;
}

/** The slot that is next: the one that was begun for this failure, or else the one after all that are used. */
function slotOf(it: Known): { readonly number: number; readonly paid: boolean } {
  const { slot, used = 0 } = it.ledger.record ?? {};
  if (slot && slot.state !== 'settled' && isOfThisFailure(it))
    return { number: slot.number, paid: slot.number === used };
  return { number: Math.max(used, it.uncounted ? 0 : it.truth.retries) + 1, paid: false };
}

function isOfThisFailure({ ledger: { record }, truth, uncounted }: Known): boolean {
  const { seen, number = 0 } = record?.slot ?? {};
  return seen === truth.attempts && (uncounted || truth.retries < number);
}

function allowed({ truth, settings: { retry } }: Known): number {
  return retry.retries[classOf(truth.codes)];
}

function isTooOld({ at, truth, settings: { retry } }: Known): boolean {
  return at - truth.failedAt > retry.maxAgeMinutes * MINUTE;
}

/** Open, or half-open: for three pauses after the last that anybody has asked. */
function isInOutage({ ledger: { breaker }, at, settings: { retry } }: Known): boolean {
  const last = Math.max(breaker?.openUntil ?? -Infinity, breaker?.lease?.until ?? -Infinity);
  return at < last + 3 * retry.outage.pauseMinutes * MINUTE;
}
