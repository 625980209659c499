import { readdirSync, readFileSync } from 'node:fs';
import safe from 'safe-regex2';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ASSIGNMENT } from '../../../../shared/domain/redaction/names.ts';
import { BLOCK, REAL_BEGIN, UP_TO_END } from '../../../../shared/domain/redaction/private-keys.ts';
import { redact } from '../../../../shared/domain/redaction/redact.ts';
import { TOKENS } from '../../../../shared/domain/redaction/tokens.ts';

const FOLDER = new URL('../../../../shared/domain/redaction/', import.meta.url);
const MEGABYTE = 2 ** 20;

/** The regular expressions that stand in a file of the redaction. */
function literalsOf(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text.slice(1, node.text.lastIndexOf('/')));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(new URL(file, FOLDER), 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

const patterns = [
  ...readdirSync(FOLDER).flatMap((file) => literalsOf(file).map((source) => [file, source] as const)),
  ...Object.entries(TOKENS),
  ...[ASSIGNMENT, BLOCK, REAL_BEGIN, UP_TO_END].map(({ source }) => ['built', source] as const),
];

describe('the patterns', () => {
  it.each(patterns)('are safe against lines made to be slow: %s %s', (_from, source) => {
    // The checker can't read a look behind; what it checks is the same for a look ahead.
    const readable = source.replaceAll('(?<=', '(?=').replaceAll('(?<!', '(?!');

    expect(safe(readable, { limit: 60 })).toBe(true);
  });

  it.each([
    'a',
    ' ',
    '\\',
    '"',
    "'",
    '@',
    ':',
    '/',
    'a@',
    ',a@b.c',
    '://',
    '://a:',
    '://a:b@',
    ':/a:',
    'eyJ',
    'eyJ.',
    'token',
    'token=',
    'token: ',
    'token:',
    '"token":"',
    'token=$(',
    'token="$(',
    'password_',
    '--password ',
    '<token>',
    'bearer ',
    'basic aaaaaaaa ',
    'login ',
    'curl -u ',
    'mysql ',
    'Authorization: ',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\n',
    '-----END PRIVATE KEY-----\n',
    'AAAAAAAAAAAAAAAAAAAA\n',
    '"-----BEGIN PRIVATE KEY-----"',
    '-----END PRIVATE KEY-----',
    '\u001B[',
    '\u001B]a',
    '\u200D',
    'a\u200D',
  ])('take a line of a megabyte, made of %j', (piece) => {
    const line = piece.repeat(MEGABYTE / piece.length);

    expect(redact(`${line} end`).length).toBeGreaterThan(0);
  });
});
