import type { PipelineBoard } from './pipeline-board.ts';
import { newestRules } from './pipeline-execution.ts';
import type { ActionRow, Execution, RuleRow, StageRun } from './pipeline-execution.ts';
import type {
  ActionDefinition,
  ConditionType,
  Outcome,
  RuleOutcome,
  StageDefinition,
} from './pipeline-model.ts';

/** The present, stage by stage: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html */
export function stateOf(board: PipelineBoard): object {
  const { pipeline, createdAt, updatedAt } = board;
  return {
    pipelineName: pipeline.name,
    pipelineVersion: pipeline.version,
    created: createdAt / 1000,
    updated: updatedAt / 1000,
    stageStates: pipeline.stages.map((stage, index) => stageStateOf(board, stage, index)),
  };
}

function stageStateOf(board: PipelineBoard, { name, actions }: StageDefinition, index: number): object {
  const inside = board.latest.get(name);
  const run = inside?.runs.get(name);
  const inbound = board
    .waitingFor(index)
    .map(({ id, type }) => ({ pipelineExecutionId: id, status: 'InProgress', type }));
  const closed = board.disabled.Inbound.get(name);
  return {
    stageName: name,
    inboundExecution: inbound.at(-1),
    inboundExecutions: inbound,
    inboundTransitionState: closed
      ? {
          enabled: false,
          disabledReason: closed.reason,
          lastChangedBy: closed.by,
          lastChangedAt: closed.at / 1000,
        }
      : { enabled: true },
    latestExecution: inside &&
      run && { pipelineExecutionId: inside.id, status: run.status, type: inside.type },
    actionStates: actions.map((action) => actionStateOf(action, board.latestRow(name, action.name))),
    beforeEntryConditionState: inside && conditionStateOf(inside, name, 'beforeEntry'),
    onSuccessConditionState: inside && conditionStateOf(inside, name, 'onSuccess'),
    retryStageMetadata: run && retriesOf(run),
  };
}

/** Counts start at one: a stage that was not retried has none. */
function retriesOf({ automaticRetries, manualRetries, latestRetryTrigger }: StageRun): object | undefined {
  if (latestRetryTrigger === undefined) return undefined;
  return {
    autoStageRetryAttempt: automaticRetries || undefined,
    manualStageRetryAttempt: manualRetries || undefined,
    latestRetryTrigger,
  };
}

function actionStateOf({ name, category }: ActionDefinition, row: ActionRow | undefined): object {
  if (!row) return { actionName: name };
  const { actionExecutionId, status, outcome, updatedAt } = row;
  const token =
    category === 'Approval' && status === 'InProgress' ? `1a2b3c4d-${actionExecutionId}` : undefined;
  return {
    actionName: name,
    latestExecution: {
      actionExecutionId,
      status,
      token,
      lastStatusChange: updatedAt / 1000,
      externalExecutionId: outcome?.externalId,
      logStreamARN: outcome?.logStreamArn,
      ...resultOf(outcome),
    },
  };
}

function conditionStateOf(execution: Execution, stage: string, type: ConditionType): object | undefined {
  const rows = newestRules(execution, stage).filter(({ condition }) => condition === type);
  if (rows.length === 0) return undefined;
  const status = (['InProgress', 'Failed', 'Abandoned', 'Succeeded'] as const).find((it) =>
    rows.some((row) => row.status === it),
  );
  const lastStatusChange = Math.max(...rows.map(({ updatedAt }) => updatedAt)) / 1000;
  return {
    latestExecution: { status },
    conditionStates: [{ latestExecution: { status, lastStatusChange }, ruleStates: rows.map(ruleStateOf) }],
  };
}

function ruleStateOf({ rule, ruleExecutionId, status, outcome, updatedAt }: RuleRow): object {
  return {
    ruleName: rule.name,
    latestExecution: { ruleExecutionId, status, lastStatusChange: updatedAt / 1000, ...resultOf(outcome) },
  };
}

function resultOf(outcome: Outcome | RuleOutcome | undefined): object {
  const { code, summary, externalUrl } = outcome ?? {};
  return {
    summary,
    externalExecutionUrl: externalUrl,
    errorDetails: code === undefined ? undefined : { code, message: summary },
  };
}
