import type { Report } from '../report/report.ts';
import { cut } from '../text.ts';
import type { Line, Wording } from '../wording/word.ts';
import { speaker } from '../wording/speak.ts';
import type { Language } from '../settings.ts';

const MAX_TITLE = 250;
const MAX_DESCRIPTION = 8000;
const MAX_KEYWORD = 60;

/** Lines whose words are ours alone; every other value is text from outside and goes into a code span. */
const OWN_WORDS: readonly Line['name'][] = ['when', 'since', 'run', 'next', 'missing'];

/**
 * The custom notification of Amazon Q Developer in chat applications, for Slack and Teams:
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatBody(report: Report, { headline, lines, links }: Wording, language: Language): string {
  const speak = speaker(language);
  const facts = lines
    .filter(({ name }) => name !== 'next')
    .map(({ name, label, value }) => {
      const safe = OWN_WORDS.includes(name) ? plain(value) : code(value);
      return speak('label.line', { label: `*${label}*`, value: safe });
    });
  const pages = links.map(({ label, url }) => speak('label.line', { label, value: url }));
  const next = lines.flatMap(({ name, value, command }) =>
    name === 'next' ? [sentence(plain(value)), ...(command === undefined ? [] : [code(command)])] : [],
  );
  const keywords = [report.name, report.state, report.severity, report.stage].filter(
    (word) => word !== undefined,
  );
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: cut(`${report.emoji} ${plain(headline)}`, MAX_TITLE),
      description: cut([...facts, ...pages].join('\n'), MAX_DESCRIPTION),
      ...(next.length === 0 ? {} : { nextSteps: next }),
      keywords: keywords.map((word) => cut(plain(word), MAX_KEYWORD)),
    },
    metadata: {
      threadId: report.runId,
      summary: cut(plain(headline), MAX_TITLE),
      eventType: `${report.kind}.${plain(report.state)}`,
    },
  });
}

/** A line of its own begins with a capital. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Text in which nothing is markup, a mention or a link of its own. */
function plain(text: string): string {
  return text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('`', "'")
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/@(?=\w)/gu, '＠');
}

/** A code span: the text stays as it is, but can't end the span or mention anybody. */
function code(text: string): string {
  const harmless = text
    .replaceAll('`', "'")
    .replaceAll('<!', '‹!')
    .replaceAll('<@', '‹@')
    .replaceAll('<#', '‹#');
  return `\`${harmless}\``;
}
