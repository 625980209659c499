import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { logsReader } from '../../../shared/adapters/logs-reader.ts';
import type { LogReader } from '../../../shared/ports/logs.ts';
import { NOON, REGION, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let reader: LogReader;
const { signal } = new AbortController();
const group = '/aws/codebuild/checkout-build';

beforeAll(async () => {
  aws = await startTestAws();
  reader = logsReader(aws.options);
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

/** The end of a stream, and how many calls it took. */
async function tail(stream: string) {
  const before = aws.calls.length;
  const events = await reader.tail({ group, stream }, signal);
  return { events, calls: aws.calls.slice(before) };
}

describe('reading the end of a log', () => {
  it('gives the events in the order in which they were written, as raw as they are', async () => {
    const raw = '\u001B[31mnpm error\u001B[0m code E429\r\ntoken=abc\u0000';
    aws.logs.putLog(group, 'raw', [
      { at: NOON, message: 'npm ci\n' },
      { at: NOON + 5, message: raw },
    ]);

    expect(await tail('raw')).toEqual({
      events: [
        { at: NOON, message: 'npm ci\n' },
        { at: NOON + 5, message: raw },
      ],
      calls: ['logs:GetLogEvents'],
    });
  });

  it('gives the newest 10,000 events of a long one', async () => {
    aws.logs.putLog(
      group,
      'long',
      Array.from({ length: 12_000 }, (_, n) => `line ${n}`),
    );

    const { events, calls } = await tail('long');

    expect([events.length, events[0]?.message, events.at(-1)?.message]).toEqual([
      10_000,
      'line 2000',
      'line 11999',
    ]);
    expect(calls).toHaveLength(1);
  });

  it('gives the newest megabyte of a wide one', async () => {
    aws.logs.putLog(
      group,
      'wide',
      Array.from({ length: 30 }, (_, n) => `${n} ${'x'.repeat(100_000)}`),
    );

    const { events } = await tail('wide');

    expect(events.map(({ message }) => message.split(' ')[0])).toEqual(
      Array.from({ length: 10 }, (_, n) => String(20 + n)),
    );
  });

  it('passes over pages that come empty', async () => {
    aws.logs.putLog(group, 'late', ['exit status 1'], { emptyPages: 2 });

    const { events, calls } = await tail('late');

    expect(events.map(({ message }) => message)).toEqual(['exit status 1']);
    expect(calls).toHaveLength(3);
  });

  it('gives up after three pages without any', async () => {
    aws.logs.putLog(group, 'never', ['exit status 1'], { emptyPages: 3 });

    const { events, calls } = await tail('never');

    expect(events).toEqual([]);
    expect(calls).toHaveLength(3);
  });

  it('knows the end of an empty stream by the token that comes back', async () => {
    aws.logs.putLog(group, 'empty', []);

    const { events, calls } = await tail('empty');

    expect(events).toEqual([]);
    expect(calls).toHaveLength(2);
  });
});

describe('where and how logs are read', () => {
  it('asks in the Region of the stream', async () => {
    aws.logs.putLog('/aws/codebuild/afar', 'one', ['hello'], { region: 'us-east-1' });
    const stream = { group: '/aws/codebuild/afar', stream: 'one' };

    expect(await reader.tail({ ...stream, region: 'us-east-1' }, signal)).toHaveLength(1);
    expect(aws.signed.at(-1)).toBe('us-east-1 logs:GetLogEvents');
    await expect(reader.tail(stream, signal)).rejects.toMatchObject({ reason: 'gone' });
    expect(aws.signed.at(-1)).toBe(`${REGION} logs:GetLogEvents`);
  });

  it('says that a group or a stream is gone', async () => {
    aws.logs.putLog(group, 'here', ['hello']);

    for (const stream of [
      { group, stream: 'gone' },
      { group: '/gone', stream: 'here' },
    ]) {
      await expect(reader.tail(stream, signal)).rejects.toMatchObject({
        name: 'ServiceError',
        operation: 'logs:GetLogEvents',
        code: 'ResourceNotFoundException',
        reason: 'gone',
      });
    }
  });

  it.each(REFUSALS)('throws a ServiceError when it is %s', async (fault, reason, code) => {
    aws.faults.inject('logs:GetLogEvents', fault);
    const hasty = logsReader({ ...aws.options, requestTimeoutMs: 200 });

    await expect(hasty.tail({ group, stream: 'raw' }, signal)).rejects.toMatchObject({
      name: 'ServiceError',
      reason,
      code,
    });
  });

  it('ends a call early when it is told to', async () => {
    aws.faults.inject('logs', 'slow');
    const controller = new AbortController();
    const call = reader.tail({ group, stream: 'raw' }, controller.signal);
    controller.abort();

    await expect(call).rejects.toMatchObject({ name: 'ServiceError', code: 'AbortError', reason: 'slow' });
  });
});
