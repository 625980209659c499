import type { CauseClass, Kind } from './diagnosis/cause.ts';
import type { RetryMode } from './retry/decision.ts';

export type Language = 'en' | 'zh-CN';
/** From what nobody has to see to what somebody has to. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A pipeline state of the service's documentation; others may come and are told of too. */
export const PIPELINE_STATES = [
  'STARTED',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
  'STOPPED',
  'STOPPING',
  'SUPERSEDED',
  'RESUMED',
] as const;

/** A rule of the user's: exactly one of `code`, `phase` and `line` holds the source of a regular expression. */
export interface UserRule {
  readonly id: string;
  readonly kind: Kind;
  readonly class: CauseClass;
  readonly code?: string | undefined;
  readonly phase?: string | undefined;
  readonly line?: string | undefined;
}

type Optional<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** What may differ by pipeline and stage. */
export interface StageRetrySettings {
  readonly enabled: boolean;
  readonly mode: RetryMode;
  /** How often a stage of one execution is retried, by the class of the cause. */
  readonly retries: Readonly<Record<CauseClass, number>>;
  /** How long the first, the second … try waits; the last one counts for all that follow. */
  readonly delayMinutes: { readonly default: readonly number[] } & Optional<Record<Kind, readonly number[]>>;
  readonly maxPerDay: number;
  readonly maxPerRevision: number;
  readonly maxAgeMinutes: number;
  /** Whether the production stage is retried. */
  readonly production: boolean;
  /** Its name; without one it is the last stage with a Deploy action. */
  readonly productionStage?: string | undefined;
  readonly whenExhausted: 'notify' | 'rollback';
}

/** Other values for the pipelines and stages that match both patterns; a missing pattern matches all. */
export type RetryOverride = Optional<Omit<StageRetrySettings, 'retries' | 'delayMinutes'>> & {
  readonly pipeline?: string | undefined;
  readonly stage?: string | undefined;
  readonly retries?: Optional<StageRetrySettings['retries']> | undefined;
  readonly delayMinutes?: Optional<StageRetrySettings['delayMinutes']> | undefined;
};

/** What the user configured about retries. */
export interface RetrySettings extends StageRetrySettings {
  readonly outage: {
    readonly pipelines: number;
    readonly windowMinutes: number;
    readonly pauseMinutes: number;
  };
  /** Pipelines that are never retried. */
  readonly exclude: readonly string[];
  /** Later ones win. */
  readonly overrides: readonly RetryOverride[];
}

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** What the user configured about metrics. */
export interface DoraSettings {
  readonly enabled: boolean;
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly schedule: string;
  readonly windowDays: number;
  /** The production stage by a pattern of pipelines; the first that matches wins. */
  readonly productionStage: Readonly<Record<string, string>>;
  /** Calls of CodePipeline. */
  readonly callsPerSecond: number;
  /** The day (UTC) on which the digest is sent. */
  readonly digest: (typeof WEEKDAYS)[number] | 'off';
  /** From which change failure rate (percent) on a pipeline is reported, and from how many deployments on. */
  readonly failureThreshold: { readonly rate: number; readonly minDeployments: number };
}

/** What the user configured, as the domain needs it; read from config.yml by shared/schemas/configuration.ts. */
export interface Settings {
  readonly language: Language;
  /** An IANA zone name. */
  readonly timeZone: string;
  readonly pipelines: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly notify: {
    readonly mutedStates: readonly string[];
    readonly success: 'always' | 'recovery';
    readonly builds: boolean;
    readonly deployments: boolean;
  };
  readonly diagnosis: {
    /** The user's own rules, looked at beside Pipewatch's. */
    readonly rules: readonly UserRule[];
    /** Another class for a kind or for a rule, by its name. */
    readonly classes: Readonly<Record<string, CauseClass>>;
  };
  readonly retry: RetrySettings;
  readonly dora: DoraSettings;
  /** Where the runbook can be read; without it messages name the file. */
  readonly runbookUrl?: string | undefined;
  readonly owners: { readonly tag?: string | undefined; readonly map: Readonly<Record<string, string>> };
}
