import type { ActionRow, Execution, Outcome, RuleOutcome, RuleRow } from './pipeline-model.ts';

/** What the answers about an execution have in common; neither times nor the version are in each of them. */
export function summaryOf(execution: Execution): object {
  return {
    pipelineExecutionId: execution.id,
    status: execution.status,
    trigger: execution.trigger,
    executionMode: 'SUPERSEDED',
    executionType: 'STANDARD',
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
