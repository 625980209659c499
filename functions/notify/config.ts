import * as z from 'zod/mini';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import type { Configuration } from '../../shared/schemas/configuration.ts';
import { parseConfiguration } from '../../shared/schemas/faults.ts';

/** The environment that serverless.yml gives the function. */
export const notifyEnvironment = z.object({
  TOPIC_ARN: z.string("a topic's ARN").check(z.regex(/^arn:[a-z-]+:sns:/u, "a topic's ARN")),
  TABLE_NAME: z.string("a table's name").check(z.regex(/^[\w.-]{3,255}$/u, "a table's name")),
});

export interface NotifyConfig {
  readonly settings: Configuration;
  readonly topicArn: string;
  readonly tableName: string;
}

/** Checks config.yml and the environment again at init; throws a ConfigurationError that lists every fault. */
export function readNotifyConfig(configuration: unknown, environment: NodeJS.ProcessEnv): NotifyConfig {
  const settings = readConfiguration(configuration);
  const { TOPIC_ARN, TABLE_NAME } = parseConfiguration(
    "notify's environment",
    notifyEnvironment,
    environment,
  );
  return { settings, topicArn: TOPIC_ARN, tableName: TABLE_NAME };
}
