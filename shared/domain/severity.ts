import type { Cause } from './diagnosis/cause.ts';
import { isApproval } from './fact.ts';
import type { PipelineFact } from './fact.ts';
import { isUnderWay } from './report/retry.ts';
import type { Retry } from './report/retry.ts';
import type { StopReason } from './retry/decision.ts';
import type { Severity } from './settings.ts';

/**
 * How urgent a change of a pipeline's state is; a recovery has the severity of the failure that it ends, so that
 * whoever heard of the failure hears of its end. A state that does not exist today is a warning.
 */
export function severityOf(fact: PipelineFact, recovered?: Severity, failure?: FailureCause): Severity {
  switch (fact.state) {
    case 'FAILED':
      return needsPerson(failure ?? { cause: undefined, deploys: false }) ? 'critical' : 'warning';
    case 'SUCCEEDED':
      return recovered ?? 'info';
    case 'STARTED':
      return isApproval(fact) ? 'warning' : 'info';
    case 'RESUMED':
    case 'SUPERSEDED':
    case 'CANCELED':
    case 'STOPPING':
      return 'info';
    default:
      return 'warning';
  }
}

/** What is known of a failure. */
export interface FailureCause {
  readonly cause: Cause | undefined;
  /** Whether an action failed that deploys. */
  readonly deploys: boolean;
  readonly retry?: Retry | undefined;
}

/** A person's answer, and what goes on without one: a native retry, a newer execution, somebody's retry. */
const NO_PERSON: readonly StopReason[] = [
  'approval-rejected',
  'stopped',
  'native-retry',
  'not-failed',
  'not-latest',
  'superseded',
];

/**
 * Whether somebody has to act before anything goes on. While nobody knows whether it is retried: not for what a person
 * decided, nor for what should pass by itself before anything was deployed.
 */
export function needsPerson({ cause, deploys, retry }: FailureCause): boolean {
  if (isDecision(cause) || isUnderWay(retry)) return false;
  if (retry?.do === 'stop') return !NO_PERSON.includes(retry.reason);
  return cause?.class !== 'transient' || deploys;
}

/** True where a person said no or stopped it: there is nothing that somebody would have to find out. */
export function isDecision(cause: Cause | undefined): boolean {
  return cause?.kind === 'approval-rejected' || cause?.kind === 'stopped';
}
