import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Publish } from '../ports/publisher.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { asServiceError } from './service-error.ts';

/** Publishes to one topic, a body for each protocol: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function snsPublisher(topicArn: string, options: ClientOptions): Publish {
  const client = new SNSClient(sdkOptions(options));
  return async ({ subject, bodies, attributes }) => {
    const command = new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      MessageStructure: 'json',
      Message: JSON.stringify(bodies),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    });
    const { MessageId } = await asServiceError('sns:Publish', client.send(command));
    return MessageId ?? '';
  };
}
