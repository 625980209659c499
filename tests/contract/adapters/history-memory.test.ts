import { randomBytes } from 'node:crypto';
import type { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient, WriteRequest } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getBlobs, putBlobs } from '../../../shared/adapters/dynamodb-blobs.ts';
import { writeItems } from '../../../shared/adapters/dynamodb-batches.ts';
import type { BatchTable } from '../../../shared/adapters/dynamodb-batches.ts';
import { dynamoDbHistory } from '../../../shared/adapters/dynamodb-history.ts';
import type { HistoryMemory, KeptExecution } from '../../../shared/ports/history-memory.ts';
import { NOON, startTestAws } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';
import { testTable } from '../../support/tables.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 135;

let aws: Awaited<ReturnType<typeof startTestAws>>;
let table: BatchTable;
let memory: HistoryMemory;

beforeAll(async () => {
  aws = await startTestAws();
  table = testTable(aws);
  memory = dynamoDbHistory(table, KEPT_DAYS);
});
beforeEach(() => {
  aws.calls.length = 0;
});
afterEach(() => {
  aws.clock.now = NOON;
  aws.faults.clear();
});
afterAll(() => aws.close());

const DAY = '2026-11-20';
const execution = (id: string, more: Partial<KeptExecution> = {}): KeptExecution => ({
  id,
  status: 'Succeeded',
  startedAt: Date.parse(DAY) + 1000,
  updatedAt: Date.parse(DAY) + 61_000,
  revisions: [{ artifact: 'Source', revisionId: 'r', committedAt: 1 }],
  attempts: [
    { stage: 'Live', action: 'Deploy', category: 'Deploy', status: 'Succeeded', startedAt: 2, updatedAt: 3 },
  ],
  ...more,
});
const idsOf = async (pipeline: string, days: readonly string[]) =>
  [...(await memory.recall(pipeline, days))].map(([day, its]) => [day, its.map(({ id }) => id)]);

describe('the memory of histories', () => {
  it('gives what was kept, by day, and nothing of other pipelines', async () => {
    const rollback = execution('b', { type: 'ROLLBACK', rollbackTargetId: 'a' });
    const timeless = execution('c', {
      revisions: [{ artifact: 'Source', revisionId: 's', committedAt: null }],
    });
    await memory.keep('one', new Map([[DAY, [execution('a'), rollback, timeless]]]));

    expect(await memory.recall('one', [DAY, '2026-11-21'])).toEqual(
      new Map([[DAY, [execution('a'), rollback, timeless]]]),
    );
    expect(await idsOf('two', [DAY])).toEqual([]);
  });

  it('gives of a day what was kept last', async () => {
    await memory.keep('again', new Map([[DAY, [execution('a'), execution('b')]]]));
    await memory.keep('again', new Map([[DAY, [execution('c')]]]));

    expect(await idsOf('again', [DAY])).toEqual([[DAY, ['c']]]);
  });

  it('keeps a day until it has left the window', async () => {
    await memory.keep('old', new Map([[DAY, [execution('a')]]]));
    aws.clock.now = Date.parse(DAY) + (KEPT_DAYS + 1) * DAY_MS - 1000;
    expect(await idsOf('old', [DAY])).toHaveLength(1);
    aws.clock.now += 1000;

    expect(await idsOf('old', [DAY])).toEqual([]);
  });

  it('takes and gives as many days as there are, so many in a call', async () => {
    const days = Array.from({ length: 230 }, (_, n) =>
      new Date(NOON - n * DAY_MS).toISOString().slice(0, 10),
    );
    await memory.keep('long', new Map(days.map((day) => [day, [execution(day)]])));
    expect(aws.calls).toHaveLength(Math.ceil(230 / 25));
    aws.calls.length = 0;
    aws.clock.now = NOON - 100 * DAY_MS;

    expect(await idsOf('long', days)).toHaveLength(230);
    expect(aws.calls).toHaveLength(3);
  });

  it('keeps a day that is larger than an item may be', async () => {
    const many = Array.from({ length: 6000 }, (_, n) =>
      execution(`${randomBytes(32).toString('hex')}-${n}`, { attempts: [] }),
    );
    await memory.keep('busy', new Map([[DAY, many]]));

    expect((await memory.recall('busy', [DAY])).get(DAY)).toEqual(many);
  });

  it('keeps the stages of a version', async () => {
    const stages = { version: 3, stages: [{ name: 'Live', categories: ['Deploy'] }] };
    expect(await memory.stages('staged')).toBeUndefined();
    await memory.keepStages('staged', stages);

    expect(await memory.stages('staged')).toEqual(stages);
  });

  it('takes for missing what was written in another form, and tells of it', async () => {
    const passed: string[] = [];
    const told = dynamoDbHistory(table, KEPT_DAYS, (id) => passed.push(id));
    const expiration = Math.floor(NOON / 1000) + 1000;
    await putBlobs(table, [
      { id: `dora#strange#${DAY}`, value: [{ id: 1 }], expiration },
      { id: 'dora#strange#stages', value: 'v2', expiration },
    ]);

    expect(await told.recall('strange', [DAY, '2026-11-21'])).toEqual(new Map());
    expect(await told.stages('strange')).toBeUndefined();
    expect(await told.stages('unknown')).toBeUndefined();
    expect(passed).toEqual([`dora#strange#${DAY}`, 'dora#strange#stages']);
  });

  it.each(REFUSALS)('that is %s says so', async (fault, reason) => {
    aws.faults.inject('dynamodb:BatchGetItem', fault);
    aws.faults.inject('dynamodb:BatchWriteItem', fault);

    await expect(memory.recall('one', [DAY])).rejects.toMatchObject({ reason });
    await expect(memory.keep('one', new Map([[DAY, []]]))).rejects.toMatchObject({ reason });
  });
});

