import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../../../shared/ports/ledger.ts';
import { startTestAws } from '../../support/aws.ts';
import { ACCOUNTS, BREAKER, ledgerInTable, LIMITS, RECORD, RUN } from '../../support/ledgers.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
});
afterEach(() => {
  aws.faults.clear();
  aws.calls.length = 0;
});
afterAll(() => aws.close());

const inTable = () => ledgerInTable(aws, { requestTimeoutMs: 300 });
const read = (ledger: Ledger) => ledger.read(RUN, ACCOUNTS, 'network');
const callsOf = (operation: string): number =>
  aws.calls.filter((it) => it === `dynamodb:${operation}`).length;

describe('a write to the table whose answer is lost', () => {
  it('has taken effect when its own id is found', async () => {
    const { ledger } = await inTable();
    aws.faults.inject('dynamodb:PutItem', 'lost-answer', 1);
    expect(await ledger.write(RUN, undefined, RECORD)).toBe(true);
    const { record } = await read(ledger);
    aws.faults.inject('dynamodb:PutItem', 'lost-answer', 2);

    expect(await ledger.write(RUN, record, RECORD)).toBe(true);
    expect(await ledger.writeBreaker('network', undefined, BREAKER)).toBe(true);
    expect(await read(ledger)).toMatchObject({ record: { version: 2 }, breaker: { version: 1 } });
    expect(callsOf('PutItem')).toBe(3);
  });

  it.each(['reset', 'slow', 'internal'] as const)(
    'is an error when everything is as before: %s',
    async (fault) => {
      const { ledger } = await inTable();
      aws.faults.inject('dynamodb:PutItem', fault, 1);
      await expect(ledger.write(RUN, undefined, RECORD)).rejects.toMatchObject({
        operation: 'dynamodb:PutItem',
      });
      await ledger.write(RUN, undefined, RECORD);
      const { record } = await read(ledger);
      aws.faults.inject('dynamodb:PutItem', fault, 1);

      await expect(ledger.write(RUN, record, { used: 2 })).rejects.toMatchObject({
        reason: fault === 'slow' ? 'slow' : 'failed',
      });
      expect((await read(ledger)).record).toEqual(record);
    },
  );

  it.each(['reset', 'lost-answer', 'slow', 'internal'] as const)(
    "is a lost race when another's is found, be it the very same: %s",
    async (fault) => {
      const { ledger, make } = await inTable();
      const other = make();
      await other.write(RUN, undefined, RECORD);
      aws.faults.inject('dynamodb:PutItem', fault, 1);

      expect(await ledger.write(RUN, undefined, RECORD)).toBe(false);
      expect((await read(ledger)).record?.version).toBe(1);
    },
  );

  it('is an error of the write when nobody can look', async () => {
    const { ledger } = await inTable();
    aws.faults.inject('dynamodb:PutItem', 'lost-answer', 1);
    aws.faults.inject('dynamodb:GetItem', 'denied', 1);

    await expect(ledger.write(RUN, undefined, RECORD)).rejects.toMatchObject({
      operation: 'dynamodb:PutItem',
      code: 'ECONNRESET',
    });
  });
});

describe('a write to the table', () => {
  it.each([
    ['PutItem', 'denied', 'denied'],
    ['PutItem', 'throttled', 'throttled'],
    ['UpdateItem', 'denied', 'denied'],
    ['UpdateItem', 'slow', 'slow'],
    ['BatchGetItem', 'denied', 'denied'],
  ] as const)(
    'or a read that is refused says so and asks nothing more: %s %s',
    async (call, fault, reason) => {
      const { ledger } = await inTable();
      aws.faults.inject(`dynamodb:${call}`, fault);
      aws.calls.length = 0;

      const done = {
        PutItem: () => ledger.write(RUN, undefined, RECORD),
        UpdateItem: () => ledger.spend(RUN, ACCOUNTS, LIMITS),
        BatchGetItem: () => read(ledger),
      }[call]();

      await expect(done).rejects.toMatchObject({ operation: `dynamodb:${call}`, reason });
      expect(aws.calls).toEqual([`dynamodb:${call}`]);
    },
  );

  it('is sent once, even where reads may be repeated, and counts at most once', async () => {
    const { make } = await inTable();
    const ledger = make({ maxAttempts: 3 });
    aws.faults.inject('dynamodb:UpdateItem', 'lost-answer', 1);
    aws.calls.length = 0;

    await expect(ledger.spend(RUN, ACCOUNTS, LIMITS)).rejects.toMatchObject({ code: 'ECONNRESET' });

    expect(callsOf('UpdateItem')).toBe(1);
    expect(await read(ledger)).toMatchObject({ spentToday: 1, spentOnRevision: 0 });
  });

  it('gives the day back what the revision refused, and shrugs where it cannot', async () => {
    const { ledger } = await inTable();
    const limits = { day: 10, revision: 1 };
    await ledger.spend(RUN, ACCOUNTS, limits);

    expect(await ledger.spend(RUN, ACCOUNTS, limits)).toBe(false);
    expect((await read(ledger)).spentToday).toBe(1);

    // The day's, the revision's three ways, and the way back.
    let updates = 0;
    vi.spyOn(aws.faults, 'next').mockImplementation((operation) =>
      operation === 'dynamodb:UpdateItem' && ++updates === 5 ? 'reset' : undefined,
    );
    expect(await ledger.spend(RUN, ACCOUNTS, limits)).toBe(false);
    expect((await read(ledger)).spentToday).toBe(2);
  });
});
