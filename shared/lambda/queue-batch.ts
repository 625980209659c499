import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

/**
 * Takes the messages of a queue one by one; the messages that failed are named, and come again without the others.
 * Where all of them failed it throws the first error: all come again just the same, but only what is thrown is counted
 * in Lambda's metric Errors, which an alarm stands on.
 */
export async function eachMessage(
  { Records }: SQSEvent,
  take: (event: SQSEvent) => Promise<unknown>,
  failed: (error: unknown) => void,
): Promise<SQSBatchResponse> {
  const taken = await Promise.all(
    Records.map(async (record) => {
      try {
        await take({ Records: [record] });
        return [];
      } catch (error) {
        failed(error);
        return [{ error, itemIdentifier: record.messageId }];
      }
    }),
  );
  const failures = taken.flat();
  const [first] = failures;
  if (first && failures.length === Records.length) throw first.error;
  return { batchItemFailures: failures.map(({ itemIdentifier }) => ({ itemIdentifier })) };
}

/** True for what Lambda hands over from a queue: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function isOfQueue(event: unknown): event is SQSEvent {
  const records: unknown = typeof event === 'object' && event !== null && 'Records' in event && event.Records;
  return Array.isArray(records) && records.length > 0 && records.every(isOfSqs);
}

function isOfSqs(record: unknown): record is SQSRecord {
  return (
    typeof record === 'object' &&
    record !== null &&
    'eventSource' in record &&
    record.eventSource === 'aws:sqs' &&
    'messageId' in record
  );
}
