import type { Change } from '../change.ts';
import type { FailedAction } from '../failure.ts';
import type { Place } from '../fact.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Missing } from '../findings.ts';
import type { Severity } from '../settings.ts';
import type { FailingSince, Recovery } from '../streak.ts';
import type { Trigger } from '../trigger.ts';
import type { Rollback } from '../retry/ledger-view.ts';
import type { Retry } from './retry.ts';
import type { TextKey } from '../wording/en.ts';

export type Kind = 'pipeline' | 'approval' | 'deployment' | 'build' | 'retry';
export type Headline = TextKey extends infer K ? (K extends `headline.${infer H}` ? H : never) : never;
export type NextStep = TextKey extends infer K ? (K extends `next.${infer N}` ? N : never) : never;
export type LinkTarget = TextKey extends infer K ? (K extends `link.${infer L}` ? L : never) : never;

/** What a person, or a machine, should do now. */
export interface Next {
  readonly step: NextStep;
  readonly command?: string | undefined;
  /** An id that the step's text names. */
  readonly id?: string | undefined;
}

/** Everything that a message says, before any language: what each body is made from. */
export interface Report {
  readonly kind: Kind;
  readonly headline: Headline;
  readonly emoji: '🚀' | '✅' | '❌' | '⚠️' | '🔁' | '⏸';
  readonly state: string;
  readonly severity: Severity;
  /** The pipeline's name; the application's or the project's where no pipeline is involved. */
  readonly name: string;
  /** Whether somebody has to act before anything goes on. */
  readonly needsPerson: boolean;
  readonly place: Place;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How long ago that was, where it is no longer news. */
  readonly lateMs?: number | undefined;
  /** The pipeline execution, deployment or build. */
  readonly runId: string;
  readonly stage?: string | undefined;
  readonly failedActions: readonly FailedAction[];
  /** The one action that the message is about. */
  readonly action?: string | undefined;
  /** How many failed actions are not listed. */
  readonly moreFailedActions: number;
  readonly why?: 'none' | 'unread' | 'rejected' | undefined;
  /** Of the failed action that decides whether trying again can help. */
  readonly diagnosis?: Diagnosis | undefined;
  /** The versions of the pipeline's definition at the last success and now, where they differ. */
  readonly definition?: { readonly from: number; readonly to: number } | undefined;
  readonly request?: string | undefined;
  readonly comment?: string | undefined;
  readonly next?: Next | undefined;
  /** What becomes, or became, of automatic retries. */
  readonly retry?: Retry | undefined;
  /** What becomes, or became, of a rollback by Pipewatch. */
  readonly rollback?: Rollback | undefined;
  readonly changes: readonly Change[];
  readonly failing?: FailingSince | undefined;
  readonly recovery?: Recovery | undefined;
  readonly durationMs?: number | undefined;
  readonly attempt?: number | undefined;
  readonly trigger?: Trigger | undefined;
  readonly owner?: string | undefined;
  readonly links: readonly { readonly to: LinkTarget; readonly url: string }[];
  readonly missing: readonly Missing[];
}

/** What a report takes from one source's fact and findings; the rest is the same for all. */
export type Told = Omit<Report, 'at' | 'lateMs' | 'name' | 'state' | 'place' | 'owner' | 'missing'>;
