import type { Report } from '../report/report.ts';
import type { Wording } from '../wording/word.ts';
import { speaker } from '../wording/speak.ts';
import type { Language } from '../settings.ts';

/** Plain text, one fact a line, that needs no fixed-width font. */
export function emailBody(report: Report, { headline, lines, links }: Wording, language: Language): string {
  const speak = speaker(language);
  const facts = lines.flatMap(({ label, value, below = [] }) => [
    speak('label.line', { label, value }),
    ...below.map((text) => `  ${text}`),
  ]);
  const pages = links.map(({ label, url }) => speak('label.line', { label, value: url }));
  return [`${report.emoji} ${headline}`, '', ...facts, ...pages].join('\n');
}
