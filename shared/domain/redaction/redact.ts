import { redactPasswordsOfHosts, redactUserinfo, withoutMailDomains } from './addresses.ts';
import { redactAssignments } from './assignments.ts';
import { redactHeaders } from './headers.ts';
import { redactPrivateKeys } from './private-keys.ts';
import { AWS_KEY_ID, AWS_SECRET_KEY, HOOK, MARK, TOKENS } from './tokens.ts';
import { asRead } from './visible.ts';

const TOKEN = new RegExp(Object.values(TOKENS).join('|'), 'gu');

/**
 * A text of one or several lines with a mark in place of every secret that its own form or its name gives away, and
 * without the domains of e-mail addresses. Takes time in proportion to the text's length.
 */
export function redact(text: string): string {
  return redactLines(text.split('\n')).join('\n');
}

/** The same for the lines of a log, one for one: a private key goes over several of them. */
export function redactLines(lines: readonly string[]): readonly string[] {
  // A line of which nothing can be seen is left as it is: who wants none has to say so.
  const read = lines.map((line) => asRead(line) || line);
  return redactPrivateKeys(read).map((line) => STEPS.reduce((text, step) => step(text), line));
}

const STEPS: readonly ((line: string) => string)[] = [
  redactTokens,
  (line) => line.replace(HOOK, `$1${MARK}`),
  redactHeaders,
  redactUserinfo,
  redactAssignments,
  redactPasswordsOfHosts,
  withoutMailDomains,
];

function redactTokens(line: string): string {
  const result = line.replace(TOKEN, MARK);
  if (result === line) return line;
  // `aws sts assume-role --output text` puts the secret beside the key's id, with nothing to tell what it is.
  return AWS_KEY_ID.test(line) ? result.replace(AWS_SECRET_KEY, MARK) : result;
}
