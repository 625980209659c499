import type { Kind } from '../../diagnosis/cause.ts';
import type { Place } from '../../fact.ts';
import type { Severity } from '../../settings.ts';
import type { AboveThreshold, FailureThreshold } from '../threshold.ts';
import type { Window } from '../window.ts';
import type { Summary } from './summary.ts';
import type { Worsening } from './worsening.ts';

/** As much of a list as a message has room for, and how much there is beside it. */
export interface Listed<T> {
  readonly shown: readonly T[];
  readonly more: number;
}

/** How far the history has been read. */
export interface Fill {
  /** How many of how many pipelines are complete; only these are reported. */
  readonly complete: number;
  readonly of: number;
  /** Pipelines that could not be read, for another reason than the time. */
  readonly unread: Listed<string>;
  /** Pipelines in whose history something was not found within the look-back. */
  readonly unfinished: Listed<string>;
}

export interface StageFailures {
  readonly stage: string;
  readonly count: number;
  /** By the kind of the cause, where the ledger knows it; the most frequent first. */
  readonly kinds: readonly { readonly kind: Kind; readonly count: number }[];
}

export interface PipelineSummary {
  readonly pipeline: string;
  readonly figures: Summary;
}

/** The figures of all pipelines, of the worst and most active each, and what got most worse. */
export interface Digest {
  readonly event: 'digest';
  readonly pipelineCount: number;
  readonly fleet: Summary;
  readonly failedStages: readonly StageFailures[];
  readonly pipelines: Listed<PipelineSummary>;
  readonly worst: readonly Worsening[];
  readonly fill?: Fill;
}

export interface GotWorse {
  readonly event: 'got-worse';
  readonly worse: Listed<Worsening>;
}

/** `since` in milliseconds since the epoch. */
export interface FailingPipeline {
  readonly pipeline: string;
  readonly since: number;
}

export interface UnansweredApproval {
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  readonly since: number;
}

/** What has been failing, or has waited, for more than a day. */
export interface Standing {
  readonly event: 'standing';
  readonly failing: Listed<FailingPipeline>;
  readonly approvals: Listed<UnansweredApproval>;
}

export interface AboveFailureThreshold {
  readonly event: 'above-threshold';
  readonly threshold: FailureThreshold;
  readonly above: Listed<AboveThreshold>;
}

export type Content = Digest | GotWorse | Standing | AboveFailureThreshold;

/** When and where a report is made. */
export interface Occasion {
  /** The scheduled time, in milliseconds since the epoch. */
  readonly at: number;
  readonly place: Place;
  readonly window: Window;
}

/** A message of the kind `report`, before any language. */
export interface DoraReport extends Occasion {
  readonly content: Content;
  readonly severity: Severity;
  /** The pipeline that it is about, or ALL. */
  readonly name: string;
}

/** The fleet's name, as a metric's dimension and in a message's subject. */
export const FLEET = 'ALL';

/** The first of a list, and how many there are beside them. */
export function listed<T>(items: readonly T[], max: number): Listed<T> {
  return { shown: items.slice(0, max), more: Math.max(0, items.length - max) };
}
