import { redact } from './redaction/redact.ts';
import { asRead, withoutEscapes } from './redaction/visible.ts';

/** Text from outside (commit messages, summaries, names) is hostile until it went through `clean`. */

/** The mark at the place where a text was cut. */
export const CUT_MARK = '…';

const BREAKS_AND_CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** A short text may hide far more than it shows: blanks, escapes, a key that is redacted. */
const MIN_LOOKED_AT = 1024;
let segmenter: Intl.Segmenter | undefined;

/** One clean line of at most `max` characters: no control, direction or invisible characters, no broken surrogates. */
export function clean(text: string, max: number): string {
  // Cut roughly first, so that a huge text costs no more than a long one.
  const bounded = text.slice(0, max * 8 + 64);
  const line = oneLine(withoutEscapes(bounded)).trim();
  return text.length > bounded.length ? cut(`${line}${CUT_MARK}`, max) : cut(line, max);
}

/** The same as `clean` for what people and programs write: no secrets, and no domains of e-mail addresses. */
export function cleanProse(text: string, max: number): string {
  const bounded = text.slice(0, Math.max(MIN_LOOKED_AT, max * 8 + 64));
  const line = oneLine(asRead(bounded));
  // Half a secret is not recognised as one: the word in which the text was cut goes, and the last cut comes last.
  const whole =
    text.length > bounded.length ? `${line.slice(0, line.lastIndexOf(' ') + 1)}${CUT_MARK}` : line;
  return cut(redact(whole).trim(), max);
}

/** At most `max` characters, cut between characters as people see them, with a mark in place of what is gone. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // Made when first needed: it costs every start 15 ms, and most texts are short.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let kept = '';
  for (const { segment } of segmenter.segment(text)) {
    if (kept.length + segment.length > max - CUT_MARK.length) break;
    kept += segment;
  }
  return `${kept}${CUT_MARK}`;
}

/** Printable ASCII of at most `max` characters, cut in the middle, so that names that differ at the end stay apart. */
export function cutMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = Math.ceil((max - 2) / 2);
  return `${text.slice(0, head)}..${text.slice(text.length - (max - 2 - head))}`;
}

/** Printable ASCII only, each other character replaced by a question mark: what an SNS subject may hold. */
export function ascii(text: string): string {
  return text.replace(/[^\u0020-\u007E]/gu, '?');
}

/** Text that begins with a capital, as a line of its own does. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function oneLine(text: string): string {
  return text.toWellFormed().replace(BREAKS_AND_CONTROLS, ' ');
}
