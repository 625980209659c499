import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { LOG } from './log-codes.ts';

/** What Lambda calls: each log line carries the request's id, and a failure is logged once before it is thrown on. */
export type LambdaHandler = (event: unknown, context: Context) => Promise<void>;

/** Wraps a use case as a Lambda handler; an error goes on to Lambda, which retries and then keeps the event. */
export function lambdaHandler(logger: Logger, run: LambdaHandler): LambdaHandler {
  return middy<unknown, unknown>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .onError(({ error }) => {
      // The name and the message only: causes may hold what came from outside.
      logger.error(LOG.failed, { errorName: error?.name, errorMessage: error?.message });
    })
    .handler(run);
}
