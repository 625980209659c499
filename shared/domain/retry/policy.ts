import type { CauseClass, Kind } from '../diagnosis/cause.ts';
import type { RetryOverride, RetrySettings, Settings } from '../settings.ts';
import { isWatched } from '../watch.ts';
import { matchesWildcard } from '../wildcard.ts';
import type { RetryMode } from './decision.ts';
import type { StageRun } from './situation.ts';

/** What config.yml says about retries of one stage, with every override applied. Times in milliseconds. */
export interface RetryPolicy {
  readonly enabled: boolean;
  /** The pipeline is left out, of retries or of everything. */
  readonly excluded: boolean;
  readonly mode: RetryMode;
  /** How often a stage of one execution is retried, by the class of the cause. */
  readonly retries: Readonly<Record<CauseClass, number>>;
  /** How long the first, the second … try waits, by kind; the last one counts for all that follow. */
  readonly delaysMs: Readonly<Partial<Record<Kind, readonly number[]>>>;
  readonly defaultDelaysMs: readonly number[];
  readonly maxADay: number;
  readonly maxARevision: number;
  readonly maxAgeMs: number;
  /** Whether a stage that deploys to production is retried. */
  readonly production: boolean;
  /** The production stage, where config.yml names one. */
  readonly productionStage?: string | undefined;
  readonly whenExhausted: 'notify' | 'rollback';
}

/** When many pipelines fail for one reason at once, retries wait. Times in milliseconds. */
export interface BreakerPolicy {
  readonly pipelines: number;
  readonly windowMs: number;
  readonly pauseMs: number;
}

const MINUTE_MS = 60_000;

/** The policy for a stage of a pipeline: of the overrides that match both, later ones win, key by key. */
export function policyFor(
  settings: Pick<Settings, 'pipelines' | 'retry'>,
  { pipeline, stage }: Pick<StageRun, 'pipeline' | 'stage'>,
): RetryPolicy {
  const { exclude, overrides } = settings.retry;
  const wanted = overrides
    .filter((it) => matchesWildcard(it.pipeline ?? '*', pipeline) && matchesWildcard(it.stage ?? '*', stage))
    .reduce(overridden, settings.retry);
  const { default: byDefault, ...byKind } = wanted.delayMinutes;
  return {
    enabled: wanted.enabled,
    excluded: !isWatched(pipeline, settings) || exclude.some((it) => matchesWildcard(it, pipeline)),
    mode: wanted.mode,
    retries: wanted.retries,
    delaysMs: Object.fromEntries(
      Object.entries(definedOf(byKind)).map(([kind, minutes]) => [kind, minutes.map(inMs)]),
    ),
    defaultDelaysMs: byDefault.map(inMs),
    maxADay: wanted.maxPerDay,
    maxARevision: wanted.maxPerRevision,
    maxAgeMs: inMs(wanted.maxAgeMinutes),
    production: wanted.production,
    productionStage: wanted.productionStage,
    whenExhausted: wanted.whenExhausted,
  };
}

/** Why config.yml wants no retry, whatever has failed; undefined: it does. */
export function unwantedBy({ excluded, enabled }: RetryPolicy): 'excluded' | 'disabled' | undefined {
  if (excluded) return 'excluded';
  return enabled ? undefined : 'disabled';
}

/** The breaker's policy, which is one for all pipelines. */
export function breakerPolicyOf({ retry: { outage } }: Pick<Settings, 'retry'>): BreakerPolicy {
  return {
    pipelines: outage.pipelines,
    windowMs: inMs(outage.windowMinutes),
    pauseMs: inMs(outage.pauseMinutes),
  };
}

function overridden(before: RetrySettings, { retries, delayMinutes, ...rest }: RetryOverride): RetrySettings {
  return {
    ...before,
    ...definedOf(rest),
    retries: { ...before.retries, ...definedOf(retries ?? {}) },
    delayMinutes: { ...before.delayMinutes, ...definedOf(delayMinutes ?? {}) },
  };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function definedOf<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function inMs(minutes: number): number {
  return minutes * MINUTE_MS;
}
