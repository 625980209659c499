import type { ActionExecutionDetail, PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { clean } from '../domain/text.ts';
import type { ListedAttempt, ListedExecution } from '../ports/history.ts';

const MAX_REVISION = 200;

/**
 * A line of ListPipelineExecutions. It names the source action where the definitions speak of the artifact: each has one.
 * Without an id or a start it can't be placed and is passed over.
 */
export function listedExecutionOf(it: PipelineExecutionSummary): readonly ListedExecution[] {
  const { pipelineExecutionId: id, status, startTime, lastUpdateTime, executionType, rollbackMetadata } = it;
  const startedAt = startTime?.getTime() ?? NaN;
  if (id === undefined || Number.isNaN(startedAt)) return [];
  const target = rollbackMetadata?.rollbackTargetPipelineExecutionId;
  return [
    {
      id,
      status: status ?? '',
      ...(executionType !== undefined && { type: executionType }),
      ...(target !== undefined && { rollbackTargetId: target }),
      startedAt,
      updatedAt: (lastUpdateTime ?? startTime)?.getTime() ?? startedAt,
      revisions: (it.sourceRevisions ?? []).flatMap(({ actionName, revisionId }) =>
        revisionId === undefined
          ? []
          : [{ artifact: clean(actionName ?? '', 300), revisionId: clean(revisionId, MAX_REVISION) }],
      ),
    },
  ];
}

/** A row of ListActionExecutions; one that can't be placed is passed over. */
export function listedAttemptOf(row: ActionExecutionDetail): readonly ListedAttempt[] {
  const { pipelineExecutionId: executionId, stageName: stage, actionName: action, startTime, status } = row;
  const startedAt = startTime?.getTime() ?? NaN;
  if (executionId === undefined || stage === undefined || action === undefined || Number.isNaN(startedAt))
    return [];
  return [
    {
      executionId,
      stage: clean(stage, 300),
      action: clean(action, 300),
      category: row.input?.actionTypeId?.category ?? '',
      status: status ?? '',
      startedAt,
      updatedAt: (row.lastUpdateTime ?? startTime)?.getTime() ?? startedAt,
    },
  ];
}
