import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { oneAttemptClient } from '../../../shared/adapters/dynamodb-client.ts';
import { dynamoDbOnce } from '../../../shared/adapters/dynamodb-once.ts';
import type { Once } from '../../../shared/ports/once.ts';
import { NOON, startTestAws, TABLE_NAME } from '../../support/aws.ts';
import { fakeOnce } from '../../support/fakes.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let keys = 0;
const newKey = (): readonly string[] => ['checkout-pipeline', String(++keys)];

beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.close());

function dynamoDb() {
  const once = dynamoDbOnce(TABLE_NAME, 'test', oneAttemptClient({ ...aws.options, requestTimeoutMs: 300 }));
  return {
    once,
    breakStore: () => {
      aws.faults.inject('dynamodb', 'reset');
      return () => {
        aws.faults.clear();
      };
    },
  };
}

function inMemory() {
  const store = fakeOnce();
  return {
    once: store.once,
    breakStore: () => {
      store.reachable = false;
      return () => {
        store.reachable = true;
      };
    },
  };
}

describe.each([
  ['in memory', inMemory],
  ['DynamoDB', dynamoDb],
])('a task guarded by a store: %s', (_name, make) => {
  it('runs the first time and never again', async () => {
    const { once } = make();
    const key = newKey();
    const runs: number[] = [];
    const run = (): Promise<void> => Promise.resolve(void runs.push(1));

    expect(await once(key, 10_000, run)).toEqual({ outcome: 'done' });
    expect(await once(key, 10_000, run)).toEqual({ outcome: 'duplicate' });
    expect(runs).toHaveLength(1);
  });

  it('does not run while another run of the same key is under way', async () => {
    const { once } = make();
    const key = newKey();
    const { promise: gate, resolve: open } = Promise.withResolvers<undefined>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const first = once(key, 10_000, async () => {
      begin(undefined);
      await gate;
    });
    await begun;

    const second = await once(key, 10_000, () => Promise.reject(new Error('ran twice')));
    open(undefined);

    expect(second).toEqual({ outcome: 'under-way' });
    expect(await first).toEqual({ outcome: 'done' });
  });

  it('throws what the task throws and leaves the key free for the next try', async () => {
    const { once } = make();
    const key = newKey();

    await expect(once(key, 10_000, () => Promise.reject(new RangeError('no')))).rejects.toThrow(
      new RangeError('no'),
    );

    expect(await once(key, 10_000, () => Promise.resolve())).toEqual({ outcome: 'done' });
  });

  it('keeps keys apart', async () => {
    const { once } = make();

    expect(await once(newKey(), 10_000, () => Promise.resolve())).toEqual({ outcome: 'done' });
    expect(await once(newKey(), 10_000, () => Promise.resolve())).toEqual({ outcome: 'done' });
  });

  it('runs the task and says so when the store is out of reach', async () => {
    const { once, breakStore } = make();
    const runs: number[] = [];
    const mend = breakStore();

    const result = await once(newKey(), 10_000, () => Promise.resolve(void runs.push(1)));
    mend();

    expect(result.outcome).toBe('done');
    expect(result.fault?.name).toBe('ServiceError');
    expect(runs).toHaveLength(1);
  });

  it('throws what the task throws when the store is out of reach, too', async () => {
    const { once, breakStore } = make();
    const mend = breakStore();

    const result = once(newKey(), 10_000, () => Promise.reject(new RangeError('no')));

    await expect(result).rejects.toThrow(new RangeError('no'));
    mend();
  });
});

describe('the store in DynamoDB', () => {
  afterEach(() => {
    aws.faults.clear();
  });
  /** A mark is asked for twice at most. */
  const TRIES = 2;
  const done = (once: Once, key: readonly string[], runs: string[]) =>
    once(key, 10_000, () => Promise.resolve(void runs.push('ran')));

  it.each(['denied', 'throttled', 'internal', 'reset', 'lost-answer', 'slow'] as const)(
    'runs the task exactly once when the first write is %s',
    async (fault) => {
      const { once } = dynamoDb();
      const runs: string[] = [];
      aws.faults.inject('dynamodb:PutItem', fault, TRIES);

      const { outcome, fault: seen } = await done(once, newKey(), runs);

      expect(outcome).toBe('done');
      expect(seen?.code).toBeTypeOf('string');
      expect(runs).toEqual(['ran']);
    },
  );

  it.each(['denied', 'throttled', 'internal', 'reset', 'lost-answer', 'slow'] as const)(
    'succeeds once the task is done, though the mark of it is %s',
    async (fault) => {
      const { once } = dynamoDb();
      const runs: string[] = [];
      aws.faults.inject('dynamodb:UpdateItem', fault, TRIES);

      const { outcome } = await done(once, newKey(), runs);

      expect(outcome).toBe('done');
      expect(runs).toEqual(['ran']);
    },
  );

  it.each([
    ['dynamodb:PutItem', 'throttled'],
    ['dynamodb:UpdateItem', 'throttled'],
    ['dynamodb:UpdateItem', 'internal'],
    ['dynamodb:UpdateItem', 'reset'],
    ['dynamodb:UpdateItem', 'lost-answer'],
  ] as const)('never runs the task again, though %s is %s for a moment', async (operation, fault) => {
    const { once } = dynamoDb();
    const key = newKey();
    const runs: string[] = [];
    aws.faults.inject(operation, fault, 1);

    const first = await done(once, key, runs);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    const second = await done(once, key, runs);
    vi.useRealTimers();

    expect([first, second]).toEqual([{ outcome: 'done' }, { outcome: 'duplicate' }]);
    expect(runs).toEqual(['ran']);
  });

  it('leaves the key free for the next try, though that is throttled for a moment', async () => {
    const { once } = dynamoDb();
    const key = newKey();
    const runs: string[] = [];
    aws.faults.inject('dynamodb:DeleteItem', 'throttled', 1);

    await expect(once(key, 10_000, () => Promise.reject(new RangeError('no')))).rejects.toThrow('no');

    expect(await done(once, key, runs)).toEqual({ outcome: 'done' });
  });

  it('takes over from a run that died, but only once its time is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOON });
    const { once } = dynamoDb();
    const key = newKey();
    const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
    const runs: string[] = [];
    // A crash: the task begins and never ends.
    void once(key, 10_000, () => {
      begin(undefined);
      return new Promise(() => undefined);
    });
    await begun;

    vi.setSystemTime(NOON + 9_000);
    const early = await done(once, key, runs);
    vi.setSystemTime(NOON + 11_000);
    const late = await done(once, key, runs);
    vi.useRealTimers();

    expect(early).toEqual({ outcome: 'under-way' });
    expect(late).toEqual({ outcome: 'done' });
    expect(runs).toEqual(['ran']);
  });
});
