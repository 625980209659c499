import { MARK } from './tokens.ts';

// PEM, OpenSSH and PGP with five dashes, SSH2 with four and a blank.
const BEGIN = String.raw`-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK|) ?-{4,5}`;
const END = String.raw`-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK|) ?-{4,5}`;
export const BLOCK = new RegExp(`${BEGIN}[\\s\\S]*?(?<end>${END}|$)`, 'gu');
// A program that names what it expected does so in quotes.
export const REAL_BEGIN = new RegExp(`${BEGIN}(?![-"'\u0060.,)])`, 'u');
export const UP_TO_END = new RegExp(`^.*${END}`, 'u');
const BODY = /(?:^|[\s"'])[A-Za-z0-9+/=]{16,}(?:\\n|["',\s]){0,8}$/u;

/**
 * Redacts private keys that go over several lines, from BEGIN to END or to the end of what is there, and what stands
 * before an END whose beginning is missing. The lines stay as many as they were.
 */
export function redactPrivateKeys(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.includes('PRIVATE KEY'))) return lines;
  const text = lines.map((line) => line.replaceAll('\n', ' ')).join('\n');
  const result = text
    .replace(BLOCK, (block: string, end: string) => (end === '' ? withoutRest(block) : masked(block)))
    .split('\n');
  result.forEach((line, index) => {
    if (!UP_TO_END.test(line)) return;
    result[index] = line.replace(UP_TO_END, MARK);
    // The last line of a key may be of any length.
    let first = index - 1;
    while (first > 0 && BODY.test(String(result[first - 1]))) first -= 1;
    result.fill(MARK, Math.max(0, first), index);
  });
  return result;
}

/** A key that does not end goes to the end of what is there. */
function withoutRest(block: string): string {
  const begin = block.search(REAL_BEGIN);
  return begin < 0 ? block : block.slice(0, begin) + masked(block.slice(begin));
}

function masked(block: string): string {
  return block.replace(/[^\n]+/gu, MARK);
}
