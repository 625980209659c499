import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { ACCOUNT, NOON, REGION, startTestAws } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: CloudWatchLogsClient;
const logGroupName = '/aws/codebuild/checkout-build';

beforeAll(async () => {
  aws = await startTestAws();
  client = new CloudWatchLogsClient(sdkOptions(aws.options));
  aws.logs.putLog(
    logGroupName,
    'ten',
    Array.from({ length: 10 }, (_, n) => ({ at: NOON + n, message: String(n) })),
  );
});
afterAll(() => aws.close());

/** One page: its events' text as one word, and its tokens. */
async function read(input: Partial<GetLogEventsCommandInput> = {}) {
  const command = new GetLogEventsCommand({ logGroupName, logStreamName: 'ten', ...input });
  const { events = [], nextBackwardToken: back, nextForwardToken: on } = await client.send(command);
  return { text: events.map(({ message }) => message).join(''), back, on };
}

describe('the embedded CloudWatch Logs refuses what CloudWatch Logs refuses', () => {
  it.each<[string, Partial<GetLogEventsCommandInput>, string]>([
    ['a limit of 0', { limit: 0 }, 'InvalidParameterException'],
    ['a limit of 10,001', { limit: 10_001 }, 'InvalidParameterException'],
    ['a limit that is no whole number', { limit: 1.5 }, 'InvalidParameterException'],
    ['a time before 1970', { startTime: -1 }, 'InvalidParameterException'],
    ['a token that is none of its own', { nextToken: 'x' }, 'InvalidParameterException'],
    ['no group', { logGroupName: undefined }, 'InvalidParameterException'],
    ['a group twice', { logGroupIdentifier: logGroupName }, 'InvalidParameterException'],
    ['a group that can be none', { logGroupName: 'a b' }, 'InvalidParameterException'],
    ['no stream', { logStreamName: undefined }, 'InvalidParameterException'],
    ['a stream that can be none', { logStreamName: 'a:b' }, 'InvalidParameterException'],
    ['a group that does not exist', { logGroupName: '/none' }, 'ResourceNotFoundException'],
    ['a stream that does not exist', { logStreamName: 'none' }, 'ResourceNotFoundException'],
  ])('%s', async (_what, input, name) => {
    await expect(read(input)).rejects.toMatchObject({ name });
  });

  it('a token of the forward direction without startFromHead', async () => {
    const { on } = await read({ startFromHead: true, limit: 3 });

    await expect(read({ nextToken: on })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('pages of the embedded CloudWatch Logs', () => {
  it('begin with the newest one, its events in order, and go backwards', async () => {
    const first = await read({ limit: 4 });
    const second = await read({ limit: 4, nextToken: first.back });
    const third = await read({ limit: 4, nextToken: second.back });

    expect([first.text, second.text, third.text]).toEqual(['6789', '2345', '01']);
  });

  it('begin with the oldest one from the head, and go forwards', async () => {
    const first = await read({ limit: 4, startFromHead: true });
    const second = await read({ limit: 4, startFromHead: true, nextToken: first.on });

    expect([first.text, second.text]).toEqual(['0123', '4567']);
  });

  it('say where they end by the same token, in both directions, and never have none', async () => {
    const { back, on } = await read();
    const before = await read({ nextToken: back });
    const after = await read({ startFromHead: true, nextToken: on });

    expect(back).toMatch(/^b\//u);
    expect(on).toMatch(/^f\//u);
    expect(before).toEqual({ text: '', back, on: expect.stringMatching(/^f\//u) as string });
    expect(after).toEqual({ text: '', back: expect.stringMatching(/^b\//u) as string, on });
  });

  it('hold what lies in the time asked for: its start, and not its end', async () => {
    const range = { startTime: NOON + 2, endTime: NOON + 5 };
    const { back, text } = await read(range);

    expect(text).toBe('234');
    expect((await read({ ...range, nextToken: back })).back).toBe(back);
    expect((await read({ ...range, startFromHead: true, limit: 2 })).text).toBe('23');
  });

  it('may be empty although there is more, as often as it was set', async () => {
    aws.logs.putLog(logGroupName, 'late', ['found'], { emptyPages: 2 });
    const late = { logStreamName: 'late' };

    const first = await read(late);
    const second = await read({ ...late, nextToken: first.back });
    const third = await read({ ...late, nextToken: second.back });

    expect([first.text, second.text, third.text]).toEqual(['', '', 'found']);
    expect(new Set([first.back, second.back, third.back]).size).toBe(3);
    expect((await read({ ...late, startFromHead: true })).text).toBe('');
  });

  it('count 26 bytes for each event beside its text, and end at a megabyte', async () => {
    const half = 'x'.repeat(1_048_576 / 2 - 26);
    aws.logs.putLog(logGroupName, 'fits', [half, half]);
    aws.logs.putLog(logGroupName, 'one-too-many', [half, `${half}y`]);
    aws.logs.putLog(logGroupName, 'one', ['z'.repeat(2_000_000)]);

    expect((await read({ logStreamName: 'fits' })).text).toHaveLength(2 * half.length);
    expect((await read({ logStreamName: 'one-too-many' })).text).toBe(`${half}y`);
    expect((await read({ logStreamName: 'one' })).text).toHaveLength(2_000_000);
  });

  it('give every event once, whatever their size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(12),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(2),
        async (count, limit, emptyPages) => {
          const letters = Array.from({ length: count }, (_, n) => `${n};`);
          aws.logs.putLog(logGroupName, 'any', letters, { emptyPages });
          for (const startFromHead of [true, false]) {
            const pages: string[] = [];
            let nextToken: string | undefined;
            for (;;) {
              const page = await read({ logStreamName: 'any', limit, startFromHead, nextToken });
              pages.push(page.text);
              const next = startFromHead ? page.on : page.back;
              if (next === nextToken) break;
              nextToken = next;
            }
            expect((startFromHead ? pages : pages.reverse()).join('')).toBe(letters.join(''));
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

it('takes a group by its ARN, and sorts the events of a stream by time', async () => {
  aws.logs.putLog(logGroupName, 'mixed', [
    { at: NOON + 1, message: 'later' },
    { at: NOON, message: 'sooner ' },
  ]);
  const logGroupIdentifier = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${logGroupName}`;
  const input = { logGroupName: undefined, logGroupIdentifier, logStreamName: 'mixed' };

  expect((await read(input)).text).toBe('sooner later');
});
