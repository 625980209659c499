import * as z from 'zod/mini';
import type { Place } from '../../shared/domain/fact.ts';
import { arnOf, tableName, text } from '../../shared/schemas/allowed.ts';
import { readConfiguration } from '../../shared/schemas/configuration.ts';
import type { Configuration } from '../../shared/schemas/configuration.ts';
import { parseConfiguration } from '../../shared/schemas/faults.ts';

/** The environment that serverless.yml gives the function. */
export const retryEnvironment = z.object({
  TABLE_NAME: tableName,
  TOPIC_ARN: arnOf('sns', "a topic's ARN"),
  FUNCTION_ARN: arnOf('lambda', "a function's ARN"),
  SCHEDULE_GROUP: text(/^[\w.-]{1,64}$/u, "a schedule group's name"),
  SCHEDULE_ROLE_ARN: arnOf('iam', "a role's ARN"),
  DEAD_LETTER_ARN: arnOf('sqs', "a queue's ARN"),
});

export interface RetryConfig {
  readonly settings: Configuration;
  readonly tableName: string;
  readonly topicArn: string;
  /** Where the function runs. */
  readonly place: Place;
  /** What a schedule of retry's own calls, and how. */
  readonly schedules: {
    readonly functionArn: string;
    readonly group: string;
    readonly roleArn: string;
    readonly deadLetterArn: string;
  };
}

/** Checks the environment at init, and config.yml where no bundle holds it checked; throws a ConfigurationError that lists every fault. */
export function readRetryConfig(configuration: unknown, environment: NodeJS.ProcessEnv): RetryConfig {
  const settings = readConfiguration(configuration);
  const read = parseConfiguration("retry's environment", retryEnvironment, environment);
  return {
    settings,
    tableName: read.TABLE_NAME,
    topicArn: read.TOPIC_ARN,
    place: placeOf(read.FUNCTION_ARN),
    schedules: {
      functionArn: read.FUNCTION_ARN,
      group: read.SCHEDULE_GROUP,
      roleArn: read.SCHEDULE_ROLE_ARN,
      deadLetterArn: read.DEAD_LETTER_ARN,
    },
  };
}

/** An ARN's partition, Region and account. */
function placeOf(arn: string): Place {
  const [, partition, , region, account] = arn.split(':');
  return { partition, region, account };
}
