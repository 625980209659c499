import type { PipelineBoard } from './pipeline-board.ts';
import type { ActionDefinition, RuleDefinition, StageDefinition } from './pipeline-model.ts';

/** The definition in force: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipeline.html */
export function declarationOf({ pipeline, createdAt, updatedAt }: PipelineBoard): object {
  const { name, arn, stages, version, type, mode } = pipeline;
  return {
    pipeline: {
      name,
      version,
      pipelineType: type,
      executionMode: mode,
      roleArn: `arn:aws:iam::${arn.split(':')[4] ?? ''}:role/${name}`,
      artifactStore: { type: 'S3', location: `${name}-artifacts` },
      stages: stages.map(stageOf),
    },
    metadata: { pipelineArn: arn, created: createdAt / 1000, updated: updatedAt / 1000 },
  };
}

function stageOf({ name, actions, beforeEntry, onSuccess, onFailure }: StageDefinition): object {
  return {
    name,
    actions: actions.map(actionOf),
    beforeEntry: beforeEntry && { conditions: [conditionOf(beforeEntry)] },
    onSuccess: onSuccess && { conditions: [conditionOf(onSuccess)] },
    onFailure: onFailure && {
      result: onFailure.result,
      retryConfiguration: onFailure.retryMode && { retryMode: onFailure.retryMode },
    },
  };
}

function actionOf({ name, category, provider, region, configuration = {} }: ActionDefinition): object {
  const actionTypeId = { category, owner: 'AWS', provider, version: '1' };
  return { name, actionTypeId, runOrder: 1, region, configuration, inputArtifacts: [], outputArtifacts: [] };
}

function conditionOf(rules: readonly RuleDefinition[]): object {
  return {
    result: 'FAIL',
    rules: rules.map(({ name, provider }) => ({
      name,
      ruleTypeId: { category: 'Rule', owner: 'AWS', provider, version: '1' },
    })),
  };
}
