import * as z from 'zod/mini';
import { UnknownEventError } from './unknown-event-error.ts';

/** What Lambda hands over from a topic: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const ofTopic = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });
/** And from a queue: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const ofQueue = z.object({ Records: z.array(z.object({ body: z.string() })) });
/** What Lambda keeps of an event that failed: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const kept = z.object({ requestContext: z.object({ functionArn: z.string() }), requestPayload: z.unknown() });

/** A kept event in a message of a queue in one of a topic; no more than that comes true. */
const MAX_DEPTH = 4;

/**
 * Takes events out of what they come in: the records of a topic or of a queue, and Lambda's record of an event that
 * failed, also one in the other. Throws an UnknownEventError for a wrapping without content.
 */
export function unwrap(input: unknown, depth = 0): readonly unknown[] {
  if (depth >= MAX_DEPTH) throw new UnknownEventError(['the event is wrapped too often']);
  const failed = kept.safeParse(input);
  if (failed.success) return unwrap(failed.data.requestPayload, depth + 1);
  const texts = textsOf(input);
  if (texts === undefined) return [input];
  if (texts.length === 0) throw new UnknownEventError(['Records is empty']);
  return texts.flatMap((text) => unwrap(parseJson(text), depth + 1));
}

function textsOf(input: unknown): readonly string[] | undefined {
  const topic = ofTopic.safeParse(input);
  if (topic.success) return topic.data.Records.map(({ Sns }) => Sns.Message);
  const queue = ofQueue.safeParse(input);
  return queue.success ? queue.data.Records.map(({ body }) => body) : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnknownEventError(['the content of Records is not JSON']);
  }
}
