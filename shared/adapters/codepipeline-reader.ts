import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import type { PipelineReader } from '../ports/pipelines.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { runReader } from './codepipeline-runs.ts';
import { presentReader } from './codepipeline-state.ts';

/** Reads pipelines, their executions and how they stand now, with one client. */
export function codePipelineReader(options: ClientOptions): PipelineReader {
  const client = new CodePipelineClient(sdkOptions(options));
  return { ...runReader(client), ...presentReader(client) };
}
