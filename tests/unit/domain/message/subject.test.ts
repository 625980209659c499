import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../../shared/domain/message/subject.ts';
import { placeOf } from '../../../../shared/domain/wording/word.ts';
import { report, reportsOf } from '../../../support/reports.ts';

const nameText = fc.stringMatching(/^[abcXYZ019.@_-]{1,24}$/);

describe('a subject', () => {
  it.each([
    [{}, undefined, '[checkout-pipeline] FAILED'],
    [{}, 'Build > Compile', '[checkout-pipeline] FAILED: Build > Compile'],
    [
      { headline: 'approval-waiting', state: 'STARTED' },
      'Release > Approve',
      '[checkout-pipeline] STARTED: approval needed at Release > Approve',
    ],
    [
      { headline: 'approval-waiting', state: 'STARTED' },
      undefined,
      '[checkout-pipeline] STARTED: approval needed',
    ],
    [{ name: '订单-service' }, undefined, '[??-service] FAILED'],
  ] as const)('says what happened to whom, and where: %o at %s', (more, place, subject) => {
    expect(subjectOf(report(more), place)).toBe(subject);
  });

  it('is one that SNS takes, whatever is in the report', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({ unit: 'grapheme', minLength: 90, maxLength: 300 }),
      fc.constantFrom('🚀'.repeat(50_000), 'x'.repeat(100_000), 'two\nlines', ' '),
    );
    fc.assert(
      fc.property(reportsOf(text), (it) => {
        const subject = subjectOf(it, placeOf(it));

        expect(subject).toMatch(/^\[[ -~]+\] [ -~]+$/u);
        expect(subject.length).toBeLessThanOrEqual(99);
      }),
    );
  });

  it.each([
    ['end', (long: string, differing: string) => `${long}${differing}`],
    ['beginning', (long: string, differing: string) => `${differing}${long}`],
  ])('tells pipelines apart whose long names differ only at their %s', (_where, nameOf) => {
    const pairs = fc
      .tuple(nameText, nameText)
      .filter(([one, other]) => one.length === other.length && one !== other);
    const rest = fc.stringMatching(/^[servic-]{50,76}$/);
    const place = fc.constantFrom(
      undefined,
      'Build > Compile',
      `${'Stage'.repeat(20)} > ${'Action'.repeat(16)}`,
    );
    fc.assert(
      fc.property(pairs, rest, place, ([one, other], long, where) => {
        const subjects = [one, other].map((name) => subjectOf(report({ name: nameOf(long, name) }), where));

        expect(subjects[0]).not.toBe(subjects[1]);
      }),
    );
  });

  it('begins with name and state even where both are as long as they get', () => {
    const subject = subjectOf(report({ name: 'n'.repeat(100), state: 'S'.repeat(60) }), 'Build > Compile');

    expect(subject).toBe(
      `[${'n'.repeat(24)}..${'n'.repeat(24)}] ${'S'.repeat(11)}..${'S'.repeat(11)}: Build > Compile`,
    );
  });
});
