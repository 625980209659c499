import { isUnderWay, newestActions, newestRules } from '../../local/aws/pipeline-execution.ts';
import type { PipelineMachine } from '../../local/aws/pipeline-machine.ts';
import type { ActionAttempt, Execution, SucceededExecution } from '../../shared/domain/execution.ts';
import type { Definition, PipelineState, StageState } from '../../shared/domain/retry/situation.ts';

/** What PipelineReader answers, straight from the machine; `uncounted`: nothing in it says how often a stage was retried. */
export function answersOf(machine: PipelineMachine, uncounted = false) {
  return {
    state: (pipeline: string): PipelineState => {
      const board = machine.board(pipeline);
      const stages = board.pipeline.stages.map(({ name }): StageState => {
        const inside = board.latest.get(name);
        const run = uncounted ? undefined : inside?.runs.get(name);
        const rules = inside ? newestRules(inside, name) : [];
        return {
          name,
          executionId: inside?.id,
          status: inside?.runs.get(name)?.status,
          type: inside?.type,
          transitionEnabled: !board.disabled.Inbound.has(name),
          automaticRetries: run?.automaticRetries ?? 0,
          manualRetries: run?.manualRetries ?? 0,
          conditionFailed: rules.some(({ status }) => status === 'Failed'),
        };
      });
      return { version: board.pipeline.version, stages };
    },

    definition: (pipeline: string): Definition => {
      const { version, type, mode, stages } = machine.board(pipeline).pipeline;
      return {
        version,
        type,
        mode,
        stages: stages.map(({ name, actions, onFailure }) => ({
          name,
          categories: actions.map(({ category }) => category),
          onFailure: onFailure?.result,
        })),
      };
    },

    execution: (executionId: string): Execution => {
      const { status, type, pipeline, revisions } = machine.execution(executionId);
      const changes = revisions.map(({ revisionId: revision }) => ({ revision }));
      return { status, type, version: pipeline.version, mode: pipeline.mode, changes };
    },

    attempts: (executionId: string): readonly ActionAttempt[] => {
      const execution = machine.execution(executionId);
      const newest = execution.pipeline.stages.flatMap(({ name }) => newestActions(execution, name));
      return (uncounted ? newest : execution.rows).map((row) => ({
        stage: row.stageName,
        action: row.actionName,
        actionExecutionId: row.actionExecutionId,
        category: row.action.category,
        provider: row.action.provider,
        status: row.status,
        startedAt: row.startedAt,
        updatedAt: row.updatedAt,
        result: { code: row.outcome?.code },
      }));
    },

    succeededIn: (pipeline: string, stage: string): readonly SucceededExecution[] => {
      const board = machine.board(pipeline);
      return board.executions
        .filter((it) => !board.isOutdated(it) && it.runs.get(stage)?.status === 'Succeeded')
        .map(({ id, type, startedAt, revisions }) => ({
          id,
          type,
          startedAt,
          revisions: revisions.map(({ revisionId }) => revisionId),
        }))
        .reverse();
    },

    /** Whether a stage of an execution has an action under way. */
    isBusy: (executionId: string, stage: string): boolean =>
      machine.execution(executionId).rows.some((row) => row.stageName === stage && isUnderWay(row)),
  };
}
