/** Where a value ends in the middle of a line, as shells, JSON, YAML, queries and connection strings write it. */

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** What else ends a bare value beside a blank. */
export type Within = 'text' | 'query' | 'connection-string';

const OPENING = /(?:[bru$@]|)\\{0,8}["'`]/y;
/** How a shell writes a quote inside of quotes, also in JSON: 'it'\''s' and 'it'"'"'s'. */
const GLUE = /'(?:\\{1,4}'|\\{0,4}"'\\{0,4}")'/y;
const CLOSING = /\\{0,8}["'`](?=[\s,;:)\]}>&|]|$)/u;
const BARE: Readonly<Record<Within, RegExp>> = {
  text: /\S*/y,
  query: /[^\s&#]*/y,
  'connection-string': /[^\s;]*/y,
};
/** What may follow a value, and what makes it a part of the value where that is in it. */
const OPENERS: Readonly<Record<string, string>> = { ',': '', ';': '', ')': '(', ']': '[', '}': '{' };
const MAX_PUNCTUATION = 8;
/** How far back a quote may have been opened, in characters. */
const REACH = 2000;

/** The value that begins at `from`: inside of its quotes, else up to a blank; an open quote goes to the line's end. */
export function valueAt(text: string, from: number, within: Within): Span {
  const start = endOf(OPENING, text, from);
  if (start > from) {
    const depth = text.slice(from, start).split('\\').length - 1;
    return { start, end: endOfQuoted(text, start, text.charAt(start - 1), depth), quoted: true };
  }
  const bare = text.slice(from, endOf(BARE[within], text, from));
  const closing = CLOSING.exec(bare);
  const value = closing && isOpenAt(text, from, closing[0]) ? bare.slice(0, closing.index) : bare;
  return { start: from, end: from + withoutPunctuation(value), quoted: false };
}

/** Whether such a quote, with as many backslashes, was opened before: else it is a part of the value. */
function isOpenAt(text: string, from: number, mark: string): boolean {
  const quote = mark.charAt(mark.length - 1);
  let open = false;
  const start = Math.max(0, from - REACH);
  for (let at = text.indexOf(quote, start); at >= 0 && at < from; at = text.indexOf(quote, at + 1)) {
    if (slashesBefore(text, at, start) === mark.length - 1) open = !open;
  }
  return open;
}

/** How long a value is without what closes something around it. */
function withoutPunctuation(value: string): number {
  let end = value.length;
  while (end > value.length - MAX_PUNCTUATION) {
    const opener = OPENERS[value.charAt(end - 1)];
    if (opener === undefined || (opener !== '' && value.includes(opener))) break;
    end -= 1;
  }
  return end;
}

/** A quote closes where it has no more backslashes before it than the opening one. */
function endOfQuoted(text: string, start: number, quote: string, depth: number): number {
  for (let at = text.indexOf(quote, start); at >= 0; at = text.indexOf(quote, at + 1)) {
    const glued = endOf(GLUE, text, at);
    const slashes = slashesBefore(text, at, start);
    if (glued > at) at = glued - 1;
    else if (slashes <= depth || (depth === 0 && slashes % 2 === 0)) return at - Math.min(slashes, depth);
  }
  return text.length;
}

function slashesBefore(text: string, at: number, start: number): number {
  let count = 0;
  while (at - count > start && text.charAt(at - count - 1) === '\\') count += 1;
  return count;
}

/** Where a match that begins at `at` ends; `at` where there is none. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
