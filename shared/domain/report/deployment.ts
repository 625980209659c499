import { deploymentCommand } from '../command.ts';
import { isRollback } from '../deployment.ts';
import type { Deployment } from '../deployment.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { DeploymentFact } from '../fact.ts';
import { deploymentUrl } from '../links.ts';
import type { Severity } from '../settings.ts';
import type { Next, Report, Told } from './report.ts';

/** The states of CodeDeploy's events differ from its API's words: FAILURE and SUCCESS are recorded, STOP is documented. */
const FAILED: readonly string[] = ['FAILURE', 'FAILED'];
const STOPPED: readonly string[] = ['STOP', 'STOPPED'];
const SUCCEEDED: readonly string[] = ['SUCCESS', 'SUCCEEDED'];

/** True for a state that is a failure. */
export function isFailedDeployment(state: string): boolean {
  return FAILED.includes(state);
}

/** Tells how a deployment ended; undefined for a success that undoes nothing, which is no news. */
export function reportDeployment(
  fact: DeploymentFact,
  deployment: Deployment | undefined,
  diagnosis?: Diagnosis,
): Told | undefined {
  const rollback = deployment !== undefined && isRollback(deployment);
  if (SUCCEEDED.includes(fact.state) && !rollback) return undefined;
  const failed = isFailedDeployment(fact.state);
  const error = deployment?.error;
  const url = deploymentUrl(fact.place, fact.deploymentId);
  return {
    kind: 'deployment',
    ...headlineOf(fact.state, rollback),
    severity: severityOf(fact.state),
    needsPerson: failed && deployment?.rollbackId === undefined,
    runId: fact.deploymentId,
    stage: fact.group,
    failedActions: error
      ? [{ action: fact.deploymentId, result: { code: error.code, summary: error.message } }]
      : [],
    moreFailedActions: 0,
    why: failed && error === undefined ? (deployment ? 'none' : 'unread') : undefined,
    diagnosis,
    next: nextOf(fact, deployment, rollback),
    changes: [],
    links: url === undefined ? [] : [{ to: 'deployment', url }],
  };
}

/** What only goes on is no news that a person would have to look at. */
function severityOf(state: string): Severity {
  if (FAILED.includes(state)) return 'critical';
  return STOPPED.includes(state) || SUCCEEDED.includes(state) ? 'warning' : 'info';
}

function headlineOf(state: string, rollback: boolean): Pick<Report, 'headline' | 'emoji'> {
  if (SUCCEEDED.includes(state)) return { headline: 'rolled-back', emoji: '🔁' };
  if (FAILED.includes(state))
    return { headline: rollback ? 'rollback-failed' : 'deployment-failed', emoji: '❌' };
  if (STOPPED.includes(state)) return { headline: 'deployment-stopped', emoji: '⏸' };
  return { headline: 'deployment-other', emoji: '⚠️' };
}

function nextOf(
  fact: DeploymentFact,
  deployment: Deployment | undefined,
  rollback: boolean,
): Next | undefined {
  if (SUCCEEDED.includes(fact.state)) return { step: 'rolled-back' };
  if (![...FAILED, ...STOPPED].includes(fact.state)) return undefined;
  const rollbackId = rollback ? undefined : deployment?.rollbackId;
  return rollbackId === undefined
    ? { step: 'see-deployment', command: deploymentCommand(fact.place, fact.deploymentId) }
    : { step: 'rolls-back', id: rollbackId, command: deploymentCommand(fact.place, rollbackId) };
}
