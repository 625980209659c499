import { expect, it } from 'vitest';
import { found, ServiceError } from '../../../shared/domain/lookup.ts';

it('a look-up gives its value only where it was made and succeeded', () => {
  expect(found({ status: 'found', value: 7 })).toBe(7);
  expect(
    found({ status: 'missing', reason: 'denied', operation: 'codepipeline:ListPipelineExecutions' }),
  ).toBeUndefined();
  expect(found(undefined)).toBeUndefined();
});

it("a service's error names the operation and the code, and keeps the cause out of its message", () => {
  const error = new ServiceError('sns:Publish', 'InternalError', 'failed', new Error('a token'));

  expect(error.message).toBe('sns:Publish: InternalError');
  expect(error).toMatchObject({ name: 'ServiceError', code: 'InternalError', reason: 'failed' });
});
