import { boardIn, idIn, nameIn, wordIn } from './codepipeline-input.ts';
import type { PipelineMachine } from './pipeline-machine.ts';
import { requiredText } from './service.ts';
import type { Service } from './service.ts';

const MODES = ['FAILED_ACTIONS', 'ALL_ACTIONS'] as const;
const TRANSITIONS = ['Inbound', 'Outbound'] as const;
/** Reasons are plain text of limited length. */
const REASON = /^[a-zA-Z0-9!@ ().*?\-]{1,300}$/u;

/** The operations that people and functions change executions with. */
export function codePipelineChanges(machine: PipelineMachine): Service {
  return {
    RetryStageExecution: (input) => {
      const pipelineExecutionId = idIn(input);
      const stage = nameIn(input, 'stageName');
      const mode = wordIn(input, 'retryMode', MODES);
      machine.retry(boardIn(machine, input).pipeline.name, stage, pipelineExecutionId, mode);
      return { pipelineExecutionId };
    },
    RollbackStage: (input) => {
      const target = idIn(input, 'targetPipelineExecutionId');
      const stage = nameIn(input, 'stageName');
      return { pipelineExecutionId: machine.rollBack(nameIn(input, 'pipelineName'), stage, target) };
    },
    StopPipelineExecution: (input) => {
      const pipelineExecutionId = idIn(input);
      const reason =
        input['reason'] === undefined ? undefined : requiredText(input, 'reason', /^.{0,200}$/su);
      const abandon = input['abandon'] === true;
      machine.stopIn(nameIn(input, 'pipelineName'), pipelineExecutionId, abandon, reason);
      return { pipelineExecutionId };
    },
    DisableStageTransition: (input) => {
      const reason = requiredText(input, 'reason', REASON);
      const type = wordIn(input, 'transitionType', TRANSITIONS);
      machine.disableTransition(nameIn(input, 'pipelineName'), nameIn(input, 'stageName'), reason, type);
      return {};
    },
    EnableStageTransition: (input) => {
      const type = wordIn(input, 'transitionType', TRANSITIONS);
      machine.enableTransition(nameIn(input, 'pipelineName'), nameIn(input, 'stageName'), type);
      return {};
    },
  };
}
