import {
  GetPipelineCommand,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
} from '@aws-sdk/client-codepipeline';
import type {
  CodePipelineClient,
  PipelineDeclaration,
  StageConditionState,
  StageDeclaration,
  StageState as StageAnswer,
} from '@aws-sdk/client-codepipeline';
import type { Definition, StageDefinition, StageState } from '../domain/retry/situation.ts';
import { clean } from '../domain/text.ts';
import type { PresentReader } from '../ports/pipelines.ts';
import { succeededExecutionOf } from './codepipeline-shapes.ts';
import { asServiceError } from './service-error.ts';

/** Reads how a pipeline stands now: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html */
export function presentReader(client: CodePipelineClient): PresentReader {
  return {
    state: async (name, abortSignal) => {
      const answer = await asServiceError(
        'codepipeline:GetPipelineState',
        client.send(new GetPipelineStateCommand({ name }), { abortSignal }),
      );
      return { version: answer.pipelineVersion, stages: (answer.stageStates ?? []).flatMap(stageStateOf) };
    },

    definition: async (name, abortSignal) => {
      const answer = await asServiceError(
        'codepipeline:GetPipeline',
        client.send(new GetPipelineCommand({ name }), { abortSignal }),
      );
      return definitionOf(answer.pipeline);
    },

    succeededIn: async (pipelineName, stageName, abortSignal) => {
      const filter = { succeededInStage: { stageName } };
      const command = new ListPipelineExecutionsCommand({ pipelineName, filter, maxResults: 100 });
      const answer = await asServiceError(
        'codepipeline:ListPipelineExecutions',
        client.send(command, { abortSignal }),
      );
      const found = (answer.pipelineExecutionSummaries ?? []).flatMap(succeededExecutionOf);
      // The service promises no order.
      return found.sort((a, b) => b.startedAt - a.startedAt);
    },
  };
}

/** Nothing of the actions leaves here: a waiting approval's token would approve it. */
function stageStateOf(it: StageAnswer): readonly StageState[] {
  if (it.stageName === undefined) return [];
  return [
    {
      name: clean(it.stageName, 300),
      executionId: it.latestExecution?.pipelineExecutionId,
      status: it.latestExecution?.status,
      type: it.latestExecution?.type,
      transitionEnabled: it.inboundTransitionState?.enabled ?? true,
      automaticRetries: it.retryStageMetadata?.autoStageRetryAttempt ?? 0,
      manualRetries: it.retryStageMetadata?.manualStageRetryAttempt ?? 0,
      conditionFailed: hasFailed(it.beforeEntryConditionState) || hasFailed(it.onSuccessConditionState),
    },
  ];
}

/** A rule that could not be looked at fails the stage as well as one that is not met. */
function hasFailed(condition: StageConditionState | undefined): boolean {
  const status = condition?.latestExecution?.status;
  return status === 'Failed' || status === 'Errored';
}

function definitionOf(it: PipelineDeclaration | undefined): Definition {
  return {
    version: it?.version ?? 0,
    // Absent in definitions from before there was a choice.
    type: it?.pipelineType ?? 'V1',
    mode: it?.executionMode ?? 'SUPERSEDED',
    stages: (it?.stages ?? []).flatMap(stageDefinitionOf),
  };
}

function stageDefinitionOf({ name, actions = [], onFailure }: StageDeclaration): readonly StageDefinition[] {
  if (name === undefined) return [];
  const categories = actions.flatMap(({ actionTypeId }) => actionTypeId?.category ?? []);
  return [{ name: clean(name, 300), categories, onFailure: onFailure?.result }];
}
