import { createHash } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import { requiredText } from './service.ts';
import type { Service } from './service.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_DELAY_SECONDS = 900;
/** What XML allows, and so a queue: https://www.w3.org/TR/REC-xml/#charsets */
const TEXT = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u;

/** A message that waits; times in milliseconds since the epoch. */
interface Waiting {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: number;
  readonly md5: string;
  visibleAt: number;
  receives: number;
}

/** How a queue hands its messages on. */
export interface QueueSettings {
  readonly arn: string;
  readonly visibilitySeconds: number;
  /** How often a message is received before it goes to the dead letters. */
  readonly maxReceives: number;
}

/** What a function is given of a queue, and answers: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
type Invoke = (event: { readonly Records: readonly object[] }) => Promise<unknown>;

/** Queues that refuse what SQS refuses, and that hand messages to a function as Lambda does. */
export function createSqs(now: () => number) {
  const queues = new Map<string, QueueSettings & { readonly waiting: Waiting[]; readonly dead: Waiting[] }>();
  let sent = 0;
  const queue = (url: string) => {
    const found = queues.get(url);
    if (found) return found;
    throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
  };
  const service: Service = {
    SendMessage: (input) => {
      const { waiting } = queue(requiredText(input, 'QueueUrl'));
      const body = input['MessageBody'];
      if (typeof body !== 'string' || body === '')
        throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
      if (!TEXT.test(body)) throw new AwsError('InvalidMessageContents', 'Invalid characters found.');
      if (Buffer.byteLength(body) > MAX_BYTES)
        throw new AwsError('InvalidParameterValue', 'One or more parameters are invalid: too long.');
      const delay = input['DelaySeconds'] ?? 0;
      if (typeof delay !== 'number' || !Number.isInteger(delay) || delay < 0 || delay > MAX_DELAY_SECONDS)
        throw new AwsError(
          'InvalidParameterValue',
          `Value for parameter DelaySeconds is invalid. Reason: 0 to 900.`,
        );
      const md5 = createHash('md5').update(body).digest('hex');
      const messageId = `00000000-0000-4000-9000-${String(++sent).padStart(12, '0')}`;
      waiting.push({ messageId, body, sentAt: now(), md5, visibleAt: now() + delay * 1000, receives: 0 });
      return { MessageId: messageId, MD5OfMessageBody: md5 };
    },
  };
  return {
    service,
    create: (url: string, settings: QueueSettings): void => {
      queues.set(url, { ...settings, waiting: [], dead: [] });
    },
    /** The bodies that wait, and those that were given up. */
    bodies: (url: string): readonly string[] => queue(url).waiting.map(({ body }) => body),
    dead: (url: string): readonly string[] => queue(url).dead.map(({ body }) => body),
    /** When the next message can be seen, in milliseconds since the epoch. */
    nextAt: (url: string): number => Math.min(...queue(url).waiting.map(({ visibleAt }) => visibleAt)),
    /** Hands one message that can be seen to a function; false: there is none. */
    deliver: async (url: string, invoke: Invoke): Promise<boolean> => {
      const { arn, visibilitySeconds, maxReceives, waiting, dead } = queue(url);
      const message = waiting.find(({ visibleAt }) => visibleAt <= now());
      if (!message) return false;
      message.receives++;
      message.visibleAt = now() + visibilitySeconds * 1000;
      const failed = await invoke({ Records: [recordOf(message, arn)] }).then(
        (answer) => failedIn(answer).includes(message.messageId),
        () => true,
      );
      if (failed && message.receives < maxReceives) return true;
      waiting.splice(waiting.indexOf(message), 1);
      if (failed) dead.push(message);
      return true;
    },
  };
}

function recordOf({ messageId, body, sentAt, md5, receives }: Waiting, arn: string): object {
  return {
    messageId,
    receiptHandle: `${messageId}#${receives}`,
    body,
    attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: String(sentAt) },
    messageAttributes: {},
    md5OfBody: md5,
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: arn.split(':')[3],
  };
}

/** The messages that a function reports as failed. */
function failedIn(answer: unknown): readonly unknown[] {
  const { batchItemFailures = [] } = (answer ?? {}) as {
    batchItemFailures?: readonly { readonly itemIdentifier: unknown }[];
  };
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}
