import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  attemptKey,
  failureTime,
  newestOfEach,
  retriesByRows,
} from '../../../../shared/domain/retry/attempts.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { row } from './given.ts';

const first = row({ updatedAt: AT - 10 * MINUTE });
const second = row({ actionExecutionId: 'attempt-2' });
const lint = row({ action: 'Lint', actionExecutionId: 'lint-1', updatedAt: AT - MINUTE });

describe("a stage's newest attempts", () => {
  it('are one of each action, whatever the order of the rows', () => {
    expect(newestOfEach([second, lint, first])).toEqual([second, lint]);
    expect(newestOfEach([first, second, lint])).toEqual([second, lint]);
    expect(newestOfEach([])).toEqual([]);
  });

  it('are those that ended last, then those of the last id, where several began at once', () => {
    const later = row({ actionExecutionId: 'a', startedAt: first.startedAt, updatedAt: first.updatedAt + 1 });
    const twin = { ...first, actionExecutionId: 'attempt-0' };

    expect(newestOfEach([later, first])).toEqual([later]);
    expect(newestOfEach([first, later])).toEqual([later]);
    expect(newestOfEach([first, twin])).toEqual([first]);
    expect(newestOfEach([twin, first])).toEqual([first]);
  });

  it('have a key that is another one after each retry', () => {
    expect(attemptKey([first, lint])).toBe('attempt-1 lint-1');
    expect(attemptKey([first, lint, second])).toBe('attempt-2 lint-1');
    expect(attemptKey([])).toBe('');
  });

  it('have a key that neither the order of the rows nor an end changes', () => {
    const rows = fc.array(
      fc.record({ action: fc.constantFrom('A', 'B', 'C'), id: fc.nat(99), at: fc.nat(5) }).map((it) =>
        row({
          action: it.action,
          actionExecutionId: `${it.action}-${it.id}`,
          startedAt: AT + it.at,
          updatedAt: AT,
        }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, (them) => {
        const ended = them.map((it) => ({ ...it, status: 'Succeeded' }));
        expect(attemptKey(them.toReversed())).toBe(attemptKey(them));
        expect(attemptKey(ended)).toBe(attemptKey(them));
      }),
    );
  });

  it('say when the stage failed: when the last failed action ended', () => {
    expect(failureTime([first, lint])).toBe(AT - MINUTE);
    expect(failureTime([first, second, lint])).toBe(AT);
    expect(failureTime([first, row({ actionExecutionId: 'attempt-2', status: 'Succeeded' })])).toBe(
      -Infinity,
    );
    expect(failureTime([])).toBe(-Infinity);
  });
});

describe('the rows of a stage', () => {
  it.each([
    ['no row', [], 0],
    ['one attempt', [first], 0],
    ['parallel actions that failed together', [first, lint], 0],
    ['one retry of the failed action', [first, lint, second], 1],
    ['a retry of every action', [first, lint, second, { ...lint, actionExecutionId: 'lint-2' }], 1],
  ])('show how often it was retried: %s', (_what, rows, retries) => {
    expect(retriesByRows(rows)).toBe(retries);
  });
});
