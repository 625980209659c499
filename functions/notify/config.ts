import * as z from 'zod/mini';
import { arnOf, tableName } from '../../shared/schemas/allowed.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import type { Configuration } from '../../shared/schemas/configuration.ts';
import { parseConfiguration } from '../../shared/schemas/faults.ts';

/** The environment that serverless.yml gives the function. */
export const notifyEnvironment = z.object({
  TOPIC_ARN: arnOf('sns', "a topic's ARN"),
  TABLE_NAME: tableName,
});

export interface NotifyConfig {
  readonly settings: Configuration;
  readonly topicArn: string;
  readonly tableName: string;
}

/** Checks the environment at init, and config.yml where no bundle holds it checked; throws a ConfigurationError that lists every fault. */
export function readNotifyConfig(configuration: unknown, environment: NodeJS.ProcessEnv): NotifyConfig {
  const settings = readConfiguration(configuration);
  const { TOPIC_ARN, TABLE_NAME } = parseConfiguration(
    "notify's environment",
    notifyEnvironment,
    environment,
  );
  return { settings, topicArn: TOPIC_ARN, tableName: TABLE_NAME };
}
