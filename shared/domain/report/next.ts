import { approveCommand, retryStageCommand, stageStatesCommand, startRunCommand } from '../command.ts';
import { isApproval } from '../fact.ts';
import type { PipelineFact } from '../fact.ts';
import { isRejection } from '../failure.ts';
import type { Failure } from '../failure.ts';
import type { StopReason } from '../retry/decision.ts';
import type { Rollback } from '../retry/ledger-view.ts';
import type { Next } from './report.ts';
import { isUnderWay } from './retry.ts';
import type { Retry } from './retry.ts';

/** Where the stage goes on without Pipewatch. */
const BY_ITSELF: readonly StopReason[] = ['native-retry', 'native-rollback', 'not-failed'];

/** What happens next, or what somebody should do; undefined where what is said of the retry says it all. */
export function nextOf(
  fact: PipelineFact,
  failure: Failure | undefined,
  retry: Retry | undefined,
  rollback?: Rollback,
): Next | undefined {
  switch (fact.state) {
    case 'FAILED':
      return isRollingBack(rollback) ? undefined : afterFailure(fact, failure, retry);
    case 'STARTED':
      return isApproval(fact) ? { step: 'approve', command: approveCommand(fact) } : undefined;
    case 'STOPPED':
    case 'CANCELED':
    case 'ABANDONED':
      return { step: 'start-run', command: startRunCommand(fact) };
    case 'STOPPING':
      return { step: 'stopping' };
    case 'SUPERSEDED':
      return { step: 'superseded' };
    case 'RESUMED':
      return { step: 'resumed' };
    default:
      return undefined;
  }
}

function isRollingBack(rollback: Rollback | undefined): boolean {
  return rollback !== undefined && rollback.state !== 'impossible';
}

function afterFailure(
  fact: PipelineFact,
  failure: Failure | undefined,
  retry: Retry | undefined,
): Next | undefined {
  if (failure && isRejection(fact, failure)) return { step: 'start-run', command: startRunCommand(fact) };
  const byHand: Next =
    failure?.stage === undefined
      ? { step: 'find-stage', command: stageStatesCommand(fact) }
      : { step: 'retry-stage', command: retryStageCommand(fact, failure.stage) };
  if (isUnderWay(retry)) return undefined;
  if (retry?.do === 'deciding' || retry?.do === 'unread') return { ...byHand, step: 'unless-retried' };
  const reason = retry?.do === 'stop' ? retry.reason : undefined;
  if (reason !== undefined && BY_ITSELF.includes(reason)) return undefined;
  if (reason === 'superseded' || reason === 'not-latest') return { step: 'superseded' };
  // The service refuses to retry a stage of another structure.
  if (reason === 'pipeline-changed') return { step: 'start-run', command: startRunCommand(fact) };
  return byHand;
}
