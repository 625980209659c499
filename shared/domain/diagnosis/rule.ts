import type { CauseClass, Kind } from './cause.ts';

/** How to recognise one cause. Data only: classify.ts decides what counts when several rules match. */
export interface Rule {
  /** Kebab-case and unique, for config.yml and for the evidence in a message. */
  readonly id: string;
  readonly kind: Kind;
  readonly class: CauseClass;
  /** An error code, a failed phase of CodeBuild, or a line of a log or of a service's message. */
  readonly looksAt: 'code' | 'phase' | 'line';
  /** Without the flags g and y. */
  readonly pattern: RegExp;
  /** What must not be there: a line that also looks like this is something else. */
  readonly unless?: RegExp;
  /** What it recognises holds, in lower case, at least one of these, which have `|` between them; found at package time. */
  readonly signs?: string | undefined;
  /** Says little by itself, since it also stands in runs that succeed: counts only near the end, and only alone. */
  readonly weak?: true;
  /** A text that it recognises, and one that looks alike and that it must not recognise. */
  readonly example: string;
  readonly nearMiss: string;
  /** The page, or the program and version, that the text comes from. */
  readonly source: string;
}

/** A rule that is looked at; the user's have no examples. */
export type RuleInForce = Omit<Rule, 'example' | 'nearMiss' | 'source'>;
