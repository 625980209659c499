import { expect, it } from 'vitest';
import { logStreamOf } from '../../../../shared/domain/diagnosis/log-stream.ts';

it('a log stream is known by its ARN, as a Commands action names it', () => {
  const arn = 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/codepipeline/shop:log-stream:run/1';

  expect(logStreamOf(arn)).toEqual({
    region: 'us-east-1',
    group: '/aws/codepipeline/shop',
    stream: 'run/1',
  });
});

it.each([
  undefined,
  'image-scan:4d7e1f90',
  'd-1A2B3C4D5',
  'arn:aws:logs:us-east-1:111122223333:log-group:only',
])('no other id is a log stream: %s', (id) => {
  expect(logStreamOf(id)).toBeUndefined();
});
