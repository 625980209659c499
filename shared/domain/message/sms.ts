import { ago, placeOf, reasonOf } from '../wording/word.ts';
import type { Wording } from '../wording/word.ts';
import { speaker } from '../wording/speak.ts';
import type { Report } from '../report/report.ts';
import type { Language } from '../settings.ts';
import { cut, cutMiddle } from '../text.ts';
import { cutEnd, gsm, MAX_GSM_CHARACTERS, MAX_UCS2_CHARACTERS, withoutEmoji } from './gsm.ts';

const MAX_NAME = 36;
const MAX_PLACE = 44;

/** One part of a text message without emoji: at most 140 GSM characters in English, 70 characters in Chinese. */
export function smsBody(report: Report, wording: Wording, language: Language): string {
  const speak = speaker(language);
  const { ending } = wording;
  if (language === 'zh-CN') {
    const text = withoutEmoji(`${wording.headline}${whyOf(report, speak, '：')}`);
    return `${cut(text, MAX_UCS2_CHARACTERS - ending.length)}${ending}`;
  }
  const place = placeOf(report);
  const name = cutMiddle(gsm(report.name), MAX_NAME);
  const at = place === undefined ? '' : ` at ${cutMiddle(gsm(place), MAX_PLACE)}`;
  const headline = gsm(speak(`headline.${report.headline}`, { name, state: gsm(report.state) }));
  const what = ago(`${headline}${at}`, report, speak, language);
  return `${cutEnd(`${what}${gsm(whyOf(report, speak, ': '))}`, MAX_GSM_CHARACTERS - ending.length)}${ending}`;
}

/** The kind of the cause where it is known, else the reason that the service gives. */
function whyOf(report: Report, speak: ReturnType<typeof speaker>, separator: string): string {
  const result = report.failedActions[0]?.result;
  const kind = report.diagnosis?.cause.kind ?? 'unknown';
  const given = result === undefined ? undefined : reasonOf(result, speak);
  const reason = kind === 'unknown' ? given : speak(`kind.${kind}`);
  // What follows begins with a full stop of its own.
  return reason === undefined ? '' : `${separator}${reason.replace(/[.。]$/u, '')}`;
}
