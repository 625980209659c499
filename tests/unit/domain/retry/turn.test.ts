import { describe, expect, it } from 'vitest';
import type { Slot, SlotState } from '../../../../shared/domain/retry/ledger-view.ts';
import type { Situation } from '../../../../shared/domain/retry/situation.ts';
import { turnOf } from '../../../../shared/domain/retry/turn.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { row, situation } from './given.ts';
import type { Draft } from './given.ts';

const turn = (change?: (it: Draft<Situation>) => void) => turnOf(situation(change), AT);
const record = (used: number, slot?: Partial<Slot>): Draft<Situation['ledger']['record']> => ({
  version: 1,
  used,
  ...(slot && { slot: { number: used, state: 'reserved', seen: 'attempt-1', tries: 1, ...slot } }),
});

describe('the next slot', () => {
  it('is the first for a stage that nobody has retried', () => {
    expect(turn()).toEqual({ is: 'free', slot: 1, paid: false });
  });

  it.each<[string, (it: Draft<Situation>) => void]>([
    ['the ledger', (it) => (it.ledger.record = record(2))],
    [
      'the rows of its actions',
      (it) => it.attempts.push(row({ actionExecutionId: '2' }), row({ actionExecutionId: '3' })),
    ],
    [
      'its state',
      (it) => {
        const [build] = it.state.stages;
        if (build) [build.manualRetries, build.automaticRetries] = [1, 1];
      },
    ],
  ])('comes after the retries that any of them counts: %s', (_what, change) => {
    expect(turn(change)).toEqual({ is: 'free', slot: 3, paid: false });
  });

  it('does not count what the state says of another execution, or in PARALLEL mode', () => {
    const retried = (it: Draft<Situation>) => {
      const [build] = it.state.stages;
      if (build) [build.manualRetries, build.executionId] = [2, 'another'];
    };

    expect(turn(retried)).toEqual({ is: 'free', slot: 1, paid: false });
    expect(
      turn((it) => {
        const [build] = it.state.stages;
        if (build) build.manualRetries = 2;
        it.definition.mode = 'PARALLEL';
      }),
    ).toEqual({ is: 'free', slot: 1, paid: false });
  });
});

describe('a slot that is planned', () => {
  const planned = (used: number, number: number, seen: string | undefined, rows = [row()]) =>
    turn((it) => {
      it.attempts = rows;
      it.ledger.record = record(used, { state: 'planned', number, seen, dueAt: AT + MINUTE });
    });

  it('keeps its time', () => {
    expect(planned(0, 1, 'attempt-1')).toEqual({ is: 'free', slot: 1, paid: false, dueAt: AT + MINUTE });
  });

  it('once more, after it was reserved and found the service busy, has paid', () => {
    expect(planned(1, 1, 'attempt-1')).toEqual({ is: 'free', slot: 1, paid: true, dueAt: AT + MINUTE });
  });

  it('loses it where somebody has retried since', () => {
    const rows = [row(), row({ actionExecutionId: 'attempt-2', startedAt: AT })];

    expect(planned(0, 1, 'attempt-1', rows)).toEqual({ is: 'free', slot: 2, paid: false });
    expect(planned(1, 2, 'attempt-1', rows)).toEqual({ is: 'free', slot: 2, paid: false });
    expect(planned(0, 1, undefined)).toEqual({ is: 'free', slot: 1, paid: false });
  });
});

describe('a slot that is planned without being the next', () => {
  it('is passed over', () => {
    const planned = (used: number, number: number) =>
      turn((it) => (it.ledger.record = record(used, { state: 'planned', number, dueAt: AT })));

    expect(planned(2, 1)).toEqual({ is: 'free', slot: 3, paid: false });
    expect(planned(0, 3)).toEqual({ is: 'free', slot: 1, paid: false });
  });
});

describe('a slot that is reserved or called', () => {
  const held = (slot: Partial<Slot>, change: (it: Draft<Situation>) => void = () => undefined) =>
    turn((it) => {
      it.ledger.record = record(1, slot);
      change(it);
    });
  const states: readonly SlotState[] = ['reserved', 'called'];

  it.each(states)('belongs to whoever did it until its time is up: %s', (state) => {
    expect(held({ state, until: AT + 1 })).toEqual({ is: 'taken', slot: 1, until: AT + 1 });
    expect(held({ state, until: AT + 1, seen: 'older' })).toMatchObject({ is: 'taken' });
  });

  it.each(states)('may then be taken over, if the stage stands as it stood: %s', (state) => {
    expect(held({ state, until: AT })).toEqual({ is: 'free', slot: 1, paid: true });
    expect(held({ state })).toEqual({ is: 'free', slot: 1, paid: true });
  });

  it.each<[string, Partial<Slot>, (it: Draft<Situation>) => void]>([
    ['the rows', { seen: 'older' }, () => undefined],
    [
      'the state',
      {},
      (it) => {
        const [build] = it.state.stages;
        if (build) build.manualRetries = 1;
      },
    ],
  ])('is used once its retry shows in %s', (_where, slot, change) => {
    expect(held({ ...slot, until: AT }, change)).toEqual({ is: 'free', slot: 2, paid: false });
  });
});

describe('a slot that is settled', () => {
  it('counts, whatever the count beside it says', () => {
    const odd = record(0, { number: 2, state: 'settled', seen: 'older' });

    expect(turn((it) => (it.ledger.record = odd))).toEqual({ is: 'free', slot: 3, paid: false });
  });

  it('answers the failure that it was used for', () => {
    expect(turn((it) => (it.ledger.record = record(1, { state: 'settled' })))).toEqual({
      is: 'answered',
      slot: 1,
    });
  });

  it('is followed by the next one for a newer failure', () => {
    expect(turn((it) => (it.ledger.record = record(1, { state: 'settled', seen: 'older' })))).toEqual({
      is: 'free',
      slot: 2,
      paid: false,
    });
  });
});
