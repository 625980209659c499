import type {
  BuildBatch as SdkBatch,
  BuildBatchPhase as SdkBatchPhase,
  BuildPhase as SdkPhase,
  Build as SdkBuild,
  CloudWatchLogsConfig,
} from '@aws-sdk/client-codebuild';
import type { Build, BuildBatch, BuildPhase } from '../domain/diagnosis/build.ts';
import { clean, cleanProse } from '../domain/text.ts';

const FAILED: readonly (string | undefined)[] = ['FAILED', 'FAULT', 'TIMED_OUT'];
const MAX_FAILED_BUILDS = 3;
const MAX_COMMAND_CHARACTERS = 600;
const MAX_REASON_CHARACTERS = 300;

/** What BatchGetBuilds answers, as the domain knows it; text from outside is cleaned here. */
export function buildOf(it: SdkBuild, region: string | undefined): Build {
  const { groupName: group, streamName: stream, cloudWatchLogs } = it.logs ?? {};
  // Neither is there before PROVISIONING, nor where logging is off.
  const logged = group !== undefined && stream !== undefined && cloudWatchLogs?.status !== 'DISABLED';
  return {
    id: clean(it.id ?? '', 300),
    status: it.buildStatus ?? '',
    phases: (it.phases ?? []).map(phaseOf),
    log: logged ? { region, group, stream } : undefined,
  };
}

/** What BatchGetBuildBatches answers, with the builds that are to blame: a group whose failure is ignored is not. */
export function batchOf(it: SdkBatch): BuildBatch {
  const failed = (it.buildGroups ?? []).filter(
    ({ ignoreFailure, currentBuildSummary: build }) =>
      ignoreFailure !== true && FAILED.includes(build?.buildStatus),
  );
  return {
    id: clean(it.id ?? '', 300),
    status: it.buildBatchStatus ?? '',
    failedBuildIds: failed
      .flatMap(({ currentBuildSummary: build }) => /:build\/(.+)$/u.exec(build?.arn ?? '')?.[1] ?? [])
      .slice(0, MAX_FAILED_BUILDS),
    phases: (it.phases ?? []).map(phaseOf),
    ...placeOf(it.logConfig?.cloudWatchLogs, it.projectName),
  };
}

/** CloudWatch's default group is the project's: https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html */
function placeOf(
  config: CloudWatchLogsConfig | undefined,
  project: string | undefined,
): Pick<BuildBatch, 'logGroup' | 'logStreamPrefix'> {
  if (config?.status !== 'ENABLED') return {};
  const standard = project === undefined ? undefined : `/aws/codebuild/${project}`;
  return { logGroup: config.groupName ?? standard, logStreamPrefix: config.streamName };
}

function phaseOf(it: SdkPhase | SdkBatchPhase): BuildPhase {
  const { startTime, endTime, durationInSeconds } = it;
  const measured = startTime && endTime && endTime.getTime() - startTime.getTime();
  return {
    name: clean(it.phaseType ?? '', 60),
    status: it.phaseStatus,
    durationMs: durationInSeconds === undefined ? measured : durationInSeconds * 1000,
    contexts: (it.contexts ?? [])
      .map(({ statusCode = '', message = '' }) => ({
        code: clean(statusCode, 100) || undefined,
        message: messageOf(message) || undefined,
      }))
      // Phases that went well have contexts too, empty ones.
      .filter(({ code, message }) => code !== undefined || message !== undefined),
  };
}

/** A command may be a whole script, and why it failed stands behind it: both ends are kept. */
function messageOf(text: string): string {
  const at = text.lastIndexOf('Reason: ');
  if (at < MAX_COMMAND_CHARACTERS) return cleanProse(text, MAX_COMMAND_CHARACTERS + MAX_REASON_CHARACTERS);
  const command = cleanProse(text.slice(0, at), MAX_COMMAND_CHARACTERS);
  return `${command} ${cleanProse(text.slice(at), MAX_REASON_CHARACTERS)}`;
}
