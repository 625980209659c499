import {
  CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import type { ListActionExecutionsInput } from '@aws-sdk/client-codepipeline';
import { clean } from '../domain/text.ts';
import type { HistoryReader, ListedAttempt, Page } from '../ports/history.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { listedAttemptOf, listedExecutionOf } from './history-shapes.ts';
import type { Pace } from './pace.ts';

/** As many as the service gives at once. */
const PAGE = 100;
const PAGE_OF_PIPELINES = 1000;

/**
 * Reads histories at a pace, until a time in milliseconds since the epoch:
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelineExecutions.html
 */
export function codePipelineHistory(
  pace: Pace,
  options: Omit<ClientOptions, 'maxAttempts'>,
): (until: number) => HistoryReader {
  // One attempt: a repeat by the client itself would not keep to the pace.
  const client = new CodePipelineClient(sdkOptions({ ...options, maxAttempts: 1 }));
  return (until) => {
    const attempts = async (input: ListActionExecutionsInput): Promise<Page<ListedAttempt>> => {
      const command = new ListActionExecutionsCommand({ ...input, maxResults: PAGE });
      const answer = await pace('codepipeline:ListActionExecutions', until, () => client.send(command));
      return {
        items: (answer.actionExecutionDetails ?? []).flatMap(listedAttemptOf),
        next: answer.nextToken,
      };
    };
    return {
      pipelines: async (nextToken) => {
        const command = new ListPipelinesCommand({ maxResults: PAGE_OF_PIPELINES, nextToken });
        const answer = await pace('codepipeline:ListPipelines', until, () => client.send(command));
        const items = (answer.pipelines ?? []).flatMap(({ name, version }) =>
          name === undefined ? [] : [{ name, version }],
        );
        return { items, next: answer.nextToken };
      },

      stages: async (name) => {
        const command = new GetPipelineCommand({ name });
        const answer = await pace('codepipeline:GetPipeline', until, () => client.send(command));
        return (answer.pipeline?.stages ?? []).map((stage) => ({
          name: clean(stage.name ?? '', 300),
          categories: (stage.actions ?? []).flatMap(({ actionTypeId }) => actionTypeId?.category ?? []),
        }));
      },

      executions: async (pipelineName, nextToken) => {
        const command = new ListPipelineExecutionsCommand({ pipelineName, maxResults: PAGE, nextToken });
        const answer = await pace('codepipeline:ListPipelineExecutions', until, () => client.send(command));
        const items = (answer.pipelineExecutionSummaries ?? []).flatMap(listedExecutionOf);
        return { items, next: answer.nextToken };
      },

      attempts: (pipelineName, nextToken) => attempts({ pipelineName, nextToken }),

      attemptsOf: (pipelineName, pipelineExecutionId, nextToken) =>
        attempts({ pipelineName, filter: { pipelineExecutionId }, nextToken }),

      commitTimes: async (pipelineName, pipelineExecutionId) => {
        const command = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId });
        const answer = await pace('codepipeline:GetPipelineExecution', until, () => client.send(command));
        const times = new Map<string, number>();
        for (const { revisionId, created } of answer.pipelineExecution?.artifactRevisions ?? []) {
          const time = created?.getTime() ?? NaN;
          if (revisionId !== undefined && !Number.isNaN(time))
            times.set(clean(revisionId, 200), Math.min(time, times.get(clean(revisionId, 200)) ?? Infinity));
        }
        return times;
      },
    };
  };
}
