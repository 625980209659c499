import configuration from '../../config.yml';
import { lambdaHandler } from '../../shared/lambda/handler.ts';
import { createLogger, logOf } from '../../shared/lambda/logger.ts';
import { readRetryConfig } from './config.ts';
import { createDeps } from './deps.ts';
import { retry } from './retry.ts';

// At init: a bad setting fails the first init and not the first failure.
const config = readRetryConfig(configuration, process.env);
const logger = createLogger('retry', config.settings.logLevel);
const deps = createDeps(config, logOf(logger));

/** Decides about a stage that failed, a try that is due, or a stage that went green; see README.md in this folder. */
export const handler = lambdaHandler(logger, async (event) => {
  await retry(deps, event);
});
