import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { getBlobs, putBlobs } from '../../../shared/adapters/dynamodb-blobs.ts';
import { dynamoDbDoraRuns } from '../../../shared/adapters/dynamodb-dora-runs.ts';
import type { DoraRuns } from '../../../shared/ports/dora-runs.ts';
import { NOON, startTestAws } from '../../support/aws.ts';
import { busy, figures } from '../../support/dora-reports.ts';
import { REFUSALS } from '../../support/refusals.ts';
import { testTable } from '../../support/tables.ts';

const MINUTE = 60_000;
const DAY_MS = 86_400_000;

let aws: Awaited<ReturnType<typeof startTestAws>>;
let runs: DoraRuns;

beforeAll(async () => {
  aws = await startTestAws();
  runs = dynamoDbDoraRuns(testTable(aws));
});
afterEach(() => {
  aws.clock.now = NOON;
  aws.faults.clear();
});
afterAll(() => aws.close());

describe('the lease', () => {
  it('is for one at a time, until it is given back or over', async () => {
    expect(await runs.lease('a', NOON + MINUTE)).toBe(true);
    expect(await runs.lease('b', NOON + MINUTE)).toBe(false);
    await runs.release('b').catch(() => undefined);
    expect(await runs.lease('b', NOON + MINUTE)).toBe(false);
    await runs.release('a');
    expect(await runs.lease('b', NOON + MINUTE)).toBe(true);
    aws.clock.now = NOON + MINUTE;
    expect(await runs.lease('c', NOON + 2 * MINUTE)).toBe(true);
    aws.clock.now = NOON + 2 * MINUTE;
    await runs.lease('d', 0);
  });

  it('goes to one of ten that come at once', async () => {
    aws.clock.now = NOON + 10 * MINUTE;
    const leases = await Promise.all(
      Array.from({ length: 10 }, (_, n) => runs.lease(`at once ${n}`, NOON + 20 * MINUTE)),
    );

    expect(leases.filter(Boolean)).toHaveLength(1);
  });

  it('is whose it is after a lost answer', async () => {
    aws.clock.now = NOON + 30 * MINUTE;
    expect(await runs.lease('lost', NOON + 40 * MINUTE)).toBe(true);
    expect(await runs.lease('lost', NOON + 40 * MINUTE)).toBe(true);
  });

  it.each(REFUSALS)('that is %s says so', async (fault, reason) => {
    aws.faults.inject('dynamodb:UpdateItem', fault);

    await expect(runs.lease('a', NOON + MINUTE)).rejects.toMatchObject({ reason });
  });
});

