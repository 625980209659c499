import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sqsContinuation } from '../../../shared/adapters/sqs-continuation.ts';
import { readDoraInputs } from '../../../shared/schemas/dora-input.ts';
import { ACCOUNT, NOON, REGION, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';

const URL = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/pipewatch-test-dora`;
const NEXT = {
  at: NOON,
  place: { partition: 'aws', region: REGION, account: ACCOUNT },
  chunk: 3,
  tries: 1,
  waits: 2,
};

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
  aws.sqs.create(URL, {
    arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-test-dora`,
    visibilitySeconds: 5400,
    maxReceives: 2,
  });
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

describe('a run that goes on', () => {
  it('is handed over through the queue as dora reads it', async () => {
    await sqsContinuation(URL, aws.options)(NEXT, 0);
    const events: unknown[] = [];
    await aws.sqs.deliver(URL, (event) => Promise.resolve(events.push(event)));

    expect(events.flatMap(readDoraInputs)).toEqual([NEXT]);
    expect(aws.calls).toEqual(['sqs:SendMessage']);
  });

  it('is handed over later where that is wanted', async () => {
    await sqsContinuation(URL, aws.options)(NEXT, 900);

    expect(await aws.sqs.deliver(URL, () => Promise.resolve())).toBe(false);
    expect(aws.sqs.nextAt(URL)).toBe(NOON + 900_000);
  });

  it('is refused where the queue is not there', async () => {
    await expect(sqsContinuation(`${URL}-other`, aws.options)(NEXT, 0)).rejects.toMatchObject({
      operation: 'sqs:SendMessage',
      reason: 'gone',
    });
  });

  it.each(REFUSALS)('that is %s says so', async (fault, reason) => {
    aws.faults.inject('sqs:SendMessage', fault);

    await expect(sqsContinuation(URL, aws.options)(NEXT, 0)).rejects.toMatchObject({ reason });
  });
});
