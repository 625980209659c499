import { AwsError } from './aws-error.ts';
import { boardIn, executionIn, nameIn } from './codepipeline-input.ts';
import { hasSucceeded } from './pipeline-board.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import { declarationOf } from './pipeline-declaration.ts';
import type { Execution } from './pipeline-execution.ts';
import type { PipelineMachine } from './pipeline-machine.ts';
import { actionRowOf, executionOf, historyRowOf, ruleRowOf } from './pipeline-rows.ts';
import { stateOf } from './pipeline-state.ts';
import { page, requiredText } from './service.ts';
import type { Input, Service } from './service.ts';

/** The operations that change nothing. */
export function codePipelineReads(machine: PipelineMachine): Service {
  return {
    GetPipeline: (input) => {
      const board = boardIn(machine, input, 'name');
      if ((input['version'] ?? board.pipeline.version) === board.pipeline.version)
        return declarationOf(board);
      throw new AwsError('PipelineVersionNotFoundException', 'Only the version in force is kept here');
    },
    GetPipelineState: (input) => stateOf(boardIn(machine, input, 'name')),
    GetPipelineExecution: (input) => ({
      pipelineExecution: executionOf(executionIn(boardIn(machine, input), input)),
    }),
    ListActionExecutions: (input) => {
      const rows = filtered(boardIn(machine, input), input).flatMap((execution) =>
        execution.rows.map((row) => actionRowOf(execution, row)).reverse(),
      );
      const { items, nextToken } = page(rows, input, 100);
      return { actionExecutionDetails: items, nextToken };
    },
    ListRuleExecutions: (input) => {
      const rows = filtered(boardIn(machine, input), input).flatMap((execution) =>
        execution.rules.map((row) => ruleRowOf(execution, row)).reverse(),
      );
      const { items, nextToken } = page(rows, input, 100);
      return { ruleExecutionDetails: items, nextToken };
    },
    ListPipelineExecutions: (input) => {
      const { items, nextToken } = page(succeeded(boardIn(machine, input), input), input, 100);
      return { pipelineExecutionSummaries: items.map(historyRowOf), nextToken };
    },
    ListPipelines: (input) => {
      const { items, nextToken } = page([...machine.pipelines.values()], input, 1000);
      const pipelines = items.map(({ name, version, type, mode }) => {
        return { name, version, pipelineType: type, executionMode: mode };
      });
      return { pipelines, nextToken };
    },
    ListTagsForResource: (input) => {
      const arn = requiredText(input, 'resourceArn', /^arn:aws[a-z-]*:codepipeline:/u);
      const pipeline = [...machine.pipelines.values()].find((it) => it.arn === arn);
      if (!pipeline) throw new AwsError('ResourceNotFoundException', `${arn} does not exist`);
      const { items, nextToken } = page(Object.entries(pipeline.tags ?? {}), input, 100);
      return { tags: items.map(([key, value]) => ({ key, value })), nextToken };
    },
  };
}

/** The executions that a filter of rows leaves, newest first. */
function filtered(board: PipelineBoard, input: Input): readonly Execution[] {
  const filter = (input['filter'] ?? {}) as Input;
  if (filter['pipelineExecutionId'] === undefined) return board.executions.toReversed();
  return [executionIn(board, filter)];
}

/** The executions that `succeededInStage` leaves, newest first: it sees those of the present version only. */
function succeeded(board: PipelineBoard, input: Input): readonly Execution[] {
  const { succeededInStage } = (input['filter'] ?? {}) as { succeededInStage?: Input };
  const newestFirst = board.executions.toReversed();
  if (succeededInStage === undefined) return newestFirst;
  const stage = nameIn(succeededInStage, 'stageName');
  return newestFirst.filter((it) => !board.isOutdated(it) && hasSucceeded(it, stage));
}
