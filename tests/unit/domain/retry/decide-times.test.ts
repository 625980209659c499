import { describe, expect, it } from 'vitest';
import { delayOf } from '../../../../shared/domain/retry/delay.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { decided, nothingLeft, policyOf, row, run } from './given.ts';
import type { Given } from './given.ts';

describe('somebody else', () => {
  const hold = (state: 'planned' | 'reserved' | 'called', until: number) => (given: Given) =>
    (given.it.ledger.record = {
      version: 1,
      used: 2,
      slot: { number: 2, state, until, seen: 'attempt-1', tries: 1 },
    });
  const now = AT + 20 * MINUTE;

  it.each(['reserved', 'called'] as const)('who is at it is waited for: %s', (state) => {
    expect(decided(hold(state, now + MINUTE))).toEqual({ do: 'wait', until: now + MINUTE });
  });

  it('is waited for before anything is said to be used up, which may end in a rollback', () => {
    const permanent = (given: Given) => {
      nothingLeft(given);
      given.it.cause.class = 'permanent';
    };

    expect(decided(hold('called', now + MINUTE), permanent)).toMatchObject({ do: 'wait' });
  });

  it.each([
    ['who died before the call', 'reserved'],
    ['who died after a call without effect', 'called'],
    ['who found the service busy', 'planned'],
  ] as const)('%s leaves the slot, which has paid', (_who, state) => {
    const spent = ({ it }: Given) => ([it.ledger.spentToday, it.ledger.spentOnRevision] = [10, 3]);

    expect(decided(hold(state, now), spent)).toMatchObject({ do: 'retry', slot: 2, of: 2 });
  });

  it('who died with a slot that is not allowed any more leaves nothing', () => {
    const fewer = ({ policy }: Given) => (policy.retries = { transient: 1, unknown: 1, permanent: 0 });

    expect(decided(hold('called', now), fewer)).toEqual({ do: 'stop', reason: 'used-up' });
  });
});

describe('a retry comes', () => {
  const delay = delayOf(run, 'registry-rate-limit', 1, policyOf());
  const at = (now: number) => (given: Given) => (given.now = now);
  const later = (time: number, because = 'delay') => ({ do: 'later', at: time, slot: 1, of: 2, because });

  it('at its time, counted from the failure, or at once where that is less than ten seconds away', () => {
    expect(decided(at(AT + 1000))).toEqual(later(AT + delay));
    expect(decided(at(AT + delay - MINUTE))).toEqual(later(AT + delay));
    expect(decided(at(AT + delay - 10_001))).toMatchObject({ do: 'later' });
    expect(decided(at(AT + delay - 10_000))).toMatchObject({ do: 'retry' });
  });

  it('when it was planned, if that is later', () => {
    const plan = (dueAt: number) => (given: Given) =>
      (given.it.ledger.record = {
        version: 1,
        used: 0,
        slot: { number: 1, state: 'planned', seen: 'attempt-1', dueAt, tries: 2 },
      });
    const now = AT + 20 * MINUTE;

    expect(decided(plan(now + 4 * MINUTE))).toEqual(later(now + 4 * MINUTE));
    expect(decided(plan(now + 10_000))).toMatchObject({ do: 'retry' });
    expect(decided(plan(AT), at(AT))).toEqual(later(AT + delay));
  });

  it('in two minutes where an action still runs, then in four, eight and so on', () => {
    const busy = ({ it }: Given) => it.attempts.push(row({ action: 'Lint', status: 'InProgress' }));
    const tried =
      (tries: number) =>
      ({ it: { ledger } }: Given) =>
        (ledger.record = {
          version: 1,
          used: 0,
          slot: { number: 1, state: 'planned', seen: 'attempt-1', dueAt: AT, tries },
        });

    expect(decided(busy)).toEqual(later(AT + 22 * MINUTE));
    expect(decided(busy, tried(1))).toEqual(later(AT + 24 * MINUTE));
    expect(decided(busy, tried(4))).toEqual(later(AT + 52 * MINUTE));
  });

  it('not at all, if it would be too late by then', () => {
    const maxAge = (ms: number) => (given: Given) => (given.policy.maxAgeMs = ms);

    expect(decided(at(AT), maxAge(delay + 2 * MINUTE))).toEqual(later(AT + delay));
    expect(decided(at(AT), maxAge(delay + 2 * MINUTE - 1))).toEqual({ do: 'stop', reason: 'too-old' });
  });
});

