import { describe, expect, it } from 'vitest';
import { subscriptionResources } from '../../../infra/subscriptions.js';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { accepts } from '../../support/filter-policy.ts';

interface Subscription {
  readonly Properties: {
    readonly Endpoint: string;
    readonly FilterPolicy?: Readonly<Record<string, readonly unknown[]>>;
  };
}

const subscriptions = (email: object) =>
  Object.values(subscriptionResources(readConfiguration({ email }))).map(
    (it) => (it as Subscription).Properties,
  );
const only = (wanted: object) => {
  const [it] = subscriptions({ subscriptions: [{ address: 'a@example.com', ...wanted }] });
  return it?.FilterPolicy ?? {};
};

const failure = {
  pipeline: 'checkout-pipeline',
  state: 'FAILED',
  severity: 'critical',
  kind: 'pipeline',
  owner: 'team-checkout',
};
/** CloudWatch gives its messages no attributes. */
const alarm = {};

describe('the addresses', () => {
  it('get the severities that config.yml wants, and what has none, such as alarms', () => {
    const email = { addresses: ['a@example.com', 'b@example.com'], severities: ['critical'] };
    const FilterPolicy = {
      $or: [{ severity: ['critical', { exists: false }] }, { kind: ['report', { exists: false }] }],
    };

    expect(subscriptions(email)).toMatchObject([
      { Endpoint: 'a@example.com', FilterPolicy },
      { Endpoint: 'b@example.com', FilterPolicy },
    ]);
  });

  it('keep their logical ids when another one goes: else they would have to be confirmed again', () => {
    const idsOf = (...addresses: readonly string[]) =>
      Object.keys(subscriptionResources(readConfiguration({ email: { addresses } })));

    expect(idsOf('a@example.com', 'b@example.com')).toEqual([
      ...idsOf('a@example.com'),
      ...idsOf('b@example.com'),
    ]);
  });

  it('get everything, without a policy, where every severity is wanted', () => {
    const email = { addresses: ['a@example.com'], severities: ['critical', 'info', 'warning'] };

    expect(subscriptions(email).map(({ FilterPolicy }) => FilterPolicy)).toEqual([undefined]);
  });

  it('of a subscription of their own get what it asks for', () => {
    expect(only({ severities: ['critical'], pipelines: ['billing', 'checkout-*', '*-prod'] })).toEqual({
      severity: ['critical', { exists: false }],
      pipeline: ['billing', { prefix: 'checkout-' }, { suffix: '-prod' }, { exists: false }],
    });
    expect(only({ owners: ['team-checkout'] })).toMatchObject({
      $or: [
        { severity: ['warning', 'critical', { exists: false }] },
        { kind: ['report', { exists: false }] },
      ],
    });
    expect(only({ kinds: ['approval'] })).toEqual({
      severity: ['warning', 'critical', { exists: false }],
      kind: ['approval', { exists: false }],
    });
  });
});

describe.each([
  [{}],
  [{ severities: ['critical'] }],
  [{ pipelines: ['billing'] }],
  [{ pipelines: ['billing-*', '*-prod'] }],
  [{ owners: ['team-checkout'] }],
  [{ kinds: ['approval', 'report'] }],
  [{ severities: ['info'], pipelines: ['billing'], owners: ['team-billing'], kinds: ['approval'] }],
])('a subscription with %o', (wanted) => {
  it('lets an alarm pass', () => {
    expect(accepts(only(wanted), alarm)).toBe(true);
  });
});

describe('a report', () => {
  const digest = { pipeline: 'ALL', state: 'REPORT', severity: 'info', kind: 'report' };

  it.each([
    [{}, true],
    [{ severities: ['critical'] }, true],
    [{ kinds: ['pipeline'] }, false],
    [{ pipelines: ['billing'], severities: ['info'] }, false],
    [{ owners: ['team-checkout'] }, true],
    [{ kinds: ['report'], severities: ['info'] }, true],
  ])(
    'is for everybody, whatever its severity, unless other kinds or some pipelines are asked for: %o',
    (wanted, passes) => {
      expect(accepts(only(wanted), digest)).toBe(passes);
    },
  );
});

describe('a message', () => {
  it.each([
    [{}, true],
    [{ severities: ['info'] }, false],
    [{ pipelines: ['checkout-pipeline'] }, true],
    [{ pipelines: ['checkout-*'] }, true],
    [{ pipelines: ['*-pipeline'] }, true],
    [{ pipelines: ['billing', 'check'] }, false],
    [{ owners: ['team-checkout'] }, true],
    [{ owners: ['team-billing'] }, false],
    [{ kinds: ['pipeline'] }, true],
    [{ kinds: ['approval'] }, false],
    [{ owners: ['team-checkout'], kinds: ['approval'] }, false],
  ])('passes what wants it, and nothing else: %o', (wanted, passes) => {
    expect(accepts(only(wanted), failure)).toBe(passes);
  });
});
