import { createHash } from 'node:crypto';
import { SEVERITIES } from '../shared/domain/settings.ts';

/** @import { Configuration } from '../shared/schemas/configuration.ts' */

/**
 * A subscription for each e-mail address.
 * @param {Pick<Configuration, 'email' | 'topic'>} configuration
 * @returns {Record<string, object>}
 */
export function subscriptionResources({ email, topic }) {
  const TopicArn = topic.arn ?? { Ref: 'Topic' };
  return Object.fromEntries(
    subscribersOf(email).map(({ address, policy }) => [
      `EmailSubscription${idOf(address)}`,
      subscription({ TopicArn, Endpoint: address, ...policy }),
    ]),
  );
}

/**
 * One more for each address that has a filter policy, without one.
 * @param {Pick<Configuration, 'email'>} configuration
 * @param {unknown} TopicArn
 * @returns {Record<string, object>}
 */
export function alarmSubscriptions({ email }, TopicArn) {
  return Object.fromEntries(
    subscribersOf(email)
      .filter(({ policy }) => policy !== undefined)
      .map(({ address }) => [
        `AlarmSubscription${idOf(address)}`,
        subscription({ TopicArn, Endpoint: address }),
      ]),
  );
}

/** @param {Configuration['email']} email */
function subscribersOf({ addresses, severities, subscriptions }) {
  const all = [
    ...addresses.map((address) => ({ address, severities, pipelines: [], owners: [], kinds: [] })),
    ...subscriptions,
  ];
  return all.map(({ address, ...wanted }) => ({ address, policy: policyOf({ severities, ...wanted }) }));
}

/** @param {object} properties */
function subscription(properties) {
  return { Type: 'AWS::SNS::Subscription', Properties: { ...properties, Protocol: 'email' } };
}

/**
 * A filter policy wants every key that it names: without the last entry of each list a message without an owner would be
 * lost. Alarms carry no attributes at all, and have infra/alarm-topic.js besides. Reports are wanted whatever their
 * severity, unless other kinds are asked for, or only some pipelines: a digest is for everybody, and about all pipelines. https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html
 * @param {Omit<Configuration['email']['subscriptions'][number], 'address'>} wanted
 */
function policyOf({ severities, pipelines, owners, kinds }) {
  const lists = {
    severity: severities?.length === SEVERITIES.length ? [] : (severities ?? []),
    pipeline: pipelines.map(matcherOf),
    owner: owners,
    kind: kinds,
  };
  const named = Object.entries(lists).filter(([, values]) => values.length > 0);
  if (named.length === 0) return undefined;
  const all = Object.fromEntries(named.map(([key, values]) => [key, [...values, { exists: false }]]));
  const { severity, ...others } = all;
  if (severity === undefined || kinds.length + pipelines.length > 0) return { FilterPolicy: all };
  return { FilterPolicy: { ...others, $or: [{ severity }, { kind: ['report', { exists: false }] }] } };
}

/** @param {string} name */
function matcherOf(name) {
  if (name.startsWith('*')) return { suffix: name.slice(1) };
  return name.endsWith('*') ? { prefix: name.slice(0, -1) } : name;
}

/**
 * Of the address and not of its place in the list: else who stands behind one that is removed would have to confirm again.
 * @param {string} address
 */
function idOf(address) {
  return createHash('sha256').update(address).digest('hex').slice(0, 8);
}
