import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  ListRuleExecutionsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-codepipeline';
import type { ActionExecutionDetail, RuleExecutionDetail } from '@aws-sdk/client-codepipeline';
import { clean } from '../domain/text.ts';
import type { RunReader } from '../ports/pipelines.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { attemptOf, executionOf, failedRuleOf, pastExecutionOf } from './codepipeline-shapes.ts';
import { asServiceError } from './service-error.ts';

/** 500 actions a pipeline with a few attempts each: enough for any execution, and a bound. */
const MAX_PAGES = 20;
const MAX_TAG_CHARACTERS = 256;

/** Reads executions with a client of its own; see codepipeline-reader.ts for the whole, which is more to load. */
export function codePipelineRunReader(options: ClientOptions): RunReader {
  return runReader(new CodePipelineClient(sdkOptions(options)));
}

/** Reads pipelines and their executions: https://docs.aws.amazon.com/codepipeline/latest/APIReference/Welcome.html */
export function runReader(client: CodePipelineClient): RunReader {
  return {
    execution: async (pipelineName, pipelineExecutionId, abortSignal) => {
      const command = new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId });
      const answer = await asServiceError(
        'codepipeline:GetPipelineExecution',
        client.send(command, { abortSignal }),
      );
      return executionOf(answer.pipelineExecution);
    },

    attempts: async (pipelineName, pipelineExecutionId, abortSignal) => {
      const rows = await pages<ActionExecutionDetail>(async (nextToken) => {
        const filter = { pipelineExecutionId };
        const command = new ListActionExecutionsCommand({ pipelineName, filter, nextToken });
        const answer = await asServiceError(
          'codepipeline:ListActionExecutions',
          client.send(command, { abortSignal }),
        );
        return { items: answer.actionExecutionDetails ?? [], nextToken: answer.nextToken };
      });
      return rows.flatMap(attemptOf);
    },

    failedRules: async (pipelineName, pipelineExecutionId, abortSignal) => {
      const rows = await pages<RuleExecutionDetail>(async (nextToken) => {
        const filter = { pipelineExecutionId };
        const command = new ListRuleExecutionsCommand({ pipelineName, filter, nextToken });
        const answer = await asServiceError(
          'codepipeline:ListRuleExecutions',
          client.send(command, { abortSignal }),
        );
        return { items: answer.ruleExecutionDetails ?? [], nextToken: answer.nextToken };
      });
      return rows.flatMap(failedRuleOf);
    },

    history: async (pipelineName, abortSignal) => {
      const command = new ListPipelineExecutionsCommand({ pipelineName, maxResults: 100 });
      const answer = await asServiceError(
        'codepipeline:ListPipelineExecutions',
        client.send(command, { abortSignal }),
      );
      return {
        executions: (answer.pipelineExecutionSummaries ?? []).flatMap(pastExecutionOf),
        complete: answer.nextToken === undefined,
      };
    },

    tag: async ({ partition, region, account }, pipeline, key, abortSignal) => {
      const resourceArn = `arn:${partition ?? 'aws'}:codepipeline:${region ?? ''}:${account ?? ''}:${pipeline}`;
      const tags = await pages(async (nextToken) => {
        const command = new ListTagsForResourceCommand({ resourceArn, nextToken });
        const answer = await asServiceError(
          'codepipeline:ListTagsForResource',
          client.send(command, { abortSignal }),
        );
        return { items: answer.tags ?? [], nextToken: answer.nextToken };
      });
      // An empty value is none: SNS would refuse the attribute, and with it the message.
      return clean(tags.find((tag) => tag.key === key)?.value ?? '', MAX_TAG_CHARACTERS) || undefined;
    },

    names: async (abortSignal) => {
      const summaries = await pages(async (nextToken) => {
        const command = new ListPipelinesCommand({ maxResults: 1000, nextToken });
        const answer = await asServiceError(
          'codepipeline:ListPipelines',
          client.send(command, { abortSignal }),
        );
        return { items: answer.pipelines ?? [], nextToken: answer.nextToken };
      });
      return summaries.flatMap(({ name }) => (name === undefined ? [] : [name]));
    },

    externalIds: async (pipelineName, abortSignal) => {
      const command = new ListActionExecutionsCommand({ pipelineName, maxResults: 100 });
      const answer = await asServiceError(
        'codepipeline:ListActionExecutions',
        client.send(command, { abortSignal }),
      );
      return (answer.actionExecutionDetails ?? []).flatMap(
        ({ output }) => output?.executionResult?.externalExecutionId ?? [],
      );
    },
  };
}

async function pages<Item>(
  read: (nextToken: string | undefined) => Promise<{ items: readonly Item[]; nextToken: string | undefined }>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, nextToken } = await read(token);
    all.push(...items);
    if (nextToken === undefined) break;
    token = nextToken;
  }
  return all;
}
