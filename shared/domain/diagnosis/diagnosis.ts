import type { Deployment, FailedTarget } from '../deployment.ts';
import type { FailedAction } from '../failure.ts';
import type { Build, LogEvent, LogStream } from './build.ts';
import type { Cause } from './cause.ts';
import type { Excerpt } from './excerpt.ts';

/** What was read about one failed action; undefined is what it does not have or could not be read. */
export interface Sources {
  readonly action: FailedAction;
  readonly build?: Build | undefined;
  readonly deployment?: Deployment | undefined;
  readonly targets?: readonly FailedTarget[] | undefined;
  readonly stream?: LogStream | undefined;
  /** The log's tail. */
  readonly log?: readonly LogEvent[] | undefined;
}

/** Why one action failed. */
export interface Diagnosis {
  readonly action: string;
  readonly cause: Cause;
  readonly command?: string | undefined;
  readonly exitStatus?: number | undefined;
  /** The first phase of the build that failed: later ones still run and may succeed. */
  readonly failedPhase?: string | undefined;
  readonly phases: readonly { readonly name: string; readonly durationMs: number }[];
  readonly excerpt?: Excerpt | undefined;
  /** Where the excerpt comes from. */
  readonly stream?: LogStream | undefined;
  /** Where CodeDeploy's life-cycle events failed. */
  readonly targets: readonly FailedTarget[];
  readonly alarms: readonly string[];
  /** The deployment that undoes the failed one. */
  readonly rollbackId?: string | undefined;
}

/**
 * The cause of a stage's failure: trying again heals it only if it can heal each of its actions. Undefined without any.
 */
export function decisive(diagnoses: readonly Diagnosis[]): Diagnosis | undefined {
  return (['permanent', 'unknown', 'transient'] as const)
    .map((wanted) => diagnoses.find(({ cause }) => cause.class === wanted))
    .find((it) => it !== undefined);
}
