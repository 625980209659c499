import configuration from '../../config.yml';
import { lambdaHandler } from '../../shared/lambda/handler.ts';
import { createLogger, logOf } from '../../shared/lambda/logger.ts';
import { readDoraConfig } from './config.ts';
import { createDeps } from './deps.ts';
import { dora } from './dora.ts';

// At init: a bad setting fails the first init and not the first run.
const config = readDoraConfig(configuration, process.env);
const logger = createLogger('dora', config.settings.logLevel);
const deps = createDeps(config, logOf(logger));

/** Reads the history of the watched pipelines and publishes their metrics and reports; see README.md in this folder. */
export const handler = lambdaHandler(logger, (event, context) =>
  dora(deps, event, () => context.getRemainingTimeInMillis()),
);
