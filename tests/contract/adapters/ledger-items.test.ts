import { Readable } from 'node:stream';
import type { HttpRequest } from '@smithy/types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbLedger } from '../../../shared/adapters/dynamodb-ledger.ts';
import type { Ledger } from '../../../shared/ports/ledger.ts';
import { NOON, REGION, startTestAws } from '../../support/aws.ts';
import { ACCOUNTS, ledgerInTable, RECORD, RUN } from '../../support/ledgers.ts';

const RECORD_ID = 'retry#checkout.v2@eu#e-1#Deploy_prod';
const FAR = { expiration: { N: String(NOON / 1000 + 60) } };

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
});
afterEach(() => {
  aws.faults.clear();
});
afterAll(() => aws.close());

interface Input {
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, Input>>;
}

/** A ledger whose calls are answered with these, and what the calls said. */
function answered(
  answers: Readonly<Record<string, readonly [status: number, body: object]>>,
  wait: (ms: number) => unknown = () => undefined,
) {
  const inputs: Input[] = [];
  const handle = (request: HttpRequest) => {
    inputs.push(JSON.parse(new TextDecoder().decode(request.body as Uint8Array)) as Input);
    const [, operation = ''] = request.headers['x-amz-target']?.split('.') ?? [];
    const [statusCode, body] = answers[operation] ?? [400, {}];
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return Promise.resolve({
      response: { statusCode, headers, body: Readable.from([Buffer.from(JSON.stringify(body))]) },
    });
  };
  const connection = {
    endpoint: 'http://answered.example.com',
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    handler: () => ({ handle, httpHandlerConfigs: () => ({}), updateHttpClientConfig: () => undefined }),
  };
  const means = { now: () => NOON, newId: () => 'w', wait: (ms: number) => Promise.resolve(wait(ms)) };
  return { ledger: dynamoDbLedger('t', means, { ...aws.options, connection }), inputs };
}

const read = (ledger: Ledger) => ledger.read(RUN, ACCOUNTS, 'network');

describe('a read of the table', () => {
  it('is one call, and is repeated when the connection breaks', async () => {
    const { make } = await ledgerInTable(aws);
    const ledger = make({ maxAttempts: 2 });
    aws.calls.length = 0;
    await read(ledger);
    expect(aws.calls).toEqual(['dynamodb:BatchGetItem']);
    aws.faults.inject('dynamodb:BatchGetItem', 'reset', 1);

    expect(await read(ledger)).toMatchObject({ paused: false });
  });

  it('asks again for what was left out', async () => {
    const { ledger, table } = await ledgerInTable(aws);
    const big = { filler: { S: 'x'.repeat(390_000) }, ...FAR };
    await table.put(RECORD_ID, { ...big, version: { N: '1' }, used: { N: '2' } });
    await table.put('breaker#network', { ...big, version: { N: '3' } });
    await table.put('budget#checkout.v2@eu#2026-11-23', { ...big, spent: { N: '4' } });
    await table.put('pause', big);
    aws.calls.length = 0;

    expect(await read(ledger)).toMatchObject({
      record: { used: 2 },
      breaker: { version: 3 },
      spentToday: 4,
      paused: true,
    });
    expect(aws.calls).toEqual(['dynamodb:BatchGetItem', 'dynamodb:BatchGetItem']);
  });

  it('asks again and not for ever, and always for what is there now', async () => {
    const waits: number[] = [];
    const left = { UnprocessedKeys: { t: { Keys: [{ id: { S: 'pause' } }], ConsistentRead: true } } };
    const { ledger, inputs } = answered({ BatchGetItem: [200, left] }, (ms) => waits.push(ms));

    await expect(read(ledger)).rejects.toMatchObject({ code: 'Unprocessed', reason: 'throttled' });

    expect(waits).toEqual([50, 50, 100, 200, 400, 800, 1600, 3200]);
    expect(inputs).toHaveLength(9);
    expect(new Set(inputs.map((input) => input.RequestItems?.['t']?.ConsistentRead))).toEqual(
      new Set([true]),
    );
  });

  it('looks for its own write in what is there now', async () => {
    const { ledger, inputs } = answered({ PutItem: [500, {}], GetItem: [200, {}] });

    await expect(ledger.write(RUN, undefined, RECORD)).rejects.toMatchObject({
      operation: 'dynamodb:PutItem',
    });

    expect(inputs.map(({ ConsistentRead }) => ConsistentRead)).toEqual([undefined, true]);
  });
});

