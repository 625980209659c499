import * as z from 'zod/mini';
import { arnOf, tableName, text } from '../../shared/schemas/allowed.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import type { Configuration } from '../../shared/schemas/configuration.ts';
import { parseConfiguration } from '../../shared/schemas/faults.ts';

/** The environment that serverless.yml gives the function. */
export const doraEnvironment = z.object({
  TOPIC_ARN: arnOf('sns', "a topic's ARN"),
  TABLE_NAME: tableName,
  QUEUE_URL: text(/^https?:\/\/\S+$/u, "a queue's URL"),
});

export interface DoraConfig {
  readonly settings: Configuration;
  readonly topicArn: string;
  readonly tableName: string;
  /** The queue through which a run goes on. */
  readonly queueUrl: string;
}

/** Checks the environment at init, and config.yml where no bundle holds it checked; throws a ConfigurationError that lists every fault. */
export function readDoraConfig(configuration: unknown, environment: NodeJS.ProcessEnv): DoraConfig {
  const settings = readConfiguration(configuration);
  const read = parseConfiguration("dora's environment", doraEnvironment, environment);
  return { settings, topicArn: read.TOPIC_ARN, tableName: read.TABLE_NAME, queueUrl: read.QUEUE_URL };
}
