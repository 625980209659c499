import type { CauseClass, Kind } from './diagnosis/cause.ts';

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
  /** Where the runbook can be read; without it messages name the file. */
  readonly runbookUrl?: string | undefined;
  readonly owners: { readonly tag?: string | undefined; readonly map: Readonly<Record<string, string>> };
}