describe('a run', () => {
  const plan = { begunAt: NOON, chunkSize: 25, pipelines: [{ name: 'a', version: 2 }, { name: 'b' }] };
  const sample = { pipeline: 'a', current: busy, previous: figures(), isUnfinished: true };
  const result = { samples: [sample], unread: [{ pipeline: 'b', reason: 'gone', code: 'x' }] } as const;

  it('has its plan and what came of its chunks under its own time', async () => {
    expect(await runs.plan(NOON)).toBeUndefined();
    await runs.writePlan(NOON, plan);
    await runs.writeChunk(NOON, 1, result);

    expect(await runs.plan(NOON)).toEqual(plan);
    expect(await runs.chunk(NOON, 1)).toEqual(result);
    expect(await runs.chunk(NOON, 0)).toBeUndefined();
    expect(await runs.plan(NOON + DAY_MS)).toBeUndefined();
    expect(await runs.chunk(NOON + DAY_MS, 1)).toBeUndefined();
  });

  it('is kept under the number of its form, which changes with what it holds', async () => {
    await runs.writePlan(NOON, plan);
    await runs.writeChunk(NOON, 0, result);
    const table = testTable(aws);
    const ids = [
      `dora-run#1#${new Date(NOON).toISOString()}`,
      `dora-run#1#${new Date(NOON).toISOString()}#c0`,
    ];
    const kept = await getBlobs(table, ids);

    // Whoever changes this gives it another number, here and in the adapter.
    expect(ids.map((id) => membersOf(kept.get(id)))).toMatchInlineSnapshot(`
      [
        [
          "begunAt",
          "chunkSize",
          "pipelines",
          "pipelines.[].name",
          "pipelines.[].version",
        ],
        [
          "samples",
          "samples.[].pipeline",
          "samples.[].current",
          "samples.[].current.days",
          "samples.[].current.deployments",
          "samples.[].current.successful",
          "samples.[].current.failed",
          "samples.[].current.rework",
          "samples.[].current.healed",
          "samples.[].current.recoveries",
          "samples.[].current.openFailures",
          "samples.[].current.openFailures.[].id",
          "samples.[].current.openFailures.[].since",
          "samples.[].current.leadTimes",
          "samples.[].current.revisionsWithoutTime",
          "samples.[].current.runSeconds",
          "samples.[].current.buildSeconds",
          "samples.[].current.failedStages",
          "samples.[].current.failedStages.[].executionId",
          "samples.[].current.failedStages.[].stage",
          "samples.[].current.failedStages.[].kind",
          "samples.[].current.approvalsWaiting",
          "samples.[].current.approvalsWaiting.[].executionId",
          "samples.[].current.approvalsWaiting.[].stage",
          "samples.[].current.approvalsWaiting.[].action",
          "samples.[].current.approvalsWaiting.[].since",
          "samples.[].current.failingSince",
          "samples.[].current.retries",
          "samples.[].current.retries.started",
          "samples.[].current.retries.healed",
          "samples.[].previous",
          "samples.[].previous.days",
          "samples.[].previous.deployments",
          "samples.[].previous.successful",
          "samples.[].previous.failed",
          "samples.[].previous.rework",
          "samples.[].previous.healed",
          "samples.[].previous.recoveries",
          "samples.[].previous.openFailures",
          "samples.[].previous.leadTimes",
          "samples.[].previous.revisionsWithoutTime",
          "samples.[].previous.runSeconds",
          "samples.[].previous.buildSeconds",
          "samples.[].previous.failedStages",
          "samples.[].previous.approvalsWaiting",
          "samples.[].isUnfinished",
          "unread",
          "unread.[].pipeline",
          "unread.[].reason",
          "unread.[].code",
        ],
      ]
    `);
  });

  it('has of a chunk that is repeated what came last', async () => {
    await runs.writeChunk(NOON, 7, { samples: [], unread: [] });
    await runs.writeChunk(NOON, 7, result);

    expect(await runs.chunk(NOON, 7)).toEqual(result);
  });

  it('is kept for sixteen days', async () => {
    await runs.writePlan(NOON, plan);
    aws.clock.now = NOON + 16 * DAY_MS - 1000;
    expect(await runs.plan(NOON)).toEqual(plan);
    aws.clock.now += 1000;

    expect(await runs.plan(NOON)).toBeUndefined();
  });

  it('has room for the samples of a busy quarter', async () => {
    const leadTimes = Array.from({ length: 9000 }, (_, n) => (n * 7919) % 1_000_003);
    const large = { ...sample, current: { ...busy, leadTimes, runSeconds: leadTimes } };
    const chunk = { samples: Array.from({ length: 25 }, () => large), unread: [] };
    await runs.writeChunk(NOON, 8, chunk);

    expect(await runs.chunk(NOON, 8)).toEqual(chunk);
  });

  it('knows what was told, which is nothing at first', async () => {
    expect(await runs.told()).toEqual(new Map());
    const told = new Map([
      ['a', { BuildTime: NOON }],
      ['b', { AboveThreshold: NOON }],
    ]);
    await runs.writeTold(told);

    expect(await runs.told()).toEqual(told);
  });
});

/** The names of all that it holds, with their places. */
function membersOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Array.isArray(value)
    ? membersOf(value[0]).map((it) => `[].${it}`)
    : Object.entries(value).flatMap(([name, its]) => [name, ...membersOf(its).map((it) => `${name}.${it}`)]);
}

it.each([
  ['a list', [1], ['data'], []],
  ['a text', 'x', ['data'], []],
  [
    'some of it',
    { checkout: null, shop: { AboveThreshold: NOON }, portal: { BuildTime: 'x' } },
    ['checkout', 'portal'],
    [['shop', { AboveThreshold: NOON }]],
  ],
])(
  'what another release kept of what was told is passed over, and named: %s',
  async (_, value, parts, told) => {
    const passed: string[] = [];
    const table = testTable(aws);
    const expiration = Math.floor(NOON / 1000) + 60;
    await putBlobs(table, [{ id: 'dora-told', value, expiration }]);

    const read = await dynamoDbDoraRuns(table, (_id, lost) => passed.push(...lost)).told();

    expect([...read]).toEqual(told);
    expect(passed).toEqual(parts);
  },
);
