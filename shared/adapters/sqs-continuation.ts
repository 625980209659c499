import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { GoOnLater } from '../ports/continuation.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { asServiceError } from './service-error.ts';

/** Hands a run on through a queue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function sqsContinuation(QueueUrl: string, options: ClientOptions): GoOnLater {
  // The endpoint is the Region's, or that of the SDK's own environment variables, not the host of the URL.
  const client = new SQSClient({ ...sdkOptions(options), useQueueUrlAsEndpoint: false });
  return async (next, DelaySeconds) => {
    const command = new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(next), DelaySeconds });
    await asServiceError('sqs:SendMessage', client.send(command));
  };
}
