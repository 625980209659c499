import type { ActionAttempt, PastExecution } from '../../shared/domain/execution.ts';
import type { BuildFact, DeploymentFact, PipelineFact, Place } from '../../shared/domain/fact.ts';
import { ACCOUNT, REGION } from './aws.ts';

export const MINUTE = 60_000;
export const PLACE: Place = { partition: 'aws', region: REGION, account: ACCOUNT };
export const RUN = '5b1f8e02-9d34-4c7a-8b16-e0a7d2c9f461';
/** When the facts below happened, unless a test says otherwise. */
export const AT = Date.parse('2026-11-23T10:00:00Z');

/** A pipeline that failed. */
export function pipelineFact(more: Partial<PipelineFact> = {}): PipelineFact {
  return {
    source: 'pipeline',
    level: 'pipeline',
    at: AT,
    place: PLACE,
    state: 'FAILED',
    pipeline: 'checkout-pipeline',
    executionId: RUN,
    ...more,
  };
}

/** An approval that waits. */
export function approvalFact(more: Partial<PipelineFact> = {}): PipelineFact {
  const what = { stage: 'Release', action: 'Approve', category: 'Approval' };
  return pipelineFact({ level: 'action', state: 'STARTED', ...what, ...more });
}

/** A deployment that failed. */
export function deploymentFact(more: Partial<DeploymentFact> = {}): DeploymentFact {
  const what = { deploymentId: 'd-1A2B3C4D5', application: 'billing', group: 'production' };
  return { source: 'deployment', at: AT, place: PLACE, state: 'FAILURE', ...what, ...more };
}

/** A build that failed. */
export function buildFact(more: Partial<BuildFact> = {}): BuildFact {
  const what = { project: 'image-scan', buildId: 'image-scan:4d7e1f90' };
  return { source: 'build', at: AT, place: PLACE, state: 'FAILED', ...what, ...more };
}

/** An attempt of an action that failed a minute after it began; `startedAt` and `updatedAt` are counted from `AT`. */
export function attempt(more: Partial<ActionAttempt> = {}): ActionAttempt {
  const { startedAt = -2 * MINUTE, updatedAt = startedAt + MINUTE, ...rest } = more;
  return {
    stage: 'Build',
    action: 'Compile',
    category: 'Build',
    status: 'Failed',
    result: {},
    ...rest,
    startedAt: AT + startedAt,
    updatedAt: AT + updatedAt,
  };
}

/** An earlier execution that ended so many minutes before `AT`, ten minutes after it began. */
export function pastRun(status: string, minutesAgo: number, id = `run-${minutesAgo}`): PastExecution {
  const updatedAt = AT - minutesAgo * MINUTE;
  return { id, status, startedAt: updatedAt - 10 * MINUTE, updatedAt };
}
