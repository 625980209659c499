/** A name of a secret where it stands in a line. */
export interface Named {
  /** The end of what stands before it. */
  readonly before: string;
  readonly word: string;
  /** A quote or bracket that closes the name. */
  readonly close: string;
  readonly separator: string;
  /** The beginning of what follows. */
  readonly after: string;
}

const IN_COMMAND =
  /(?:(?:--|(?:^|[\s"'(=])-)[\w-]{0,60}|\b(?:ENV|ARG|setx)\s[\w./:-]{0,60}|\bset\s[\w./:-]{0,60}[_:-][A-Za-z]{0,20})$/u;

/** Where no secret follows although it looks as if one did, or where another rule knows better. */
const EXCEPTIONS: readonly ((it: Named) => boolean)[] = [
  // `Token expired`, and `--password --host db` where the next option is no value
  ({ separator, before, after }) =>
    separator.trim() === '' && (!IN_COMMAND.test(before) || /^-(?:-?[a-z]|\w(?:\s|$))/u.test(after)),
  // `List<Token> tokens`
  ({ separator, before }) => separator === '>' && !/<[\w.:-]{0,60}$/u.test(before),
  ({ word, separator }) => /^sig(?:nature)?$/iu.test(word) && !/=|%3D/iu.test(separator),
  // `pwd: command not found`, `PWD=/codebuild/output`
  ({ word, close, separator }) => /^pwd$/iu.test(word) && close === '' && separator.includes(':'),
  ({ word, before, after }) =>
    /^(?:pwd|PWD)$/u.test(word) && !/[_;-]\s?$/u.test(before) && /^\/[\w.-]+(?:\/|\s|$)/u.test(after),
  // `"auth": "basic"`, where Docker has a secret in base64
  ({ word, after }) =>
    /^auth$/iu.test(word) && /^\\{0,4}["']?(?:[a-z_-]{1,24}|[A-Z_-]{1,24})(?![\w+/=-])/u.test(after),
  // `SyntaxError: Unexpected token = in JSON`, `(RequestToken: 4d7e…, HandlerErrorCode: NotFound)`
  ({ word, before, after }) =>
    /^token$/iu.test(word) &&
    (/(?:unexpected|next|page|continuation)[ _-]?$/iu.test(before) ||
      (/request$/iu.test(before) &&
        /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?!\w)/iu.test(after))),
  // how many there are, or how many there may be
  ({ word, after }) => /^(?:tokens|secrets)$/iu.test(word) && /^[\d,.]{1,12}(?![\w-])/u.test(after),
  // a mapping or a list that begins: its own names tell
  ({ separator, after }) => separator.includes(':') && /^[{[](?:$|\s|["'\\{[])/u.test(after),
  // parts of ARNs, coordinates and paths: `…:secret:db/password`, `repository/app-token:1.2.3`, `src/token:12:5`
  ({ separator, close, before, after }) =>
    close === '' &&
    /^(?::|%3A)$/iu.test(separator) &&
    (/[:/@][\w.-]*$/u.test(before) ||
      /^(?::|(?:v?\d{1,9}\.[\d.]{0,30}\d|\d{1,4})(?![\w.]))/u.test(after) ||
      separator !== ':'),
  // `TOKEN= npm ci` in a shell: an empty value and a command
  ({ word, separator, after }) =>
    /^=\s/u.test(separator) &&
    word === word.toUpperCase() &&
    /^(?:[a-z]{1,15}(?:\s|$)|[A-Za-z_]\w*=)/u.test(after),
];

/** Whether a name of a secret is just mentioned. */
export function isMention(named: Named): boolean {
  return EXCEPTIONS.some((isException) => isException(named));
}

/** Whether the name is the last of several words: `failed to fetch anonymous token: unexpected status`. */
export function isOfSentence({ before, word, close, separator }: Named): boolean {
  const isLast = /(?:^|[^\w-])[A-Za-z']{2,40}:?\s$/u.test(before) && word !== word.toUpperCase();
  return isLast && close === '' && separator.includes(':');
}
