import * as z from 'zod/mini';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import type { Configuration } from '../../shared/schemas/configuration.ts';
import { parseConfiguration } from '../../shared/schemas/faults.ts';

const named = (what: string, form: RegExp) => z.string(what).check(z.regex(form, what));

/** The environment that serverless.yml gives the function. */
export const doraEnvironment = z.object({
  TOPIC_ARN: named("a topic's ARN", /^arn:[a-z-]+:sns:/u),
  TABLE_NAME: named("a table's name", /^[\w.-]{3,255}$/u),
  QUEUE_URL: named("a queue's URL", /^https?:\/\/\S+$/u),
});

export interface DoraConfig {
  readonly settings: Configuration;
  readonly topicArn: string;
  readonly tableName: string;
  /** The queue through which a run goes on. */
  readonly queueUrl: string;
}

/** Checks config.yml and the environment again at init; throws a ConfigurationError that lists every fault. */
export function readDoraConfig(configuration: unknown, environment: NodeJS.ProcessEnv): DoraConfig {
  const settings = readConfiguration(configuration);
  const read = parseConfiguration("dora's environment", doraEnvironment, environment);
  return { settings, topicArn: read.TOPIC_ARN, tableName: read.TABLE_NAME, queueUrl: read.QUEUE_URL };
}
