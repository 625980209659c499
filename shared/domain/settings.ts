export type Language = 'en' | 'zh-CN';
export type Severity = 'info' | 'warning' | 'critical';

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
  readonly owners: { readonly tag?: string | undefined; readonly map: Readonly<Record<string, string>> };
}
