import { cutEnd, gsm, MAX_GSM_CHARACTERS, MAX_UCS2_CHARACTERS } from '../../message/gsm.ts';
import { fitting, MAX_DESCRIPTION, MAX_TITLE, plain } from '../../message/markdown.ts';
import type { Message } from '../../message/message.ts';
import type { Language, Settings } from '../../settings.ts';
import { ascii, cut, cutMiddle } from '../../text.ts';
import type { DoraReport } from '../report/report.ts';
import { periodOf, wordReport } from '../wording/word.ts';
import type { ReportWording } from '../wording/word.ts';
import { reportDocument } from './document.ts';

const MAX_SUBJECT_NAME = 50;
const MAX_DEFAULT_CHARACTERS = 500;

const EMOJI = { digest: '📊', 'got-worse': '📉', standing: '⏰', 'above-threshold': '⚠️' } as const;

/** Renders a report for every kind of subscriber; its lists are bounded, so that SNS takes it. */
export function renderReport(report: DoraReport, settings: Pick<Settings, 'language' | 'timeZone'>): Message {
  const { content, name, severity, window } = report;
  const wording = wordReport(report, settings);
  const state = content.event.toUpperCase().replace('-', '_');
  const { from, to } = periodOf(window);
  const id = `${content.event}-${to}`;
  const subject = `[${cutMiddle(ascii(name), MAX_SUBJECT_NAME)}] ${state}: ${from} to ${to}`;
  const text = `${EMOJI[content.event]} ${wording.headline}`;
  const document = reportDocument(report, state, id, subject, text);
  return {
    subject,
    bodies: {
      default: cut(text, MAX_DEFAULT_CHARACTERS),
      email: emailOf(text, wording),
      sms: smsOf(wording, settings.language),
      https: chatOf(text, wording, { name, state, severity, id }),
      sqs: document,
      lambda: document,
    },
    attributes: { pipeline: name, state, severity, kind: 'report' },
  };
}

/** Plain text that needs no fixed-width font. */
function emailOf(text: string, { sections }: ReportWording): string {
  return [text, ...sections.map(({ title, lines }) => [...titled(title), ...lines].join('\n'))].join('\n\n');
}

function smsOf({ headline }: ReportWording, language: Language): string {
  return language === 'zh-CN'
    ? cut(headline, MAX_UCS2_CHARACTERS)
    : cutEnd(gsm(headline), MAX_GSM_CHARACTERS);
}

/** The custom notification of Amazon Q Developer: https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html */
function chatOf(
  text: string,
  { headline, sections }: ReportWording,
  { name, state, severity, id }: Readonly<Record<'name' | 'state' | 'severity' | 'id', string>>,
): string {
  const lines = sections.flatMap(({ title, lines: own }) => [
    ...titled(title).map((it) => `*${plain(it)}*`),
    ...own.map(plain),
  ]);
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: cut(plain(text), MAX_TITLE),
      description: fitting(lines, MAX_DESCRIPTION).join('\n'),
      keywords: [plain(name), state, severity],
    },
    metadata: { threadId: id, summary: cut(plain(headline), MAX_TITLE), eventType: `report.${state}` },
  });
}

function titled(title: string | undefined): readonly string[] {
  return title === undefined ? [] : [title];
}
