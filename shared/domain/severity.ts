import type { Cause } from './diagnosis/cause.ts';
import { isApproval } from './fact.ts';
import type { PipelineFact } from './fact.ts';
import type { Severity } from './settings.ts';

/**
 * How urgent a change of a pipeline's state is; a recovery has the severity of the failure that it ends, so that
 * whoever heard of the failure hears of its end. A state that does not exist today is a warning.
 */
export function severityOf(fact: PipelineFact, recovered?: Severity, failure?: FailureCause): Severity {
  switch (fact.state) {
    case 'FAILED':
      return severityOfFailure(failure);
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

/** What is known of a failure's cause. */
export interface FailureCause {
  readonly cause: Cause | undefined;
  /** Whether an action failed that deploys. */
  readonly deploys: boolean;
}

/** What a person decided, and what should pass by itself before anything was deployed, wakes nobody. */
function severityOfFailure(failure: FailureCause | undefined): Severity {
  const cause = failure?.cause;
  if (isDecision(cause)) return 'warning';
  return cause?.class === 'transient' && !failure?.deploys ? 'warning' : 'critical';
}

/** True where a person said no or stopped it: there is nothing that somebody would have to find out. */
export function isDecision(cause: Cause | undefined): boolean {
  return cause?.kind === 'approval-rejected' || cause?.kind === 'stopped';
}
