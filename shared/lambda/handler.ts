import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { LOG } from './log-codes.ts';
import { eachMessage, isOfQueue } from './queue-batch.ts';

/** What a use case is given: one event, or the messages of a topic or one message of a queue. */
export type Run = (event: unknown, context: Context) => Promise<unknown>;
/** What Lambda calls: each log line carries the request's id, and a failure is logged once before it is thrown on. */
export type LambdaHandler = (event: unknown, context: Context) => Promise<SQSBatchResponse | undefined>;

/**
 * Wraps a use case as a Lambda handler; an error goes on to Lambda, which retries and then keeps the event. Of the
 * messages of a queue those that failed are reported, and stay in it; the error is thrown where all failed.
 */
export function lambdaHandler(logger: Logger, run: Run): LambdaHandler {
  // The name and the message only: causes may hold what came from outside.
  const failed = (error: unknown): void => {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    logger.error(LOG.failed, { errorName: name, errorMessage: message });
  };
  return middy<unknown, SQSBatchResponse | undefined>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .onError(({ error, event }) => {
      // Those of a queue's messages are logged one by one.
      if (!isOfQueue(event)) failed(error);
    })
    .handler(async (event, context) => {
      if (isOfQueue(event)) return eachMessage(event, (one) => run(one, context), failed);
      await run(event, context);
      return undefined;
    });
}
