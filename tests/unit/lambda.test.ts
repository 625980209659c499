import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { within } from '../../shared/lambda/deadline.ts';
import { lambdaHandler } from '../../shared/lambda/handler.ts';
import { createLogger, logOf } from '../../shared/lambda/logger.ts';

const context = { awsRequestId: 'request-1', functionName: 'notify' } as Context;

describe('the wrapper of a handler', () => {
  it('logs a failure once, with its name and message only, and throws it on', async () => {
    const logger = createLogger('notify', 'INFO');
    const logged = vi.spyOn(logger, 'error').mockReturnValue();
    const error = Object.assign(new RangeError('too far'), { cause: 'a token' });
    const handler = lambdaHandler(logger, () => Promise.reject(error));

    await expect(handler({}, context)).rejects.toBe(error);

    expect(logged.mock.calls).toEqual([
      ['HANDLER_FAILED', { errorName: 'RangeError', errorMessage: 'too far' }],
    ]);
  });

  it('hands over the event and the context', async () => {
    const seen: unknown[] = [];
    const handler = lambdaHandler(createLogger('notify', 'INFO'), (...args) =>
      Promise.resolve(void seen.push(...args)),
    );

    await handler({ id: 1 }, context);

    expect(seen.slice(0, 2)).toEqual([{ id: 1 }, context]);
  });
});

describe('the messages of a queue', () => {
  const ofQueue = (...bodies: readonly string[]) => ({
    Records: bodies.map((body) => ({ eventSource: 'aws:sqs', messageId: `id of ${body}`, body })),
  });
  const bodyOf = (event: unknown) =>
    (event as ReturnType<typeof ofQueue>).Records.map(({ body }) => body).join();

  it('are handed over one by one, and those that failed are named, so that only they come again', async () => {
    const logger = createLogger('notify', 'INFO');
    const logged = vi.spyOn(logger, 'error').mockReturnValue();
    const handler = lambdaHandler(logger, (event) =>
      bodyOf(event) === 'bad' ? Promise.reject(new RangeError('too far')) : Promise.resolve(),
    );

    expect(await handler(ofQueue('one', 'bad', 'two'), context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'id of bad' }],
    });
    expect(logged.mock.calls).toEqual([
      ['HANDLER_FAILED', { errorName: 'RangeError', errorMessage: 'too far' }],
    ]);
  });

  it('that all failed are an error, the first one, which Lambda counts; each is logged once', async () => {
    const logger = createLogger('notify', 'INFO');
    const logged = vi.spyOn(logger, 'error').mockReturnValue();
    const handler = lambdaHandler(logger, (event) => Promise.reject(new RangeError(bodyOf(event))));

    await expect(handler(ofQueue('one'), context)).rejects.toThrow(new RangeError('one'));
    await expect(handler(ofQueue('two', 'three'), context)).rejects.toThrow(new RangeError('two'));
    expect(logged.mock.calls).toEqual(
      ['one', 'two', 'three'].map((errorMessage) => [
        'HANDLER_FAILED',
        { errorName: 'RangeError', errorMessage },
      ]),
    );
  });

  it('that all succeeded leave nothing in it', async () => {
    const handler = lambdaHandler(createLogger('notify', 'INFO'), () => Promise.resolve());

    expect(await handler(ofQueue('one'), context)).toEqual({ batchItemFailures: [] });
  });

  it.each([
    ['an event', { detail: {} }],
    ['the records of a topic', { Records: [{ EventSource: 'aws:sns', Sns: { Message: '{}' } }] }],
    ['no records', { Records: [] }],
    ['text', 'text'],
  ])('are told from %s, whose failure is thrown', async (_, event) => {
    const logger = createLogger('notify', 'INFO');
    vi.spyOn(logger, 'error').mockReturnValue();
    const failing = lambdaHandler(logger, () => Promise.reject(new Error('no')));

    await expect(failing(event, context)).rejects.toThrow('no');
  });
});

it('the log is a code and ids at the level that is asked for', () => {
  const logger = createLogger('notify', 'WARN');
  const info = vi.spyOn(logger, 'info').mockReturnValue();
  const warn = vi.spyOn(logger, 'warn').mockReturnValue();
  const error = vi.spyOn(logger, 'error').mockReturnValue();
  const log = logOf(logger);

  log.info('A', { id: 1 });
  log.warn('B', { id: 2 });
  log.error('C', { id: 3 });

  expect([info, warn, error].map(({ mock }) => mock.calls)).toEqual([
    [['A', { id: 1 }]],
    [['B', { id: 2 }]],
    [['C', { id: 3 }]],
  ]);
  expect(logger.getLevelName()).toBe('WARN');
});

describe('a deadline', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives the answer that comes in time, and leaves no timer behind', async () => {
    expect(await within('lookup', 1000, () => Promise.resolve(7))).toBe(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends what is late, and tells it to stop', async () => {
    let stopped = false;
    const late = within('lookup', 1000, (signal) => {
      signal.addEventListener('abort', () => (stopped = true));
      return new Promise(() => undefined);
    });
    const failed = expect(late).rejects.toMatchObject({ name: 'ServiceError', reason: 'slow' });

    await vi.advanceTimersByTimeAsync(1000);

    await failed;
    expect(stopped).toBe(true);
  });
});
