import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneAttemptClient } from '../../../shared/adapters/dynamodb-client.ts';
import { dynamoDbRetries } from '../../../shared/adapters/dynamodb-retries.ts';
import { NOON, startTestAws } from '../../support/aws.ts';
import { DAY_MS, ledgerInTable, RECORD, RUN } from '../../support/ledgers.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.close());

/** A ledger as retry writes it, and notify's view of it. */
async function started() {
  const { ledger, table } = await ledgerInTable(aws);
  const reader = dynamoDbRetries(table.name, () => aws.clock.now, oneAttemptClient(aws.options));
  return { ledger, table, recordOf: () => reader.recordOf(RUN, AbortSignal.timeout(5000)) };
}

describe('what retry has recorded', () => {
  it('is nothing at first', async () => {
    const { recordOf } = await started();

    expect(await recordOf()).toBeUndefined();
  });

  it('is read at once as it was written, and each stage of each execution its own', async () => {
    const { ledger, recordOf } = await started();

    await ledger.write(RUN, undefined, RECORD);
    await ledger.write({ ...RUN, stage: 'Build' }, undefined, { used: 5 });
    await ledger.write({ ...RUN, executionId: 'e-2' }, undefined, { used: 4 });

    expect(await recordOf()).toEqual({ ...RECORD, version: 1 });
  });

  it.each([
    ['later', { do: 'later', at: NOON, slot: 1, of: 2, because: 'outage' }],
    ['stop', { do: 'stop', reason: 'day-budget' }],
  ] as const)('may be the decision %s', async (_what, decision) => {
    const { ledger, recordOf } = await started();

    await ledger.write(RUN, undefined, { used: 0, decision, decidedAt: NOON });

    expect(await recordOf()).toMatchObject({ decision, decidedAt: NOON });
  });

  it('is nothing any more once it has expired, though it is still there', async () => {
    const { ledger, recordOf } = await started();
    await ledger.write(RUN, undefined, RECORD);
    aws.clock.now += 101 * DAY_MS;

    expect(await recordOf()).toBeUndefined();
    aws.clock.now = NOON;
  });

  it('is a ServiceError where it can not be read', async () => {
    const { recordOf } = await started();
    aws.faults.inject('dynamodb:GetItem', 'denied', 1);

    await expect(recordOf()).rejects.toMatchObject({
      name: 'ServiceError',
      operation: 'dynamodb:GetItem',
      reason: 'denied',
    });
  });

  it('is left when there is no more time', async () => {
    const { table } = await started();
    const reader = dynamoDbRetries(table.name, () => NOON, oneAttemptClient(aws.options));

    await expect(reader.recordOf(RUN, AbortSignal.abort())).rejects.toMatchObject({ reason: 'slow' });
  });
});
