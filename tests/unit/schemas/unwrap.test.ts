import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../shared/schemas/unwrap.ts';

const event = { 'detail-type': 'CodePipeline Stage Execution State Change', detail: {} };
const ofTopic = (...messages: readonly unknown[]) => ({
  Records: messages.map((message) => ({ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(message) } })),
});
const ofQueue = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body) => ({ eventSource: 'aws:sqs', body: JSON.stringify(body) })),
});
const kept = (requestPayload: unknown) => ({
  version: '1.0',
  requestContext: {
    functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:pipewatch-prod-retry:$LATEST',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload,
  responsePayload: { errorType: 'ServiceError' },
});

describe('an event', () => {
  it('is taken as it is where nothing is around it', () => {
    expect(unwrap(event)).toEqual([event]);
    expect(unwrap('text')).toEqual(['text']);
  });

  it.each([
    ['the record of a topic', ofTopic(event)],
    ['the message of a queue', ofQueue(event)],
    ["Lambda's record of a failure", kept(event)],
    ['such a record in a queue', ofQueue(kept(event))],
    ['the record of a topic that failed, in a queue', ofQueue(kept(ofTopic(event)))],
  ])('is taken out of %s', (_, input) => {
    expect(unwrap(input)).toEqual([event]);
  });

  it('may be one of several', () => {
    expect(unwrap(ofQueue(event, kept(ofTopic(event, event))))).toEqual([event, event, event]);
  });

  it.each([
    ['Records is empty', { Records: [] }],
    ['the content of Records is not JSON', { Records: [{ body: '{' }] }],
    ['the event is wrapped too often', kept(kept(kept(kept(event))))],
  ])('that is not there is an error: %s', (fault, input) => {
    expect(() => unwrap(input)).toThrow(fault);
  });
});
