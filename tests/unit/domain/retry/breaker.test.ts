import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  giveBackLease,
  isOutage,
  mayStart,
  noteFailure,
  noteFailureOfLease,
  noteSuccess,
} from '../../../../shared/domain/retry/breaker.ts';
import type { Breaker } from '../../../../shared/domain/retry/breaker.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { breakerPolicy } from './given.ts';

const PAUSE = 15 * MINUTE;
const fail = (breaker: Breaker | undefined, pipeline: string, at: number) =>
  noteFailure(breaker, pipeline, at, breakerPolicy);
const ask = (breaker: Breaker | undefined, owner: string, at: number) =>
  mayStart(breaker, owner, at, breakerPolicy);
const opened: Breaker = { failures: {}, openUntil: AT };
const leased: Breaker = { ...opened, lease: { owner: 'one', until: AT + PAUSE } };

describe('a closed breaker', () => {
  it('lets everything out', () => {
    expect(ask(undefined, 'one', AT)).toEqual({ admits: 'all' });
    expect(ask({ failures: { a: AT, b: AT } }, 'one', AT)).toEqual({ admits: 'all' });
  });

  it('opens when the fifth pipeline fails, for a pause', () => {
    const four = ['a', 'b', 'c', 'd'].reduce<Breaker | undefined>(
      (it, name) => fail(it, name, AT),
      undefined,
    );

    expect(four).toEqual({ failures: { a: AT, b: AT, c: AT, d: AT } });
    expect(fail(four, 'd', AT + 1)).toEqual({ failures: { a: AT, b: AT, c: AT, d: AT + 1 } });
    expect(fail(four, 'e', AT + 10 * MINUTE)).toEqual({
      failures: {},
      openUntil: AT + 10 * MINUTE + PAUSE,
    });
    expect(fail(four, 'e', AT + 10 * MINUTE + 1)).toEqual({ failures: { e: AT + 10 * MINUTE + 1 } });
  });

  it('opens exactly when enough different pipelines failed within the window', () => {
    const failures = fc.array(
      fc.record({ pipeline: fc.nat(9), afterMs: fc.integer({ min: 0, max: 4 * MINUTE }) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(failures, (them) => {
        let breaker: Breaker | undefined;
        let now = AT;
        const seen: { readonly name: string; readonly at: number }[] = [];
        for (const { pipeline, afterMs } of them) {
          now += afterMs;
          seen.push({ name: `pipeline-${pipeline}`, at: now });
          breaker = fail(breaker, `pipeline-${pipeline}`, now);
          const recent = seen.filter(({ at }) => now - at <= 10 * MINUTE).map(({ name }) => name);
          expect(isOutage(breaker, now, breakerPolicy)).toBe(new Set(recent).size >= 5);
          if (isOutage(breaker, now, breakerPolicy)) return;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes an older failure that comes late for what it is', () => {
    expect(fail({ failures: { a: AT } }, 'a', AT - MINUTE)).toEqual({ failures: { a: AT } });
  });

  it('keeps at most 50 names, the newest', () => {
    const patient = { ...breakerPolicy, pipelines: 1000 };
    const names = Array.from({ length: 60 }, (_, n) => `pipeline-${n}`);
    const breaker = names.reduce<Breaker | undefined>(
      (it, name, n) => noteFailure(it, name, AT + n, patient),
      undefined,
    );

    expect(Object.keys(breaker?.failures ?? {}).sort()).toEqual(names.slice(10).sort());
  });

  it('counts pipelines whose names mean something to JavaScript', () => {
    const names = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'];
    const four = names.slice(0, 4).reduce<Breaker | undefined>((it, name) => fail(it, name, AT), undefined);

    expect(Object.keys(four?.failures ?? {})).toEqual(names.slice(0, 4));
    expect(fail(four, 'hasOwnProperty', AT)).toMatchObject({ openUntil: AT + PAUSE });
  });
});

describe('an open breaker', () => {
  const open: Breaker = { failures: {}, openUntil: AT + PAUSE };

  it('lets nothing out, and says when to come back: after the pause, spread over another one', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 0, max: PAUSE - 1 }), (owner, passed) => {
        const answer = ask(open, owner, AT + passed);
        expect(answer).toMatchObject({ admits: 'none', from: AT + PAUSE });
        if (answer.admits !== 'none') return;
        expect(answer.at).toBeGreaterThanOrEqual(AT + PAUSE);
        expect(answer.at).toBeLessThan(AT + 2 * PAUSE);
        expect(answer).toEqual(ask(open, owner, AT));
      }),
    );
  });

  it('spreads those that wait', () => {
    const minutes = Array.from({ length: 100 }, (_, n) => ask(open, `execution-${n}`, AT)).map((it) =>
      it.admits === 'none' ? Math.floor((it.at - AT - PAUSE) / MINUTE) : -1,
    );

    const perMinute = Array.from({ length: 15 }, (_, minute) => minutes.filter((it) => it === minute).length);
    expect(Math.max(...perMinute)).toBeLessThan(20);
    expect(Math.min(...perMinute)).toBeGreaterThan(0);
  });

  it('is not changed by more failures', () => {
    expect(fail(open, 'a', AT)).toBe(open);
  });
});

describe('a half-open breaker', () => {
  it('gives a lease for a pause to the first who asks', () => {
    expect(ask({ ...opened, failures: { a: AT } }, 'one', AT)).toEqual({
      admits: 'one',
      breaker: { failures: { a: AT }, openUntil: AT, lease: { owner: 'one', until: AT + PAUSE } },
    });
  });

  it('lets nobody else out as long as the lease runs', () => {
    const answer = ask(leased, 'two', AT + MINUTE);

    expect(answer).toMatchObject({ admits: 'none', from: AT + MINUTE });
    if (answer.admits !== 'none') return;
    expect(answer.at).toBeGreaterThanOrEqual(AT + PAUSE);
    expect(answer.at).toBeLessThan(AT + 2 * PAUSE);
  });

  it('renews the lease of its owner, and gives it to another one when it has run out', () => {
    const renewed = { admits: 'one', breaker: { lease: { owner: 'one', until: AT + MINUTE + PAUSE } } };

    expect(ask(leased, 'one', AT + MINUTE)).toMatchObject(renewed);
    expect(ask(leased, 'two', AT + PAUSE)).toMatchObject({ admits: 'one' });
  });

  it('is not opened by the failures of others', () => {
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].reduce((it, name) => fail(it, name, AT + MINUTE), leased);

    expect(others).toBe(leased);
  });

  it('is closed by the success of the lease, and by no other', () => {
    expect(noteSuccess(leased, 'one')).toEqual({ failures: {} });
    expect(noteSuccess(leased, 'two')).toBe(leased);
    expect(noteSuccess(undefined, 'one')).toBeUndefined();
  });

  it('is opened again for a pause by the failure of the lease, and by no other', () => {
    const again = noteFailureOfLease(leased, 'one', AT + MINUTE, breakerPolicy);

    expect(again).toEqual({ failures: {}, openUntil: AT + MINUTE + PAUSE });
    expect(noteFailureOfLease(leased, 'two', AT, breakerPolicy)).toBe(leased);
    expect(noteFailureOfLease(undefined, 'one', AT, breakerPolicy)).toBeUndefined();
  });

  it('takes back a lease that was of no use, and gives it to the next', () => {
    const back = giveBackLease(leased, 'one', AT + MINUTE);

    expect(ask(back, 'two', AT + MINUTE)).toMatchObject({ admits: 'one' });
    expect(giveBackLease(leased, 'two', AT)).toBe(leased);
    expect(giveBackLease(undefined, 'one', AT)).toBeUndefined();
  });

  it('is forgotten three pauses after anybody has used it', () => {
    expect(isOutage(opened, AT + 3 * PAUSE - 1, breakerPolicy)).toBe(true);
    expect(isOutage(opened, AT + 3 * PAUSE, breakerPolicy)).toBe(false);
    expect(isOutage(leased, AT + 4 * PAUSE - 1, breakerPolicy)).toBe(true);
    expect(ask(leased, 'two', AT + 4 * PAUSE)).toEqual({ admits: 'all' });
    expect(fail(leased, 'a', AT + 4 * PAUSE)).toEqual({ failures: { a: AT + 4 * PAUSE } });
    expect(isOutage(undefined, AT, breakerPolicy)).toBe(false);
  });
});

