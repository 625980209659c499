import { parseDocument } from 'yaml';
import { AwsError } from './aws-error.ts';
import type { Input, Service } from './service.ts';

/** A message that the topic took. */
export interface Publication {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string | undefined;
  /** The body of each protocol that has one of its own, and `default`. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a subscriber of a protocol receives. */
export function bodyFor({ bodies }: Publication, protocol: string): string {
  return bodies[protocol] ?? bodies['default'] ?? '';
}

/** Who is subscribed to a topic; without an ARN of its own until it is confirmed. */
export interface Subscriber {
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
}

const PAGE = 100;
const MAX_BYTES = 262_144;
const TYPE = /^(?:String|String\.Array|Number|Binary)(?:\.[\w.-]+)?$/u;

/** Topics that refuse what SNS refuses: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function createSns() {
  const topics = new Set<string>();
  const publications: Publication[] = [];
  const subscribers = new Map<string, Subscriber[]>();
  const service: Service = {
    Publish: (input) => {
      const topicArn = text(input, 'TopicArn');
      if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(?:\.fifo)?$/u.test(topicArn))
        throw invalid('TopicArn');
      if (!topics.has(topicArn)) throw new AwsError('NotFound', 'Topic does not exist', 404);
      const message = text(input, 'Message');
      const attributes = attributesOf(input);
      if (message === '') throw invalid('Empty message');
      const bytes = Object.entries(attributes).flat().concat(message).join('');
      if (Buffer.byteLength(bytes) + 6 * Object.keys(attributes).length > MAX_BYTES)
        throw invalid('Message too long');
      const subject = input['Subject'] === undefined ? undefined : text(input, 'Subject');
      if (subject !== undefined && !/^[!-~][ -~]{0,99}$/u.test(subject)) throw invalid('Subject');
      const messageId = `00000000-0000-4000-8000-${String(publications.length + 1).padStart(12, '0')}`;
      publications.push({ messageId, topicArn, subject, bodies: bodiesOf(input, message), attributes });
      return { MessageId: messageId };
    },
    ListTopics: (input) => {
      const { items, ...next } = pageOf([...topics], input);
      return { Topics: items.map((TopicArn) => ({ TopicArn })), ...next };
    },
    ListSubscriptionsByTopic: (input) => {
      const TopicArn = text(input, 'TopicArn');
      if (!topics.has(TopicArn)) throw new AwsError('NotFound', 'Topic does not exist', 404);
      const { items, ...next } = pageOf(subscribers.get(TopicArn) ?? [], input);
      const Subscriptions = items.map(({ protocol, endpoint, confirmed }, index) => ({
        SubscriptionArn: confirmed ? `${TopicArn}:${String(index).padStart(12, '0')}` : 'PendingConfirmation',
        Protocol: protocol,
        Endpoint: endpoint,
        TopicArn,
      }));
      return { Subscriptions, ...next };
    },
  };
  return {
    service,
    publications,
    createTopic: (arn: string) => topics.add(arn),
    subscribe: (arn: string, ...more: readonly Subscriber[]) =>
      subscribers.set(arn, [...(subscribers.get(arn) ?? []), ...more]),
  };
}

/** A page of a list of SNS, which has no parameter for its length. */
function pageOf<Item>(items: readonly Item[], input: Input) {
  const from = Number(input['NextToken'] ?? 0);
  if (!Number.isInteger(from)) throw invalid('NextToken');
  const end = from + PAGE;
  return { items: items.slice(from, end), ...(end < items.length ? { NextToken: String(end) } : {}) };
}

function bodiesOf(input: Input, message: string): Record<string, string> {
  if (input['MessageStructure'] === undefined) return { default: message };
  if (input['MessageStructure'] !== 'json') throw invalid('MessageStructure');
  const parsed = parseObject(message);
  if (typeof parsed['default'] !== 'string') {
    throw invalid('Message Structure - No default entry in JSON message body');
  }
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function parseObject(message: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(message);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    // JSON.parse takes a key twice, SNS does not.
    if (isObject && parseDocument(message, { uniqueKeys: true }).errors.length === 0) return { ...parsed };
  } catch {
    // Answered below like every other text that is no JSON object.
  }
  throw invalid('Message Structure - JSON message body failed to parse');
}

function attributesOf(input: Input): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let n = 1; input[`MessageAttributes.entry.${n}.Name`] !== undefined; n++) {
    const at = `MessageAttributes.entry.${n}`;
    const [name, type] = [text(input, `${at}.Name`), text(input, `${at}.Value.DataType`)];
    const value = input[`${at}.Value.StringValue`];
    if (!/^(?!AWS\.|Amazon\.|\.)[\w.-]{1,256}(?<!\.)$/iu.test(name)) throw badAttribute(name, 'name');
    if (!TYPE.test(type)) throw badAttribute(name, 'type');
    if (typeof value !== 'string' || value === '') throw badAttribute(name, 'value');
    if (name in attributes) throw badAttribute(name, 'name');
    attributes[name] = value;
  }
  return attributes;
}

function text(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string') return value;
  throw invalid(name);
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

function badAttribute(name: string, part: string): AwsError {
  return new AwsError('ParameterValueInvalid', `The message attribute '${name}' has an invalid ${part}`);
}
