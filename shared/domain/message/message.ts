import type { Report } from '../report/report.ts';
import { cut } from '../text.ts';
import { placeOf, word } from '../wording/word.ts';
import type { WordingSettings } from '../wording/word.ts';
import { chatBody } from './chat.ts';
import { documentBody } from './document.ts';
import { emailBody } from './email.ts';
import { isSmallEnough, shortened } from './limit.ts';
import { smsBody } from './sms.ts';
import { subjectOf } from './subject.ts';

/** One publish: a body for each protocol, and the attributes that filter policies look at. */
export interface Message {
  readonly subject: string;
  readonly bodies: Readonly<Record<'default' | 'email' | 'sms' | 'https' | 'sqs' | 'lambda', string>>;
  readonly attributes: Readonly<Record<string, string>>;
}

const MAX_DEFAULT_CHARACTERS = 500;

/** Renders a report for every kind of subscriber, with its texts cut where SNS would not take the whole. */
export function render(report: Report, settings: WordingSettings): Message {
  const message = renderWhole(report, settings);
  return isSmallEnough(message) ? message : renderWhole(shortened(report), settings);
}

function renderWhole(report: Report, settings: WordingSettings): Message {
  const wording = word(report, settings);
  const subject = subjectOf(report, placeOf(report));
  const text = `${report.emoji} ${wording.headline}`;
  const document = documentBody(report, subject, text);
  const { language } = settings;
  return {
    subject,
    bodies: {
      default: cut(
        [text, wording.links[0]?.url].filter((part) => part !== undefined).join('\n'),
        MAX_DEFAULT_CHARACTERS,
      ),
      email: emailBody(report, wording, language),
      sms: smsBody(report, wording, language),
      https: chatBody(report, wording, language),
      sqs: document,
      lambda: document,
    },
    attributes: {
      pipeline: report.name,
      state: report.state,
      severity: report.severity,
      kind: report.kind,
      ...causeOf(report),
      ...(report.owner === undefined ? {} : { owner: report.owner }),
    },
  };
}

/** What is not known is no attribute: a filter policy would take it for a kind of its own. */
function causeOf({ diagnosis }: Report): Readonly<Record<string, string>> {
  const kind = diagnosis?.cause.kind ?? 'unknown';
  return kind === 'unknown' ? {} : { cause: kind };
}
