/** Text from outside (commit messages, summaries, names) is hostile until it went through `clean`. */

/** The mark at the place where a text was cut. */
export const CUT_MARK = '…';

const INVISIBLE =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
// Terminal escapes first, else their letters would stay behind when the escape character goes.
const ESCAPES = /\u001B(?:\[[0-9;?]{0,32}[A-Za-z]|[@-Z\\-_])/gu;
const BREAKS_AND_CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
// The last label is letters, so that package@1.2.3 is no address; git@ is nobody's.
const MAIL_DOMAIN =
  /(?<=[^\s@<>()[\],;:])(?<!(?:^|[\s<>()[\]"',;:/])git)@(?:[\p{L}\p{N}_-]{1,63}\.){1,20}(?:[A-Za-z]{2,24}|\p{L}{2,24})/gu;
let segmenter: Intl.Segmenter | undefined;

/** One clean line of at most `max` characters: no control, direction or invisible characters, no broken surrogates. */
export function clean(text: string, max: number): string {
  // Cut roughly first, so that a huge text costs no more than a long one.
  const bounded = text.slice(0, max * 8 + 64);
  const line = bounded
    .toWellFormed()
    .replace(ESCAPES, '')
    .replace(INVISIBLE, '')
    .replace(BREAKS_AND_CONTROLS, ' ')
    .trim();
  return text.length > bounded.length ? cut(`${line}${CUT_MARK}`, max) : cut(line, max);
}

/** The same as `clean`, and `someone@example.com` becomes `someone`: addresses of people are never sent on. */
export function cleanProse(text: string, max: number): string {
  return clean(clean(text, max * 2).replace(MAIL_DOMAIN, ''), max);
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
