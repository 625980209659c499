import { expect, it } from 'vitest';
import { revisionOf } from '../../../../shared/domain/retry/revision.ts';

it('the revisions of an execution are one text, whatever their order', () => {
  const changes = [{ revision: 'b2' }, { revision: 'a1' }];

  expect(revisionOf(changes, 'run')).toBe('a1 b2');
  expect(revisionOf(changes.toReversed(), 'run')).toBe('a1 b2');
});

it('an execution without revisions counts by itself', () => {
  expect(revisionOf([], 'run')).toBe('run');
});