it('whatever happens, an outage has one lease at a time, and another owner only after success, failure or a pause', () => {
  const step = fc.record({
    does: fc.constantFrom('ask', 'ask', 'ask', 'fail', 'success', 'failure', 'failure', 'give back'),
    who: fc.constantFrom('one', 'two', 'three'),
    afterMs: fc.integer({ min: 0, max: 6 * MINUTE }),
  });
  const seen = { leases: 0, reopened: 0 };
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      let [breaker, now]: [Breaker | undefined, number] = [opened, AT];
      let lease: { readonly owner: string; readonly since: number } | undefined;
      for (const { does, who, afterMs } of steps) {
        now += afterMs;
        const before: Breaker | undefined = breaker;
        if (does === 'fail') breaker = fail(breaker, who, now);
        if (does === 'success') breaker = noteSuccess(breaker, who);
        if (does === 'failure') breaker = noteFailureOfLease(breaker, who, now, breakerPolicy);
        if (does === 'give back') breaker = giveBackLease(breaker, who, now);
        if (breaker !== before && does !== 'fail') {
          expect(before?.lease?.owner).toBe(who);
          expect(isOutage(breaker, now, breakerPolicy)).toBe(does !== 'success');
          if (does === 'failure') seen.reopened++;
          lease = undefined;
        }
        const answer = does === 'ask' ? ask(breaker, who, now) : undefined;
        if (answer?.admits === 'all') expect(isOutage(breaker, now, breakerPolicy)).toBe(false);
        if (answer?.admits !== 'one') continue;
        expect(now).toBeGreaterThanOrEqual(breaker?.openUntil ?? Infinity);
        if (lease && lease.owner !== who) expect(now - lease.since).toBeGreaterThanOrEqual(PAUSE);
        breaker = answer.breaker;
        lease = { owner: who, since: now };
        seen.leases++;
      }
    }),
    { numRuns: 1000 },
  );
  expect(Math.min(seen.leases, seen.reopened)).toBeGreaterThan(100);
});
