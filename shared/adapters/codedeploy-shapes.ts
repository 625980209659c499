import type { DeploymentInfo, DeploymentTarget } from '@aws-sdk/client-codedeploy';
import type { Deployment, FailedTarget } from '../domain/deployment.ts';
import { clean, cleanProse } from '../domain/text.ts';

/** What GetDeployment answers, as the domain knows it; text from outside is cleaned here. */
export function deploymentOf(info: DeploymentInfo | undefined): Deployment {
  const { errorInformation: error, rollbackInfo: rollback } = info ?? {};
  return {
    creator: info?.creator,
    status: info?.status,
    error: error && { code: prose(error.code), message: prose(error.message) },
    alarms: alarmsOf(info),
    rollbackId: rollback?.rollbackDeploymentId && clean(rollback.rollbackDeploymentId, 100),
    rollbackMessage: prose(rollback?.rollbackMessage),
    undoes: rollback?.rollbackTriggeringDeploymentId,
    artifactKey: info?.revision?.s3Location?.key,
  };
}

/** A target with the life-cycle events that failed on it; what a script printed stays as it is. */
export function failedTargetOf(target: DeploymentTarget): FailedTarget {
  const { instanceTarget, ecsTarget, lambdaTarget, cloudFormationTarget } = target;
  const it = instanceTarget ?? ecsTarget ?? lambdaTarget ?? cloudFormationTarget;
  return {
    id: clean(it?.targetId ?? '', 300),
    status: it?.status ?? '',
    events: (it?.lifecycleEvents ?? [])
      .filter(({ status }) => status === 'Failed')
      .map(({ lifecycleEventName, status, diagnostics }) => ({
        name: clean(lifecycleEventName ?? '', 100),
        status: status ?? '',
        code: prose(diagnostics?.errorCode),
        scriptName: prose(diagnostics?.scriptName),
        message: prose(diagnostics?.message),
        // Empty for what ran no script.
        logTail: diagnostics?.logTail === '' ? undefined : diagnostics?.logTail,
      })),
  };
}

/**
 * The alarms that stopped a deployment. Only the message names them, as `... Activated alarms: <a> <b>`; the deployment
 * itself lists what it watches, which tells as much where that is a single one.
 */
function alarmsOf(info: DeploymentInfo | undefined): readonly string[] {
  const { code, message = '' } = info?.errorInformation ?? {};
  if (code !== 'ALARM_ACTIVE') return [];
  const named = [...message.matchAll(/<([^<>]{1,255})>/gu)].map(([, name = '']) => name);
  const watched = (info?.overrideAlarmConfiguration?.alarms ?? []).flatMap(({ name }) => name ?? []);
  const alarms = named.length === 0 && watched.length === 1 ? watched : named;
  return alarms.map((name) => clean(name, 255));
}

function prose(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanProse(text, 600) || undefined;
}
