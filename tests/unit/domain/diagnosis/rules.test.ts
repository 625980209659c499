import safe from 'safe-regex2';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../shared/domain/diagnosis/cause.ts';
import { classify } from '../../../../shared/domain/diagnosis/classify.ts';
import type { Rule } from '../../../../shared/domain/diagnosis/rule.ts';
import * as guards from '../../../../shared/domain/diagnosis/rules/may-matter.ts';
import { RULES } from '../../../../shared/domain/diagnosis/rules/rules.ts';

const LINE_LENGTH = 1_000;
const NONE = { codes: [], phases: [], messages: [], output: [], earlier: [] };
const PLACES = { code: 'codes', phase: 'phases', line: 'output' } as const;
/** A quantifier without an end on something that matches nearly everything: `.*`, `\S+`, `[^x]{3,}`. */
const UNBOUNDED = /(?:(?<!\\)\.|\\[SWD]|\[\^(?:\\.|[^\]\\])*\])(?:[*+]|\{\d+,\})/gu;

const recognises = ({ pattern, unless }: Rule, text: string): boolean =>
  pattern.test(text) && unless?.test(text) !== true;

const isCheap = (pattern: RegExp): boolean =>
  safe(pattern) && [...pattern.source.matchAll(UNBOUNDED)].length <= 2;

/** Lines that come near a match as often as they can: pieces of the text, each repeated. */
function nearMisses(text: string): readonly string[] {
  const pieces = Array.from({ length: text.length }, (_, start) =>
    [2, 5, 13].map((length) => text.slice(start, start + length)),
  ).flat();
  const half = text.slice(0, text.length / 2);
  return [...new Set([...pieces, ...text.split(' '), ' ', '-', '1', 'a'])]
    .filter((piece) => piece !== '')
    .flatMap((piece) => [piece.repeat(LINE_LENGTH), half + piece.repeat(LINE_LENGTH)])
    .map((line) => line.slice(0, LINE_LENGTH));
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('the rule %s', (_, rule) => {
  it('recognises its example, and what only looks alike it does not', () => {
    expect(recognises(rule, rule.example)).toBe(true);
    expect(recognises(rule, rule.nearMiss)).toBe(false);
  });

  it('decides about its example', () => {
    const cause = classify({ ...NONE, [PLACES[rule.looksAt]]: [rule.example] }, { user: [], own: RULES });

    expect(cause).toMatchObject({ class: rule.class, kind: rule.kind, line: rule.example });
  });

  it('is safe from lines that were made to keep it busy', () => {
    const patterns = [rule.pattern, rule.unless].filter((pattern) => pattern !== undefined);

    expect(patterns.filter((pattern) => !isCheap(pattern))).toEqual([]);
    for (const line of nearMisses(rule.example)) patterns.forEach((pattern) => pattern.test(line));
  });

  it('keeps no state between two lines', () => {
    expect([rule.pattern.flags, rule.unless?.flags ?? ''].join('')).not.toMatch(/[gy]/u);
  });

  it('has an example of nobody and says where it is from', () => {
    expect(rule.source.length).toBeGreaterThan(3);
    expect(`${rule.example} ${rule.nearMiss}`.match(/(?<!\d)\d{12}(?!\d)/gu) ?? []).toEqual(
      expect.not.arrayContaining([expect.not.stringMatching('111122223333')]),
    );
  });

  it('sees its line far from the end too, if it counts there', () => {
    const counts = rule.looksAt !== 'code' && rule.class === 'permanent' && !rule.weak;

    expect(!counts || guards.MAY_MATTER.test(rule.example)).toBe(true);
  });
});

describe('the rules', () => {
  it('have names of their own', () => {
    const ids = RULES.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+){0,9}$/u.test(id))).toEqual([]);
  });

  it('know each kind of cause', () => {
    const known = new Set(RULES.map(({ kind }) => kind));

    expect(KINDS.filter((kind) => kind !== 'unknown' && !known.has(kind))).toEqual([]);
  });

  it('call nothing transient that they call a mistake', () => {
    const kinds = (wanted: string) => RULES.filter((rule) => rule.class === wanted).map(({ kind }) => kind);

    expect([...new Set(kinds('transient'))].sort()).toEqual([
      'aws-internal',
      'aws-throttling',
      'capacity',
      'conflict',
      'dns',
      'network',
      'registry-rate-limit',
    ]);
  });
});

describe('what is asked of a line before the rules', () => {
  it.each(Object.entries(guards))('is cheap: %s', (_, pattern) => {
    expect(isCheap(pattern)).toBe(true);
  });

  it.each([
    'Downloaded from central: https://repo.example.com/maven2/a/1.0/a-1.0.jar (587 kB at 3.4 MB/s)',
    '#12 3.345 Get:7 http://deb.example.com/debian bookworm/main amd64 libssl3 amd64 3.0.7 [2021 kB]',
    'npm http fetch GET 200 https://registry.example.com/core 45ms (cache miss)',
    'aws_s3_bucket.logs: Refreshing state... [id=logs]',
    'app-prod | 7/40 | 8:09:41 AM | CREATE_IN_PROGRESS | AWS::Lambda::Function | Notify',
    '✓ cart/price.test.ts (12 tests) 45ms',
  ])('spares the rules what most lines are: %s', (line) => {
    expect(guards.MAY_MATTER.test(line)).toBe(false);
  });
});

describe('the check for patterns', () => {
  it.each([/(a+)+$/u, /(?:\w|\d)*(?:x*)*/u, /.*a.*b.*c/u, /[^"]*"[^"]*"[^"]*"/u])(
    'finds one that may take forever: %s',
    (pattern) => {
      expect(isCheap(pattern)).toBe(false);
    },
  );

  it.each([/\bsocket hang up\b/u, /a.{0,200}b.{0,200}c/u, /.*a/u])('lets %s pass', (pattern) => {
    expect(isCheap(pattern)).toBe(true);
  });
});
