import { AwsError } from './aws-error.ts';
import { PipelineMachine } from './pipeline-machine.ts';
import type { Emit } from './pipeline-events.ts';
import type { Execution, Pipeline } from './pipeline-model.ts';
import { actionRowOf, ruleRowOf, summaryOf } from './pipeline-rows.ts';
import { page, requiredText } from './service.ts';
import type { Input, Service } from './service.ts';

const NAME = /^[A-Za-z0-9.@_-]{1,100}$/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** The pipelines' API: https://docs.aws.amazon.com/codepipeline/latest/APIReference/Welcome.html */
export function createCodePipeline(now: () => number, emit: Emit) {
  const machine = new PipelineMachine(now, emit);
  const pipelineOf = (input: Input): Pipeline => {
    const name = requiredText(input, 'pipelineName', NAME);
    const pipeline = machine.pipelines.get(name);
    if (pipeline) return pipeline;
    throw new AwsError('PipelineNotFoundException', `Account does not have a pipeline with name '${name}'`);
  };
  const executionOf = (pipeline: Pipeline, id: string): Execution => {
    const execution = machine.execution(id);
    if (execution.pipeline.name === pipeline.name) return execution;
    throw new AwsError(
      'PipelineExecutionNotFoundException',
      `Execution ${id} does not exist in ${pipeline.name}`,
    );
  };
  const newestFirst = (name: string) =>
    machine.executions.filter(({ pipeline }) => pipeline.name === name).reverse();

  /** The executions that a filter of rows leaves, newest first. */
  const filtered = (input: Input): readonly Execution[] => {
    const pipeline = pipelineOf(input);
    const filter = (input['filter'] ?? {}) as Input;
    return filter['pipelineExecutionId'] === undefined
      ? newestFirst(pipeline.name)
      : [executionOf(pipeline, requiredText(filter, 'pipelineExecutionId', UUID))];
  };

  const service: Service = {
    GetPipelineExecution: (input) => {
      const pipeline = pipelineOf(input);
      const execution = executionOf(pipeline, requiredText(input, 'pipelineExecutionId', UUID));
      const artifactRevisions = execution.revisions.map((revision) => ({
        name: 'SourceArtifact',
        ...revision,
      }));
      return {
        pipelineExecution: {
          pipelineName: pipeline.name,
          pipelineVersion: execution.pipeline.version,
          ...summaryOf(execution),
          artifactRevisions,
        },
      };
    },
    ListActionExecutions: (input) => {
      const rows = filtered(input).flatMap((execution) =>
        execution.rows.map((row) => actionRowOf(execution, row)).reverse(),
      );
      const { items, nextToken } = page(rows, input, 100);
      return { actionExecutionDetails: items, nextToken };
    },
    ListRuleExecutions: (input) => {
      const rows = filtered(input).flatMap((execution) =>
        execution.rules.map((row) => ruleRowOf(execution, row)).reverse(),
      );
      const { items, nextToken } = page(rows, input, 100);
      return { ruleExecutionDetails: items, nextToken };
    },
    ListPipelineExecutions: (input) => {
      const { items, nextToken } = page(newestFirst(pipelineOf(input).name), input, 100);
      const summaries = items.map((execution) => ({
        ...summaryOf(execution),
        startTime: execution.startedAt / 1000,
        lastUpdateTime: execution.updatedAt / 1000,
        sourceRevisions: execution.revisions.map((revision) => ({ actionName: 'Source', ...revision })),
      }));
      return { pipelineExecutionSummaries: summaries, nextToken };
    },
    ListPipelines: (input) => {
      const { items, nextToken } = page([...machine.pipelines.values()], input, 1000);
      return {
        pipelines: items.map(({ name, version }) => ({ name, version, pipelineType: 'V2' })),
        nextToken,
      };
    },
    ListTagsForResource: (input) => {
      const arn = requiredText(input, 'resourceArn', /^arn:aws[a-z-]*:codepipeline:/u);
      const pipeline = [...machine.pipelines.values()].find((it) => it.arn === arn);
      if (!pipeline) throw new AwsError('ResourceNotFoundException', `${arn} does not exist`);
      const { items, nextToken } = page(Object.entries(pipeline.tags ?? {}), input, 100);
      return { tags: items.map(([key, value]) => ({ key, value })), nextToken };
    },
  };
  return { service, machine };
}
