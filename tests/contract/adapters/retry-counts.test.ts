import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbLedger } from '../../../shared/adapters/dynamodb-ledger.ts';
import { dynamoDbRetryCounts } from '../../../shared/adapters/dynamodb-retry-counts.ts';
import type { StageRun } from '../../../shared/domain/retry/situation.ts';
import type { Ledger } from '../../../shared/ports/ledger.ts';
import type { RetryCounts } from '../../../shared/ports/retry-counts.ts';
import { NOON, startTestAws, TABLE_NAME } from '../../support/aws.ts';
import { REFUSALS } from '../../support/refusals.ts';
import { testTable } from '../../support/tables.ts';

const DAY = '2026-11-23';
const DAY_MS = 86_400_000;

let aws: Awaited<ReturnType<typeof startTestAws>>;
let ledger: Ledger;
let counts: RetryCounts;
let pipelines = 0;
let writes = 0;

beforeAll(async () => {
  aws = await startTestAws();
  const newId = () => String(++writes);
  ledger = dynamoDbLedger(TABLE_NAME, { now: () => aws.clock.now, newId }, aws.options);
  counts = dynamoDbRetryCounts(testTable(aws));
});
afterEach(() => {
  aws.clock.now = NOON;
  aws.faults.clear();
});
afterAll(() => aws.close());

const newRun = (more: Partial<StageRun> = {}): StageRun => ({
  pipeline: `counted-${++pipelines}`,
  executionId: 'e1',
  stage: 'Build',
  ...more,
});
const retried = (number: number) =>
  ({
    used: number,
    slot: { number, state: 'settled', tries: 1 },
    decision: { do: 'retry', slot: number, of: 2, mode: 'FAILED_ACTIONS' },
    kind: 'network',
  }) as const;
const countsOf = async ({ pipeline }: StageRun) => [...(await counts.byDay(pipeline, [DAY, '2026-11-24']))];

describe('the counts of retries', () => {
  it('are none of what was only decided', async () => {
    const run = newRun();
    const planned = { number: 1, state: 'planned', dueAt: NOON, tries: 1 } as const;
    await ledger.write(run, undefined, { used: 1, slot: planned });

    expect(await countsOf(run)).toEqual([]);
  });

  it('have each retry that took effect, and each stage that it healed, on its day', async () => {
    const run = newRun();
    await ledger.write(run, undefined, retried(1));
    await ledger.write(run, { ...retried(1), version: 1 }, retried(2));
    await ledger.write(run, { ...retried(2), version: 2 }, { ...retried(2), healedAt: NOON });
    await ledger.write({ ...run, executionId: 'e2' }, undefined, retried(1));
    aws.clock.now = NOON + DAY_MS;
    await ledger.write({ ...run, executionId: 'e3' }, undefined, retried(1));

    expect(await countsOf(run)).toEqual([
      [DAY, { started: 3, healed: 1 }],
      ['2026-11-24', { started: 1, healed: 0 }],
    ]);
  });

  it('have what is written twice once', async () => {
    const run = newRun();
    expect(await ledger.write(run, undefined, retried(1))).toBe(true);
    expect(await ledger.write(run, undefined, retried(1))).toBe(false);

    expect(await countsOf(run)).toEqual([[DAY, { started: 1, healed: 0 }]]);
  });

  it('outlast the longest window and the one before it', async () => {
    const run = newRun();
    await ledger.write(run, undefined, retried(1));
    aws.clock.now = NOON + 189 * DAY_MS;
    expect(await countsOf(run)).toHaveLength(1);
    aws.clock.now = NOON + 190 * DAY_MS;

    expect(await countsOf(run)).toEqual([]);
  });

  it('that can not be kept keep no record back', async () => {
    const run = newRun();
    aws.faults.inject('dynamodb:UpdateItem', 'denied');

    expect(await ledger.write(run, undefined, retried(1))).toBe(true);
    expect(await countsOf(run)).toEqual([]);
  });

  it.each(REFUSALS)('that are %s say so', async (fault, reason) => {
    aws.faults.inject('dynamodb:BatchGetItem', fault);

    await expect(counts.byDay('any', [DAY])).rejects.toMatchObject({ reason });
  });
});

describe('the causes of failures', () => {
  it('are those of the ledger for as long as the longest window, and unknown where it has none', async () => {
    const run = newRun();
    await ledger.write(run, undefined, retried(1));
    aws.clock.now += 91 * DAY_MS;
    const stages = [
      { executionId: 'e9', stage: 'Build' },
      { executionId: 'e1', stage: 'Build' },
    ];

    expect(await counts.causes(run.pipeline, stages)).toEqual([undefined, 'network']);
  });
});