describe('in an outage', () => {
  const now = AT + 20 * MINUTE;
  const open = (openUntil: number, lease?: { owner: string; until: number }) => (given: Given) =>
    (given.it.ledger.breaker = { version: 1, failures: {}, openUntil, lease });
  const at = (time: number) => (given: Given) => (given.now = time);

  it('a retry waits for the pause to end, and some more', () => {
    const decision = decided(open(now + 10 * MINUTE));

    expect(decision).toMatchObject({ do: 'later', slot: 1, of: 2, because: 'outage' });
    if (decision.do !== 'later') return;
    expect(decision.at).toBeGreaterThanOrEqual(now + 10 * MINUTE);
    expect(decision.at).toBeLessThan(now + 25 * MINUTE);
    expect(decided(open(now + 10 * MINUTE), at(decision.at))).toMatchObject({ do: 'retry' });
  });

  it('its own delay is told, where that is longer', () => {
    const long = ({ policy }: Given) => (policy.delaysMs = { 'registry-rate-limit': [60 * MINUTE] });

    expect(decided(at(AT), open(AT + MINUTE), long)).toMatchObject({ because: 'delay' });
  });

  it('a retry waits for the lease of another one, and goes on with its own', () => {
    expect(decided(open(now, { owner: 'other', until: now + 5 * MINUTE }))).toMatchObject({
      do: 'later',
      because: 'outage',
    });
    expect(decided(open(now, { owner: run.executionId, until: now + 5 * MINUTE }))).toMatchObject({
      do: 'retry',
    });
    expect(decided(open(now))).toMatchObject({ do: 'retry' });
  });

  it('a retry comes at the last moment, where the spread would be too late', () => {
    const last = AT + 118 * MINUTE;

    expect(decided(at(AT + 100 * MINUTE), open(last))).toEqual({
      do: 'later',
      at: last,
      slot: 1,
      of: 2,
      because: 'outage',
    });
    expect(decided(at(AT + 100 * MINUTE), open(last + 1))).toEqual({ do: 'stop', reason: 'outage' });
    const lease = { owner: 'other', until: AT + 130 * MINUTE };
    expect(decided(at(AT + 110 * MINUTE), open(AT, lease))).toMatchObject({ at: last, because: 'outage' });
    expect(decided(at(last), open(AT, lease))).toEqual({ do: 'stop', reason: 'outage' });
  });

  it('what is planned for the last moment, rounded up to a minute, stays planned when it is told again', () => {
    const planned = (dueAt: number) => (given: Given) =>
      (given.it.ledger.record = {
        version: 1,
        used: 0,
        slot: { number: 1, state: 'planned', seen: 'attempt-1', dueAt, tries: 5 },
      });
    const [now, dueAt] = [at(AT + 100 * MINUTE), AT + 119 * MINUTE];

    expect(decided(now, open(AT + 100 * MINUTE), planned(dueAt))).toMatchObject({ do: 'later', at: dueAt });
    expect(decided(now, open(AT + 100 * MINUTE), planned(dueAt + 1))).toMatchObject({ do: 'stop' });
  });
});

describe('in a long outage', () => {
  const now = AT + 40 * MINUTE;
  const openUntil = AT + 30 * MINUTE;
  const last = AT + 118 * MINUTE;
  const breaker = (until: number) => (given: Given) => {
    given.now = now;
    given.it.ledger.breaker = { version: 1, failures: {}, openUntil: until };
  };
  const tried = (slot: number, tries: number) => (given: Given) =>
    (given.it.ledger.record = {
      version: 1,
      used: slot - 1,
      slot: { number: slot, state: 'planned', seen: 'attempt-1', dueAt: now, tries },
    });

  it("a stage's last retry of several waits for others to find out, and its first is one to find out", () => {
    expect(decided(breaker(openUntil), tried(1, 1))).toMatchObject({ do: 'retry', slot: 1 });
    expect(decided(breaker(openUntil), tried(2, 1))).toMatchObject({
      do: 'later',
      slot: 2,
      because: 'outage',
    });
    expect(decided(breaker(openUntil), tried(2, 4))).toMatchObject({ do: 'retry', slot: 2 });
  });

  it('the last tries of a slot are spread over the time that is left', () => {
    const soon = now + 5 * MINUTE;

    expect(decided(breaker(soon), tried(1, 4))).toMatchObject({ do: 'later', at: last });
    expect(decided(breaker(soon), tried(1, 3))).toMatchObject({ at: now + (last - now) / 2 });
    const third = decided(breaker(soon), tried(1, 2));
    expect(third.do === 'later' && third.at).toBeLessThan(now + 21 * MINUTE);
  });
});