describe('an item that another release wrote', () => {
  const counted = { version: { N: '7' }, used: { N: '2' }, ...FAR };
  const stateOf = (state: unknown) => ({ state: { S: JSON.stringify(state) } });

  it('is read without what is not known here, and can be written', async () => {
    const { ledger, table, passed } = await ledgerInTable(aws);
    const slot = { ...RECORD.slot, priority: 1 };
    await table.put(RECORD_ID, {
      ...counted,
      ...stateOf({ ...RECORD, slot, mood: 'calm' }),
      colour: { S: 'red' },
    });
    const { record } = await read(ledger);

    expect(record).toEqual({ ...RECORD, version: 7, used: 2 });
    expect(passed).toEqual([]);
    expect(await ledger.write(RUN, record, RECORD)).toBe(true);
  });

  it.each([
    ['no JSON', { state: { S: '{' } }, ['state']],
    ['a list', stateOf([1]), ['state']],
    ['nothing', {}, ['state']],
    ['another type', { state: { N: '1' } }, ['state']],
    [
      'a slot and a decision of another make',
      stateOf({ slot: { number: 'one' }, decision: { do: 'dance' } }),
      ['slot', 'decision'],
    ],
  ])('is read as its count alone, and that is told, where its state is %s', async (_what, state, parts) => {
    const { ledger, table, passed } = await ledgerInTable(aws);
    await table.put(RECORD_ID, { ...counted, ...state });
    await table.put('breaker#network', { ...counted, ...state });

    const { record, breaker } = await read(ledger);

    expect(record).toEqual({ version: 7, used: 2 });
    expect(breaker).toEqual({ version: 7, failures: {} });
    expect(passed).toContainEqual([RECORD_ID, ...parts]);
  });

  it('tells which parts of a breaker make no sense', async () => {
    const { ledger, table, passed } = await ledgerInTable(aws);
    await table.put('breaker#network', { ...counted, ...stateOf({ failures: [1], openUntil: 'soon' }) });

    expect((await read(ledger)).breaker).toEqual({ version: 7, failures: {} });
    expect(passed).toEqual([['breaker#network', 'failures', 'openUntil']]);
  });

  it.each([
    [RECORD_ID, { version: { N: '7' } }],
    [RECORD_ID, { used: { N: '7' } }],
    [RECORD_ID, { ...counted, used: { S: '2' } }],
    [RECORD_ID, { ...counted, used: { N: '-1' } }],
    [RECORD_ID, { ...counted, used: { N: '1.5' } }],
    ['budget#checkout.v2@eu#2026-11-23', { spent: { S: 'all' } }],
    ['breaker#network', {}],
  ])('is an error where it can not be counted: %s %o', async (id, attributes) => {
    const { ledger, table } = await ledgerInTable(aws);
    await table.put(id, attributes);

    await expect(read(ledger)).rejects.toMatchObject({
      operation: 'dynamodb:BatchGetItem',
      code: 'UnreadableItem',
    });
  });

  it('counts for ever where it says no end, or one that is no time', async () => {
    const { ledger, table } = await ledgerInTable(aws);
    await table.put('pause', { expiration: { S: 'tomorrow' } });
    await table.put(RECORD_ID, { version: { N: '1' }, used: { N: '2' } });
    const { record, paused } = await read(ledger);

    expect([record?.used, paused]).toEqual([2, true]);
    expect(await ledger.write(RUN, undefined, RECORD)).toBe(false);
    expect(await ledger.write(RUN, record, RECORD)).toBe(true);
  });
});
