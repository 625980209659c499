import { expect, it } from 'vitest';
import { roleOf } from '../../../shared/domain/trigger.ts';

it.each([
  [
    "a role, without its session's name",
    'arn:aws:sts::111122223333:assumed-role/deployer/li.wei@example.com',
    'deployer',
  ],
  ['a role in China', 'arn:aws-cn:sts::111122223333:assumed-role/deployer/i-0abc', 'deployer'],
  [
    "single sign-on's role by the name that people know",
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Power_Users_0123456789abcdef/li.wei',
    'Power_Users',
  ],
  ['no user, whose name is a person', 'arn:aws:iam::111122223333:user/li.wei', undefined],
  ['nothing else', 'https://example.com/webhook', undefined],
  ['nothing', undefined, undefined],
])('who started a run by hand is told by %s', (_what, arn, role) => {
  expect(roleOf(arn)).toBe(role);
});
