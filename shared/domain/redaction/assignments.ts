import { isMention, isOfSentence } from './mention.ts';
import type { Named } from './mention.ts';
import { ASSIGNMENT, OPTIONS, SIGN } from './names.ts';
import { isPlaceholder, isProse } from './placeholders.ts';
import { MARK } from './tokens.ts';
import { valueAt } from './value.ts';
import type { Within } from './value.ts';

const MAX_PLACEHOLDER = 200;
const SCHEME =
  /\\{0,4}["'`]?(?:(?:bearer|basic|token|digest|negotiate|ntlm|api-?key|key|bot|aws4-hmac-sha256)(?:\s|%20|\+){1,4}|[A-Za-z][\w-]{1,30}\s{1,4}(?:(?=\[REDACTED\])|(?=\S{16})(?=\D{0,80}\d)))/iy;
/** How much of what is around a name tells how it is meant. */
const AROUND = 80;

/** Redacts the values of names such as DB_PASSWORD, "clientSecret" or --token, however they are assigned. */
export function redactAssignments(text: string): string {
  if (!SIGN.test(text)) return text;
  const assigned = redactAfter(text, ASSIGNMENT, valueOf);
  return OPTIONS.reduce(
    (line, option) => redactAfter(line, option, (match) => spanAt(match.input, ends(match), 'text')),
    assigned,
  );
}

type Found = { readonly start: number; readonly end: number } | undefined;

/** Puts the mark in place of what follows each lead; each character is looked at once. */
function redactAfter(text: string, lead: RegExp, find: (match: RegExpExecArray) => Found): string {
  let result = '';
  let done = 0;
  lead.lastIndex = 0;
  for (let match = lead.exec(text); match; match = lead.exec(text)) {
    const found = find(match);
    if (found === undefined) continue;
    result += text.slice(done, found.start) + MARK;
    done = found.end;
    lead.lastIndex = done;
  }
  return done === 0 ? text : result + text.slice(done);
}

function valueOf(match: RegExpExecArray): Found {
  const { input: text, index } = match;
  const from = ends(match);
  const before = text.slice(Math.max(0, index - AROUND), index);
  const name = match.groups as Pick<Named, 'word' | 'close' | 'separator'>;
  const named = { ...name, before, after: text.slice(from, from + AROUND) };
  if (isMention(named)) return undefined;
  if (named.separator === '>') return elementAt(text, from);
  SCHEME.lastIndex = from;
  if (/^authorization$/iu.test(named.word) && SCHEME.test(text)) {
    return spanAt(text, SCHEME.lastIndex, 'text');
  }
  return spanAt(text, from, withinOf(before), isOfSentence(named));
}

/** What stands between `<password>` and `</password>`. */
function elementAt(text: string, from: number): Found {
  const end = text.indexOf('<', from);
  return end > from && text.startsWith('</', end) ? { start: from, end } : undefined;
}

function spanAt(text: string, from: number, within: Within, isOfSentence = false): Found {
  const span = valueAt(text, from, within);
  const length = span.end - span.start;
  if (length === 0) return undefined;
  // A long value is a secret: what is passed over here is looked at again, and that has to cost little.
  if (length > MAX_PLACEHOLDER) return span;
  const value = text.slice(span.start, span.end);
  if (isPlaceholder(value)) return undefined;
  const word = text.slice(from, from + MAX_PLACEHOLDER).replace(/\s.*/su, '');
  const goesOn = !span.quoted && (isPlaceholder(word) || (isOfSentence && isProse(word)));
  return goesOn ? undefined : span;
}

function withinOf(before: string): Within {
  if (/[?&][\w.%-]{0,60}$/u.test(before)) return 'query';
  return /;\s?[\w.-]{0,60}$/u.test(before) ? 'connection-string' : 'text';
}

function ends(match: RegExpExecArray): number {
  return match.index + match[0].length;
}
