import { isApproval } from './fact.ts';
import type { PipelineFact } from './fact.ts';
import type { Severity } from './settings.ts';

/**
 * How urgent a change of a pipeline's state is; a recovery has the severity of the failure that it ends, so that
 * whoever heard of the failure hears of its end. A state that does not exist today is a warning.
 */
export function severityOf(fact: PipelineFact, recovered: boolean): Severity {
  switch (fact.state) {
    case 'FAILED':
      return 'critical';
    case 'SUCCEEDED':
      return recovered ? 'critical' : 'info';
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
