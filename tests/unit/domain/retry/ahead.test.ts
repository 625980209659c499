import { describe, expect, it } from 'vitest';
import { isAhead, isBehind, isTorn } from '../../../../shared/domain/retry/ahead.ts';
import { AT } from '../../../support/facts.ts';
import { given, row } from './given.ts';
import type { Given } from './given.ts';

type Changes = (given: Given) => unknown;

const running = ({ build }: Given) => (build.status = 'InProgress');
const runningAction = ({ it: { attempts } }: Given) => attempts.splice(0, 1, row({ status: 'InProgress' }));
const parallel = ({ it: { definition } }: Given) => (definition.mode = 'PARALLEL');
const startedAt =
  (at: number, action = 'Compile') =>
  ({ it: { attempts } }: Given) =>
    attempts.push(row({ action, actionExecutionId: 'attempt-2', status: 'InProgress', startedAt: at }));

describe('the event of a failure is ahead of the service', () => {
  const ahead = (at: number | undefined, ...changes: readonly Changes[]) => isAhead(at, given(...changes).it);

  it('where the stage is still said to run, and nothing has started since', () => {
    expect(ahead(AT, running)).toBe(true);
    expect(ahead(AT, running, startedAt(AT + 999, 'Lint'))).toBe(true);
    expect(ahead(AT, running, startedAt(AT + 1000, 'Lint'))).toBe(false);
  });

  it('not where the service has retried it in the same second', () => {
    expect(ahead(AT, running, startedAt(AT))).toBe(false);
    expect(ahead(AT, running, startedAt(AT - 1))).toBe(true);
  });

  it('not where the stage has failed, or is another execution’s', () => {
    expect(ahead(AT)).toBe(false);
    expect(ahead(AT, running, ({ build }) => (build.executionId = 'another'))).toBe(false);
  });

  it('where the stage has failed, and its newest attempts are still said to run', () => {
    expect(ahead(AT, runningAction)).toBe(true);
    expect(ahead(AT, startedAt(AT - 1))).toBe(true);
    expect(ahead(AT, startedAt(AT))).toBe(false);
    // One has failed; what still runs beside it is no reason to doubt that.
    expect(ahead(AT, startedAt(AT - 1, 'Lint'))).toBe(false);
    expect(ahead(AT, runningAction, ({ build }) => (build.executionId = 'another'))).toBe(false);
  });

  it('in PARALLEL mode by the actions alone', () => {
    expect(ahead(AT, parallel, runningAction)).toBe(true);
    expect(ahead(AT, parallel)).toBe(false);
    // One action has failed, and another one is still said to run.
    expect(ahead(AT, parallel, startedAt(AT - 1, 'Lint'))).toBe(true);
  });

  it('for a try that is due where it shows what it showed when the try was planned', () => {
    const planned =
      (seen: string) =>
      ({ it: { ledger } }: Given) =>
        (ledger.record = { version: 1, used: 0, slot: { number: 1, state: 'planned', seen, tries: 1 } });

    expect(ahead(undefined, running, planned('attempt-1'))).toBe(true);
    expect(ahead(undefined, running, planned('attempt-0'))).toBe(false);
    expect(ahead(undefined, running)).toBe(false);
  });
});

describe('a later look is behind', () => {
  const behind = (decidedOn: Given, ...later: readonly Changes[]) =>
    isBehind(decidedOn.it, given(...later).it.state);

  it('where the stage runs again though nobody has retried it', () => {
    expect(behind(given(), running)).toBe(true);
    expect(behind(given(), running, ({ build }) => (build.manualRetries = 1))).toBe(false);
    expect(behind(given(running), running)).toBe(false);
    expect(behind(given())).toBe(false);
    expect(behind(given(), running, ({ build }) => (build.executionId = 'another'))).toBe(false);
  });
});

describe('a look is torn', () => {
  const torn = (...changes: readonly Changes[]) => isTorn(given(...changes).it);
  const retried = startedAt(AT + 1);

  it('where the attempts tell of a retry that the state does not count', () => {
    expect(torn(retried)).toBe(true);
    expect(torn(retried, ({ build }) => (build.manualRetries = 1))).toBe(false);
    expect(torn()).toBe(false);
  });

  it('not where the state is of another execution, or may be', () => {
    expect(torn(retried, ({ build }) => (build.executionId = 'another'))).toBe(false);
    expect(torn(retried, parallel)).toBe(false);
  });
});
