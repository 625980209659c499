import type {
  ActionExecutionDetail,
  PipelineExecution,
  PipelineExecutionSummary,
  RuleExecutionDetail,
} from '@aws-sdk/client-codepipeline';
import { titleOf } from '../domain/change.ts';
import type {
  ActionAttempt,
  Execution,
  FailedRule,
  PastExecution,
  SucceededExecution,
} from '../domain/execution.ts';
import { webUrl } from '../domain/links.ts';
import { clean, cleanProse } from '../domain/text.ts';
import { roleOf } from '../domain/trigger.ts';

/** What GetPipelineExecution answers, as the domain knows it; text from outside is cleaned here. */
export function executionOf(it: PipelineExecution | undefined): Execution {
  const type = it?.trigger?.triggerType;
  return {
    version: it?.pipelineVersion,
    status: it?.status,
    // Absent in executions from before there were others.
    type: it?.executionType ?? 'STANDARD',
    mode: it?.executionMode ?? 'SUPERSEDED',
    trigger: type && { type: clean(type, 60), role: roleOf(it.trigger?.triggerDetail) },
    changes: (it?.artifactRevisions ?? []).flatMap(({ revisionId, revisionSummary, revisionUrl }) =>
      revisionId === undefined
        ? []
        : [{ revision: clean(revisionId, 200), title: titleOf(revisionSummary), url: webUrl(revisionUrl) }],
    ),
  };
}

/** A row of ListActionExecutions; without stage, action or start it can't be placed and is passed over. */
export function attemptOf(row: ActionExecutionDetail): readonly ActionAttempt[] {
  const { stageName: stage, actionName: action, startTime, lastUpdateTime, status, input, output } = row;
  if (stage === undefined || action === undefined || startTime === undefined) return [];
  const result = output?.executionResult;
  const { category, provider } = input?.actionTypeId ?? {};
  return [
    {
      stage: clean(stage, 300),
      action: clean(action, 300),
      actionExecutionId: row.actionExecutionId,
      category,
      provider: provider && clean(provider, 100),
      region: regionOf(input?.region),
      pipelineVersion: row.pipelineVersion,
      status: status ?? '',
      startedAt: startTime.getTime(),
      updatedAt: (lastUpdateTime ?? startTime).getTime(),
      result: {
        code: prose(result?.errorDetails?.code),
        summary: prose(result?.externalExecutionSummary ?? result?.errorDetails?.message),
        url: webUrl(result?.externalExecutionUrl),
        externalId: result?.logStreamARN ?? result?.externalExecutionId,
      },
      // Only an approval's configuration is looked at: a build's may hold secrets.
      request:
        category === 'Approval' ? requestOf(input?.resolvedConfiguration ?? input?.configuration) : undefined,
    },
  ];
}

/** A row of ListRuleExecutions that failed, if it can be placed. */
export function failedRuleOf(row: RuleExecutionDetail): readonly FailedRule[] {
  const { stageName: stage, ruleName: rule, startTime, lastUpdateTime, status, output } = row;
  if (status !== 'Failed' || stage === undefined || rule === undefined || startTime === undefined) return [];
  const result = output?.executionResult;
  return [
    {
      stage: clean(stage, 300),
      rule: clean(rule, 300),
      startedAt: startTime.getTime(),
      updatedAt: (lastUpdateTime ?? startTime).getTime(),
      summary: prose(result?.externalExecutionSummary ?? result?.errorDetails?.message),
      code: prose(result?.errorDetails?.code),
      url: webUrl(result?.externalExecutionUrl),
    },
  ];
}

/** A line of ListPipelineExecutions. */
export function pastExecutionOf(it: PipelineExecutionSummary): readonly PastExecution[] {
  const { pipelineExecutionId: id, status, startTime, lastUpdateTime } = it;
  if (id === undefined || startTime === undefined) return [];
  const updatedAt = (lastUpdateTime ?? startTime).getTime();
  return [{ id, status: status ?? '', startedAt: startTime.getTime(), updatedAt }];
}

/** A line of ListPipelineExecutions, for a list of those that succeeded in a stage. */
export function succeededExecutionOf(it: PipelineExecutionSummary): readonly SucceededExecution[] {
  const { pipelineExecutionId: id, executionType: type = 'STANDARD', startTime, sourceRevisions = [] } = it;
  if (id === undefined || startTime === undefined) return [];
  const revisions = sourceRevisions.flatMap(({ revisionId }) => revisionId ?? []);
  return [{ id, type, startedAt: startTime.getTime(), revisions: revisions.map((it) => clean(it, 200)) }];
}

function requestOf(configuration: Record<string, string> | undefined): ActionAttempt['request'] {
  return { text: prose(configuration?.['CustomData']), url: webUrl(configuration?.['ExternalEntityLink']) };
}

/** A Region becomes part of a host's name: nothing else is let through. */
function regionOf(text: string | undefined): string | undefined {
  return /^[a-z]{2}(?:-[a-z]{2,16}){1,3}-\d{1,2}$/u.test(text ?? '') ? text : undefined;
}

function prose(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cleanProse(text, 600) || undefined;
}
