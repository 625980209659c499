import * as z from 'zod/mini';
import { SEVERITIES } from '../domain/settings.ts';
import { listOf, oneOf, ownerName, section, text, whole } from './allowed.ts';

/** The values of the message attribute `kind`. */
export const MESSAGE_KINDS = ['pipeline', 'approval', 'deployment', 'build', 'retry', 'report'] as const;

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MAX_COMBINATIONS = 150;
/** So many filter policies a topic takes, and nearly every address has one. */
const MAX_ADDRESSES = 200;

const address = text(/^[^\s@<>,]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}$/u, 'an e-mail address');
const topicName = text(/^[A-Za-z0-9_-]{1,256}$/u, 'a topic name of letters, digits, _ and -');
const topicArn = text(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/u,
  "a standard topic's ARN, arn:<partition>:sns:<region>:<account>:<name>",
);
// SNS knows beginnings and ends, and nothing in between.
const filteredPipeline = text(
  /^(?:\*?[A-Za-z0-9.@_-]{1,100}|[A-Za-z0-9.@_-]{1,100}\*)$/u,
  'a pipeline name of letters, digits, . @ _ -, with * for anything at its beginning or its end',
);
const severities = listOf(oneOf(SEVERITIES), 'severities').check(z.minLength(1, 'at least one severity'));

const subscription = section({
  address,
  severities: z.optional(severities),
  pipelines: z._default(listOf(filteredPipeline, 'pipeline names', 50), []),
  owners: z._default(listOf(ownerName, 'owners', 50), []),
  kinds: z._default(listOf(oneOf(MESSAGE_KINDS), 'kinds'), []),
}).check(
  z.refine(
    (it) => combinationsOf(it) <= MAX_COMBINATIONS,
    `a subscription whose lists, each with one more, multiply to ${MAX_COMBINATIONS} at most`,
  ),
);

/**
 * Each list of a filter policy (infra/subscriptions.js) has one entry more, for messages that lack the attribute; where
 * neither pipelines nor kinds are named, there is a choice of two besides.
 */
function combinationsOf(lists: Readonly<Record<'pipelines' | 'owners' | 'kinds', readonly string[]>>) {
  const ofOthers = [lists.pipelines, lists.owners, lists.kinds].map(({ length }) => length + 1);
  const choice = lists.pipelines.length + lists.kinds.length === 0 ? 2 : 1;
  return ofOthers.reduce((product, length) => product * length, choice * SEVERITIES.length);
}

/** The section `email` of config.yml. */
export const emailSection = section({
  addresses: z._default(listOf(address, 'e-mail addresses'), []),
  severities: z._default(severities, ['warning', 'critical']),
  subscriptions: z._default(listOf(subscription, 'subscriptions', 100), []),
}).check(
  z.refine(({ addresses, subscriptions }) => {
    const all = [...addresses, ...subscriptions.map((it) => it.address)];
    return new Set(all).size === all.length;
  }, 'each address once: SNS has one subscription for it'),
  z.refine(
    ({ addresses, subscriptions }) => addresses.length + subscriptions.length <= MAX_ADDRESSES,
    `${MAX_ADDRESSES} addresses at most, since a topic takes no more filter policies; a mailing list reaches more people`,
  ),
);

/** The section `chat`: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Chatbot.html */
export const chatSection = section({
  slack: z.optional(
    section({
      workspaceId: text(/^[0-9A-Z]{1,255}$/u, "a Slack workspace's id, such as T0123ABCDEF"),
      channelId: text(/^[0-9A-Z]{1,255}$/u, "a Slack channel's id, such as C0123ABCDEF"),
    }),
  ),
  teams: z.optional(
    section({
      teamId: uuid('team'),
      tenantId: uuid('tenant'),
      // The service takes it encoded, as in a link, and in no other form.
      channelId: text(
        /^(?=.{1,255}$)[\w=+/.,-]*%3[aA][\w=+/.,-]*%40[\w=+/.,-]*$/u,
        "a Teams channel's id as its link has it, such as 19%3Aabc%40thread.tacv2",
      ),
    }),
  ),
});

function uuid(what: string) {
  return text(
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu,
    `a ${what}'s id of Microsoft 365, a UUID as in a channel's link`,
  );
}

/** The section `topic`. */
export const topicSection = section({
  name: z.optional(topicName),
  arn: z.optional(topicArn),
  encrypted: z._default(z.boolean('true or false'), true),
}).check(
  z.refine(({ name, arn }) => name === undefined || arn === undefined, 'either a name or an arn, not both'),
);

/** The section `alarms`. */
export const alarmsSection = section({ daysWithoutEvents: z._default(whole(0, 7), 4) });
