import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../shared/domain/message/message.ts';
import { snsPublisher } from '../../../shared/adapters/sns-publisher.ts';
import { startTestAws, TOPIC_ARN } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
const message: Message = {
  subject: '[checkout-pipeline] FAILED',
  bodies: {
    default: 'd',
    email: '❌ e',
    sms: 's',
    https: '{}',
    sqs: '{"version":1}',
    lambda: '{"version":1}',
  },
  attributes: { pipeline: 'checkout-pipeline', state: 'FAILED' },
};

beforeAll(async () => {
  aws = await startTestAws();
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

describe('publishing', () => {
  it('hands over the subject, every body and the attributes', async () => {
    const messageId = await snsPublisher(TOPIC_ARN, aws.options)(message);

    expect(aws.sns.publications.at(-1)).toEqual({ messageId, topicArn: TOPIC_ARN, ...message });
  });

  it.each([
    ['denied', 'denied', 'AuthorizationErrorException'],
    ['throttled', 'throttled', 'Throttling'],
    ['internal', 'failed', 'InternalErrorException'],
    ['reset', 'failed', 'ECONNRESET'],
    ['slow', 'slow', 'ETIMEDOUT'],
  ] as const)('throws a ServiceError when it is %s', async (fault, reason, code) => {
    aws.faults.inject('sns:Publish', fault);

    const result = snsPublisher(TOPIC_ARN, { ...aws.options, requestTimeoutMs: 100 })(message);

    await expect(result).rejects.toMatchObject({ name: 'ServiceError', reason, code });
  });

  it('tries again after a failure that passes', async () => {
    aws.faults.inject('sns:Publish', 'internal', 1);

    await expect(snsPublisher(TOPIC_ARN, { ...aws.options, maxAttempts: 2 })(message)).resolves.toMatch(
      /^0/u,
    );
  });
});
