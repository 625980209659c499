import * as z from 'zod/mini';
import type { DeploymentFact } from '../domain/fact.ts';
import { readStrictly } from './envelope.ts';
import type { Envelope } from './envelope.ts';
import { requiredName } from './fields.ts';

const detail = z.object({
  deploymentId: requiredName,
  application: requiredName,
  deploymentGroup: requiredName,
  state: requiredName,
});

/** Reads a change of state of a deployment: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
export function readDeploymentFact(event: Envelope): DeploymentFact {
  const it = readStrictly(detail, event.detail, 'detail');
  return {
    source: 'deployment',
    at: event.at,
    place: event.place,
    state: it.state,
    deploymentId: it.deploymentId,
    application: it.application,
    group: it.deploymentGroup,
  };
}
