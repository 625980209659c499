import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BreakerState, StageRecord } from '../../../shared/domain/retry/ledger-view.ts';
import { NOON, startTestAws } from '../../support/aws.ts';
import { ACCOUNTS, DAY_MS, ledgerInMemory, ledgerInTable, RUN } from '../../support/ledgers.ts';
import type { Subject } from '../../support/ledgers.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;

beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.close());

const anyTime = fc.integer({ min: NOON, max: NOON + DAY_MS });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const run = fc.constantFrom(RUN, { ...RUN, stage: 'Build' }, { ...RUN, executionId: 'e-2' });
const accounts = fc.constantFrom(ACCOUNTS, { ...ACCOUNTS, revision: 'main=4' });
const record = fc.record({
  used: fc.nat(5),
  slot: maybe(
    fc.record({
      number: fc.integer({ min: 1, max: 5 }),
      state: fc.constantFrom('planned', 'reserved', 'called', 'settled'),
      owner: maybe(fc.string({ unit: 'binary' })),
      until: maybe(anyTime),
      seen: maybe(fc.uuid()),
      dueAt: maybe(anyTime),
      tries: fc.nat(5),
    }),
  ),
  decidedAt: maybe(anyTime),
});
const breaker = fc.record({
  failures: fc.dictionary(fc.stringMatching(/^[A-Za-z.@-]{1,9}$/u), anyTime),
  openUntil: maybe(anyTime),
  lease: maybe(fc.record({ owner: fc.uuid(), until: anyTime })),
});
/** How far back lies what a write has read: the newest, or older. */
const back = fc.constantFrom(1, 1, 1, 2, 3);
const lost = fc.constantFrom(undefined, undefined, undefined, 'before' as const, 'after' as const);
const passes = fc.constantFrom(0, 0, 0, 400, DAY_MS, 2 * DAY_MS, 90 * DAY_MS, 100 * DAY_MS);

const step = fc.oneof(
  fc.record({ do: fc.constant('read' as const), passes, run, accounts }),
  fc.record({ do: fc.constant('write' as const), passes, run, back, record, lost }),
  fc.record({ do: fc.constant('open' as const), passes, back, breaker, lost }),
  fc.record({
    do: fc.constant('spend' as const),
    passes,
    run,
    accounts,
    day: fc.nat(4),
    revision: fc.nat(4),
  }),
  fc.record({ do: fc.constantFrom('pause' as const, 'pause a second' as const, 'resume' as const), passes }),
);
type Step = typeof step extends fc.Arbitrary<infer It> ? It : never;

/** What a sequence has read so far. */
interface Seen {
  readonly records: (StageRecord | undefined)[];
  readonly breakers: (BreakerState | undefined)[];
}

async function take(it: Step, subject: Subject, { records, breakers }: Seen): Promise<unknown> {
  const { ledger, loseNext } = subject;
  switch (it.do) {
    case 'read': {
      const view = await ledger.read(it.run, it.accounts, 'network');
      records.push(view.record);
      breakers.push(view.breaker);
      return view;
    }
    case 'write':
      if (it.lost) loseNext(it.lost);
      return ledger.write(it.run, records.at(-it.back), it.record).catch(() => 'lost');
    case 'open':
      if (it.lost) loseNext(it.lost);
      return ledger.writeBreaker('network', breakers.at(-it.back), it.breaker).catch(() => 'lost');
    case 'spend':
      return ledger.spend(it.run, it.accounts, it);
    case 'pause':
      return subject.pause();
    case 'pause a second':
      return subject.pause(aws.clock.now + 1000);
    case 'resume':
      return subject.resume();
  }
}

it('is in memory what it is in the table, whatever is done in whichever order', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
    aws.clock.now = NOON;
    const side = (subject: Subject) => ({ subject, seen: { records: [], breakers: [] } as Seen });
    const memory = side(await ledgerInMemory(aws));
    const table = side(await ledgerInTable(aws));
    for (const it of steps) {
      aws.clock.now += it.passes;
      const expected = await take(it, memory.subject, memory.seen);
      const result = await take(it, table.subject, table.seen);
      aws.faults.clear();
      expect(result).toEqual(expected);
    }
  });

  await fc.assert(property, { numRuns: 50 });
}, 60_000);
