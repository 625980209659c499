import type { ActionRow, Execution, RuleRow } from './pipeline-execution.ts';
import type { Outcome, RuleOutcome } from './pipeline-model.ts';

/** What the answers about an execution have in common; neither times nor the version are in each of them. */
function summaryOf(execution: Execution): object {
  const { id, status, trigger, pipeline, type, rollbackTarget } = execution;
  return {
    pipelineExecutionId: id,
    status,
    trigger,
    executionMode: pipeline.mode,
    executionType: type,
    rollbackMetadata: rollbackTarget && { rollbackTargetPipelineExecutionId: rollbackTarget },
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecution.html */
export function executionOf(execution: Execution): object {
  return {
    pipelineName: execution.pipeline.name,
    pipelineVersion: execution.pipeline.version,
    ...summaryOf(execution),
    artifactRevisions: execution.revisions.map(({ created, ...revision }) => ({
      name: 'SourceArtifact',
      ...revision,
      created: created === undefined ? undefined : created / 1000,
    })),
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineExecutionSummary.html */
export function historyRowOf(execution: Execution): object {
  const { stopReason, startedAt, updatedAt, revisions } = execution;
  return {
    ...summaryOf(execution),
    startTime: startedAt / 1000,
    lastUpdateTime: updatedAt / 1000,
    // Without the time, which only GetPipelineExecution gives.
    sourceRevisions: revisions.map(({ created: _, ...revision }) => ({ actionName: 'Source', ...revision })),
    stopTrigger: stopReason === undefined ? undefined : { reason: stopReason },
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionExecutionDetail.html */
export function actionRowOf(execution: Execution, row: ActionRow): object {
  const { configuration = {}, category, provider, region = homeOf(execution) } = row.action;
  return {
    ...rowOf(execution, row),
    actionExecutionId: row.actionExecutionId,
    actionName: row.actionName,
    input: {
      actionTypeId: { category, owner: 'AWS', provider, version: '1' },
      configuration,
      resolvedConfiguration: configuration,
      region,
    },
  };
}

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RuleExecutionDetail.html */
export function ruleRowOf(execution: Execution, row: RuleRow): object {
  return {
    ...rowOf(execution, row),
    ruleExecutionId: row.ruleExecutionId,
    ruleName: row.rule.name,
    input: {
      ruleTypeId: { category: 'Rule', owner: 'AWS', provider: row.rule.provider, version: '1' },
      configuration: {},
      resolvedConfiguration: {},
      region: homeOf(execution),
    },
  };
}

function rowOf(execution: Execution, row: ActionRow | RuleRow): object {
  return {
    pipelineExecutionId: execution.id,
    pipelineVersion: execution.pipeline.version,
    stageName: row.stageName,
    startTime: row.startedAt / 1000,
    lastUpdateTime: row.updatedAt / 1000,
    status: row.status,
    output: row.outcome && { executionResult: resultOf(row.outcome) },
  };
}

function resultOf({ code, summary, externalUrl, ...more }: Outcome | RuleOutcome): object {
  return {
    externalExecutionId: 'externalId' in more ? more.externalId : undefined,
    logStreamARN: 'logStreamArn' in more ? more.logStreamArn : undefined,
    externalExecutionSummary: summary,
    externalExecutionUrl: externalUrl,
    errorDetails: code === undefined ? undefined : { code, message: summary },
  };
}

function homeOf(execution: Execution): string | undefined {
  return execution.pipeline.arn.split(':')[3];
}
