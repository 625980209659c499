import { expect, it } from 'vitest';
import { planDecided } from '../../../../functions/retry/later.ts';
import type { Due } from '../../../../shared/domain/retry/situation.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { fakeLedger } from '../../../support/fake-ledger.ts';
import { run, situation } from '../../domain/retry/given.ts';

/** A slot whose second try is planned, and is planned again because of a try that is told. */
async function plannedFor(told: number | undefined) {
  const ledger = fakeLedger(() => AT).ledger;
  const slot = { number: 1, state: 'planned', seen: 'attempt-1', tries: 2, dueAt: AT + 2 * MINUTE } as const;
  await ledger.write(run, undefined, { used: 0, slot });
  const { record } = await ledger.read(run, { day: '', revision: '' }, 'unknown');
  const planned: Due[] = [];
  const plan = (due: Due, at: number) => {
    planned.push(due);
    return Promise.resolve(
      due.try === 2 ? { outcome: 'taken' as const, at: slot.dueAt } : { outcome: 'planned' as const, at },
    );
  };
  const decision = await planDecided(
    { ledger, now: () => AT, planner: () => Promise.resolve({ plan }) },
    situation((it) => (it.ledger.record = record)),
    { do: 'later', at: AT + 5 * MINUTE, slot: 1, of: 2, because: 'delay' },
    told === undefined ? undefined : { ...run, slot: 1, try: told },
  );
  return { decision, tried: planned.map((it) => it.try) };
}

it('a try that has just fired is over, and the next one is planned', async () => {
  expect(await plannedFor(2)).toMatchObject({ decision: { at: AT + 5 * MINUTE }, tried: [3] });
});

it('a try that lies ahead stays planned when the failure, or an earlier try, is told again', async () => {
  expect(await plannedFor(undefined)).toMatchObject({ decision: { at: AT + 2 * MINUTE }, tried: [2] });
  expect(await plannedFor(1)).toMatchObject({ decision: { at: AT + 2 * MINUTE }, tried: [2] });
});
