import { paginateListSubscriptionsByTopic, paginateListTopics, PublishCommand } from '@aws-sdk/client-sns';
import type { SNSClient } from '@aws-sdk/client-sns';

export type Language = 'en' | 'zh-CN';

const TEXT: Readonly<Record<Language, string>> = {
  en: 'This is a test message of Pipewatch. Nothing has happened, and nothing has to be done.',
  'zh-CN': '这是 Pipewatch 的测试消息。没有发生任何事情，也无需处理。',
};
const SUBJECT = '[Pipewatch] Test message';

/**
 * A topic by its ARN, or by its name among the topics of the Region, and after it the topic for alarms, if there is one
 * (infra/alarm-topic.js). Throws where the first is not there.
 */
export async function findTopics(
  client: SNSClient,
  { arn, name, alarms }: { arn?: string | undefined; name: string; alarms: string },
): Promise<readonly string[]> {
  const arns: string[] = [];
  for await (const { Topics = [] } of paginateListTopics({ client }, {}))
    arns.push(...Topics.flatMap(({ TopicArn }) => TopicArn ?? []));
  const named = (wanted: string) => arns.filter((it) => it.split(':').at(-1) === wanted);
  const [topic] = arn === undefined ? named(name) : [arn];
  if (topic !== undefined) return [topic, ...named(alarms)];
  throw new Error(
    `There is no topic ${name} in this Region. Give --stage and --region as at the deployment, and --topic if it had --param="topic=…".`,
  );
}

/**
 * Sends one message that says that it is a test, in the form of each protocol; without attributes, so that it
 * reaches whom alarms reach. Gives the message's id.
 */
export async function sendTestMessage(client: SNSClient, TopicArn: string, language: Language) {
  const text = TEXT[language];
  const document = JSON.stringify({ version: 1, source: 'pipewatch', kind: 'test', subject: SUBJECT, text });
  const chat = {
    version: '1.0',
    source: 'custom',
    content: { textType: 'client-markdown', title: SUBJECT, description: text },
  };
  const Message = JSON.stringify({
    default: text,
    https: JSON.stringify(chat),
    sqs: document,
    lambda: document,
  });
  const command = new PublishCommand({ TopicArn, Subject: SUBJECT, MessageStructure: 'json', Message });
  const { MessageId = '' } = await client.send(command);
  return MessageId;
}

/** The topic's subscriptions: how many are confirmed, and which still wait, as `email team@example.com`. */
export async function subscriptionsOf(client: SNSClient, TopicArn: string) {
  const waiting: string[] = [];
  let confirmed = 0;
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { SubscriptionArn, Protocol = '', Endpoint = '' } of Subscriptions) {
      if (SubscriptionArn === 'PendingConfirmation') waiting.push(`${Protocol} ${Endpoint}`);
      else confirmed += 1;
    }
  return { confirmed, waiting };
}
