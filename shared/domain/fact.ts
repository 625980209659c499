import type { Change } from './change.ts';
import type { Trigger } from './trigger.ts';

/** Where something happened; whatever an event leaves out is undefined. */
export interface Place {
  readonly partition?: string | undefined;
  readonly region?: string | undefined;
  readonly account?: string | undefined;
}

interface Happening {
  /** Milliseconds since the epoch, in whole seconds; processed approval events have no time. */
  readonly at?: number | undefined;
  readonly place: Place;
  readonly state: string;
}

export type Level = 'pipeline' | 'stage' | 'action';

/** What an action's end says of itself. */
export interface ActionResult {
  readonly code?: string | undefined;
  readonly summary?: string | undefined;
  readonly url?: string | undefined;
  /** An id whose form depends on the provider; a log stream's ARN for Commands actions. */
  readonly externalId?: string | undefined;
}

/** A change of state of a pipeline, stage or action, the same for the raw and the processed shape of its event. */
export interface PipelineFact extends Happening {
  readonly source: 'pipeline';
  readonly level: Level;
  readonly pipeline: string;
  readonly executionId: string;
  readonly stage?: string | undefined;
  readonly action?: string | undefined;
  readonly actionExecutionId?: string | undefined;
  readonly category?: string | undefined;
  readonly provider?: string | undefined;
  /** Where the action ran, which may not be the pipeline's Region. */
  readonly actionRegion?: string | undefined;
  /** The version of the pipeline's definition. */
  readonly version?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number | undefined;
  readonly attempt?: number | undefined;
  readonly trigger?: Trigger | undefined;
  readonly change?: Change | undefined;
  readonly stopReason?: string | undefined;
  readonly result?: ActionResult | undefined;
  /** What an approval asks for. */
  readonly request?: { readonly text?: string | undefined; readonly url?: string | undefined } | undefined;
  /** What the processed shape says of a failure: the fallback when the service can't be asked. */
  readonly failedStage?: string | undefined;
  /** May be more than are listed. */
  readonly failedActionCount?: number | undefined;
  readonly failedActions?:
    readonly { readonly action: string; readonly summary?: string | undefined }[] | undefined;
}

/** A change of state of a CodeDeploy deployment. */
export interface DeploymentFact extends Happening {
  readonly source: 'deployment';
  readonly deploymentId: string;
  readonly application: string;
  readonly group: string;
}

/** A CodeBuild build that ended. */
export interface BuildFact extends Happening {
  readonly source: 'build';
  readonly project: string;
  readonly buildId: string;
  readonly number?: number | undefined;
  readonly initiator?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number | undefined;
  /** The first failed phase: later phases still run and may succeed. */
  readonly failedPhase?: { readonly name: string; readonly reason?: string | undefined } | undefined;
  readonly logUrl?: string | undefined;
}

export type Fact = PipelineFact | DeploymentFact | BuildFact;

/** True for a manual approval: somebody is waited for, or has answered. */
export function isApproval(fact: PipelineFact): boolean {
  return fact.level === 'action' && fact.category === 'Approval';
}

/** The name in the subject's brackets: the pipeline's, else the application's or the project's. */
export function nameOf(fact: Fact): string {
  switch (fact.source) {
    case 'pipeline':
      return fact.pipeline;
    case 'deployment':
      return fact.application;
    case 'build':
      return fact.project;
  }
}

/**
 * What makes two events the same fact, whatever their shape: not the event's id, which the processed shape lacks.
 * The attempt or the action's execution id stand in only where there is no time.
 */
export function factKey(fact: Fact): readonly string[] {
  const when = fact.at === undefined ? '' : String(Math.floor(fact.at / 1000));
  switch (fact.source) {
    case 'pipeline':
      return [
        fact.pipeline,
        fact.executionId,
        fact.level,
        fact.stage ?? '',
        fact.action ?? '',
        fact.state,
        when || (fact.actionExecutionId ?? `attempt ${fact.attempt ?? ''}`),
      ];
    case 'deployment':
      return [fact.application, fact.deploymentId, 'deployment', '', '', fact.state, when];
    case 'build':
      return [fact.project, fact.buildId, 'build', '', '', fact.state, when];
  }
}
