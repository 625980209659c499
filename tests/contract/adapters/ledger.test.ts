import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NOON, startTestAws } from '../../support/aws.ts';
import {
  ACCOUNTS,
  BREAKER,
  DAY_MS,
  ledgerInMemory,
  ledgerInTable,
  LIMITS,
  RECORD,
  RUN,
} from '../../support/ledgers.ts';
import type { Subject } from '../../support/ledgers.ts';

const NOTHING = { paused: false, spentToday: 0, spentOnRevision: 0 };

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
});
afterEach(() => {
  aws.clock.now = NOON;
  aws.faults.clear();
});
afterAll(() => aws.close());

const read = ({ ledger }: Subject, run = RUN, accounts = ACCOUNTS) => ledger.read(run, accounts, 'network');
const count = (results: readonly boolean[]) => results.filter(Boolean).length;
const tenTimes = (call: () => Promise<boolean>) => Promise.all(Array.from({ length: 10 }, call));

describe.each([
  ['in memory', (): Promise<Subject> => ledgerInMemory(aws)],
  ['DynamoDB', (): Promise<Subject> => ledgerInTable(aws)],
])('the ledger: %s', (_name, make) => {
  it('says of something new that nothing is known', async () => {
    expect(await read(await make())).toEqual(NOTHING);
  });

  it('gives what was written, one version after the other', async () => {
    const it = await make();
    const next = { used: 1, slot: { number: 1, state: 'planned', dueAt: NOON, tries: 2 } } as const;

    expect(await it.ledger.write(RUN, undefined, RECORD)).toBe(true);
    const { record: first } = await read(it);
    expect(await it.ledger.write(RUN, first, next)).toBe(true);
    const { record: second } = await read(it);

    expect(first).toEqual({ ...RECORD, version: 1 });
    expect(second).toEqual({ ...next, version: 2 });
  });

  it.each([
    { do: 'stop', reason: 'day-budget' } as const,
    { do: 'later', at: NOON, slot: 2, of: 2, because: 'outage' } as const,
  ])('gives the decision %o', async (decision) => {
    const it = await make();

    await it.ledger.write(RUN, undefined, { used: 0, decision });

    expect((await read(it)).record).toEqual({ version: 1, used: 0, decision });
  });

  it('lets one of ten that have read the same write', async () => {
    const it = await make();
    const first = await tenTimes(() => it.ledger.write(RUN, undefined, RECORD));
    const { record } = await read(it);
    const second = await tenTimes(() => it.ledger.write(RUN, record, RECORD));

    expect([count(first), count(second)]).toEqual([1, 1]);
    expect((await read(it)).record?.version).toBe(2);
  });

  it('refuses who has read nothing, or something older, or something that has gone', async () => {
    const it = await make();
    await it.ledger.write(RUN, undefined, RECORD);
    const { record } = await read(it);
    await it.ledger.write(RUN, record, RECORD);

    expect(await it.ledger.write(RUN, undefined, RECORD)).toBe(false);
    expect(await it.ledger.write(RUN, record, RECORD)).toBe(false);
    expect(await it.ledger.write({ ...RUN, executionId: 'e-2' }, record, RECORD)).toBe(false);
  });

  it('keeps stages, executions, pipelines, days, revisions and kinds apart', async () => {
    const it = await make();
    await it.ledger.write(RUN, undefined, RECORD);
    await it.ledger.spend(RUN, ACCOUNTS, LIMITS);
    await it.ledger.writeBreaker('network', undefined, BREAKER);
    const { breaker, ...own } = await read(it);

    expect(own).toEqual({ ...NOTHING, record: { ...RECORD, version: 1 }, spentToday: 1, spentOnRevision: 1 });
    expect(breaker).toEqual({ ...BREAKER, version: 1 });
    expect(await it.ledger.read(RUN, ACCOUNTS, 'dns')).toEqual(own);
    expect(await read(it, { ...RUN, executionId: 'e-2' })).toEqual({ ...own, breaker, record: undefined });
    expect(await read(it, { ...RUN, stage: 'Build' })).toEqual({ ...NOTHING, breaker, spentToday: 1 });
    expect(await read(it, { ...RUN, pipeline: 'p' })).toEqual({ ...NOTHING, breaker });
    const { record, spentToday, spentOnRevision } = own;
    const tomorrow = await read(it, RUN, { ...ACCOUNTS, day: '2026-11-24' });
    expect(tomorrow).toEqual({ ...NOTHING, record, breaker, spentOnRevision });
    const otherChange = await read(it, RUN, { ...ACCOUNTS, revision: 'main=4' });
    expect(otherChange).toEqual({ ...NOTHING, record, breaker, spentToday });
  });

  it.each([
    ["the day's budget", { day: 3, revision: 100 }],
    ["the revision's limit", { day: 100, revision: 3 }],
  ])('gives 3 of ten at once where %s is 3, and counts 3', async (_what, limits) => {
    const it = await make();

    const spent = await tenTimes(() => it.ledger.spend(RUN, ACCOUNTS, limits));

    expect(count(spent)).toBe(3);
    expect(await read(it)).toEqual({ ...NOTHING, spentToday: 3, spentOnRevision: 3 });
  });

  it.each([
    { day: 0, revision: 3 },
    { day: 10, revision: 0 },
  ])('gives and counts nothing with %o', async (limits) => {
    const it = await make();

    expect(await it.ledger.spend(RUN, ACCOUNTS, limits)).toBe(false);
    expect(await read(it)).toEqual(NOTHING);
  });

  it('lets one of ten open a breaker, and one change it', async () => {
    const it = await make();
    const opened = await tenTimes(() => it.ledger.writeBreaker('network', undefined, BREAKER));
    const { breaker } = await read(it);
    const closed = await tenTimes(() => it.ledger.writeBreaker('network', breaker, { failures: {} }));

    expect([count(opened), count(closed)]).toEqual([1, 1]);
    expect((await read(it)).breaker).toEqual({ version: 2, failures: {} });
    expect(await it.ledger.writeBreaker('network', breaker, BREAKER)).toBe(false);
  });

  it.each([
    ['a breaker', 1, { breaker: undefined }],
    ["the day's budget", 2, { spentToday: 0 }],
    ['a record', 100, { record: undefined }],
    ["a revision's count", 90, { spentOnRevision: 0 }],
  ])('forgets %s after %d days', async (_what, days, change) => {
    const it = await make();
    await it.ledger.write(RUN, undefined, RECORD);
    await it.ledger.spend(RUN, ACCOUNTS, LIMITS);
    await it.ledger.writeBreaker('network', undefined, BREAKER);
    aws.clock.now = NOON + days * DAY_MS - 1;
    const before = await read(it);
    aws.clock.now = NOON + days * DAY_MS;

    expect(await read(it)).toEqual({ ...before, ...change });
    expect(before).not.toMatchObject(change);
  });

  it('begins anew with what has expired, and not on top of it', async () => {
    const it = await make();
    await it.ledger.write(RUN, undefined, RECORD);
    await tenTimes(() => it.ledger.spend(RUN, ACCOUNTS, LIMITS));
    const { record } = await read(it);
    aws.clock.now = NOON + 100 * DAY_MS;
    expect(await it.ledger.write(RUN, record, RECORD)).toBe(false);

    expect(await it.ledger.write(RUN, undefined, RECORD)).toBe(true);
    expect(count(await tenTimes(() => it.ledger.spend(RUN, ACCOUNTS, LIMITS)))).toBe(3);
    expect(await read(it)).toMatchObject({ record: { version: 1 }, spentToday: 3, spentOnRevision: 3 });
  });

  it('is paused while a person says so, or until the time that the person gave', async () => {
    const it = await make();
    await it.pause();
    const paused = await read(it);
    await it.resume();
    const resumed = await read(it);
    await it.pause(NOON + 60_000);
    const pausedAgain = await read(it);
    aws.clock.now = NOON + 60_000;

    expect([paused, resumed, pausedAgain, await read(it)].map((view) => view.paused)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('throws where the table is out of reach', async () => {
    const it = await make();
    it.breakIt();

    for (const call of [
      () => read(it),
      () => it.ledger.write(RUN, undefined, RECORD),
      () => it.ledger.spend(RUN, ACCOUNTS, LIMITS),
      () => it.ledger.writeBreaker('network', undefined, BREAKER),
    ]) {
      await expect(call()).rejects.toMatchObject({ name: 'ServiceError', reason: 'failed' });
    }
  });

  it.each(['before', 'after'] as const)(
    'throws when the connection breaks %s the effect and nobody can look',
    async (when) => {
      const it = await make();
      const changes = [
        () => it.ledger.write(RUN, undefined, RECORD),
        () => it.ledger.spend(RUN, ACCOUNTS, LIMITS),
        () => it.ledger.writeBreaker('network', undefined, BREAKER),
      ];
      for (const change of changes) {
        it.loseNext(when);
        await expect(change()).rejects.toMatchObject({ name: 'ServiceError', reason: 'failed' });
        it.mend();
      }

      const { record, spentToday, breaker } = await read(it);

      expect([record?.version ?? 0, spentToday, breaker?.version ?? 0]).toEqual(
        when === 'after' ? [1, 1, 1] : [0, 0, 0],
      );
    },
  );
});
