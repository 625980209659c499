import configuration from '../../config.yml';
import { lambdaHandler } from '../../shared/lambda/handler.ts';
import { createLogger, logOf } from '../../shared/lambda/logger.ts';
import { readNotifyConfig } from './config.ts';
import { createDeps } from './deps.ts';
import { notify } from './notify.ts';

// At init: a bad setting fails the first init and not the first alarm.
const config = readNotifyConfig(configuration, process.env);
const logger = createLogger('notify', config.settings.logLevel);
const deps = createDeps(config, logOf(logger));

/** Turns an event of CodePipeline, CodeDeploy or CodeBuild into one message; see README.md in this folder. */
export const handler = lambdaHandler(logger, (event, context) =>
  notify(deps, event, () => context.getRemainingTimeInMillis()),
);