describe('a value in the table', () => {
  const expiration = Math.floor(NOON / 1000) + 1000;

  it('is none where one of its parts is of another write, or is no JSON', async () => {
    const value = randomBytes(600_000).toString('hex');
    await putBlobs(table, [{ id: 'parts', value, expiration }]);
    expect((await getBlobs(table, ['parts'])).get('parts')).toBe(value);
    const alien = {
      hash: { S: 'other' },
      data: { B: Buffer.from('x') },
      expiration: { N: String(expiration) },
    };
    await writeItems(table, [{ id: { S: 'parts#1' }, ...alien }]);
    await writeItems(table, [{ id: { S: 'torn' }, parts: { N: '1' }, ...alien }]);

    expect(await getBlobs(table, ['parts', 'torn'])).toEqual(new Map());
  });

  it('is written and read whole, whatever is left out at first', async () => {
    let sent = 0;
    const client = {
      send: (command: BatchWriteItemCommand) => {
        const requests: readonly WriteRequest[] = command.input.RequestItems?.[table.TableName] ?? [];
        sent += requests.length;
        // Half of them each time.
        const left = requests.slice(Math.ceil(requests.length / 2));
        return Promise.resolve({ UnprocessedItems: left.length > 0 ? { [table.TableName]: left } : {} });
      },
    } as unknown as DynamoDBClient;
    const items = Array.from({ length: 30 }, (_, n) => ({ id: { S: String(n) } }));
    await writeItems({ ...table, client }, items);

    expect(sent).toBeGreaterThan(30);
  });

  it('is refused where it is left out again and again', async () => {
    const waits: number[] = [];
    const client = {
      send: ({ input }: BatchWriteItemCommand) => Promise.resolve({ UnprocessedItems: input.RequestItems }),
    } as unknown as DynamoDBClient;
    const wait = (ms: number) => Promise.resolve(waits.push(ms));

    await expect(writeItems({ ...table, client, wait }, [{ id: { S: 'x' } }])).rejects.toMatchObject({
      code: 'Unprocessed',
      reason: 'throttled',
    });
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 3200]);
  });
});
