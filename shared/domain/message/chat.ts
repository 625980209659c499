import type { Report } from '../report/report.ts';
import { cut, sentence } from '../text.ts';
import type { Line, Wording } from '../wording/word.ts';
import { speaker } from '../wording/speak.ts';
import type { Language } from '../settings.ts';
import { code, fitting, lengthOf, MAX_DESCRIPTION, MAX_TITLE, plain } from './markdown.ts';

const MAX_KEYWORD = 60;

/** Lines whose words are ours alone; every other value is text from outside and goes into a code span. */
const OWN_WORDS: readonly Line['name'][] = [
  'when',
  'cause',
  'advice',
  'definition',
  'since',
  'run',
  'next',
  'retry',
  'rollback',
  'healed',
  'missing',
];
const NEXT_STEPS: readonly Line['name'][] = ['next', 'retry', 'rollback'];

/**
 * The custom notification of Amazon Q Developer in chat applications, for Slack and Teams:
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatBody(report: Report, { headline, lines, links }: Wording, language: Language): string {
  const speak = speaker(language);
  const facts = lines
    .filter(({ name }) => !NEXT_STEPS.includes(name))
    .flatMap(({ name, label, value, below = [] }) => {
      const safe = OWN_WORDS.includes(name) ? plain(value) : code(value);
      return [speak('label.line', { label: `*${label}*`, value: safe }), ...below.map(code)];
    });
  const pages = fitting(
    links.map(({ label, url }) => speak('label.line', { label, value: url })),
    MAX_DESCRIPTION / 2,
  );
  const next = lines.flatMap(({ name, value, below = [] }) =>
    NEXT_STEPS.includes(name) ? [sentence(plain(value)), ...below.map(code)] : [],
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
      description: [...fitting(facts, MAX_DESCRIPTION - lengthOf(pages)), ...pages].join('\n'),
      ...(next.length === 0 ? {} : { nextSteps: next }),
      keywords: keywords.map((word) => cut(plain(word), MAX_KEYWORD)),
    },
    metadata: {
      threadId: plain(report.runId),
      summary: cut(plain(headline), MAX_TITLE),
      eventType: `${report.kind}.${plain(report.state)}`,
    },
  });
}
