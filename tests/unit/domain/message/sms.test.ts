import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smsBody } from '../../../../shared/domain/message/sms.ts';
import type { Report } from '../../../../shared/domain/report/report.ts';
import type { Language } from '../../../../shared/domain/settings.ts';
import { word } from '../../../../shared/domain/wording/word.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { fullReport, report, reportsOf } from '../../../support/reports.ts';

const say = (it: Report, language: Language) =>
  smsBody(it, word(it, { language, timeZone: 'UTC' }), language);
/** The printable characters of ASCII that take one place in the GSM alphabet; [ ] { } \ | ^ ~ take two, ` has none. */
const GSM = /^[ !"#$%&'()*+,./0-9:;<=>?@A-Z_a-z-]*$/u;
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '❌ failed 🚀',
    '👩‍👩‍👧‍👦',
    '🇨🇳',
    '👍🏽',
    '1️⃣',
    '[a]{b}|c^d~e\\`',
    '构建'.repeat(60),
    'x'.repeat(300),
  ),
);

describe('a text message in English', () => {
  it('says what failed, where, why and that a person is needed', () => {
    expect(say(fullReport, 'en')).toBe(
      'checkout-pipeline failed at Build > Compile: JobFailed: Build terminated with state: FAILED. Needs a person.',
    );
  });

  it('is one part of 140 GSM characters, whatever is in the report', () => {
    fc.assert(
      fc.property(reportsOf(text), (it) => {
        const sms = say(it, 'en');

        expect(sms.length).toBeLessThanOrEqual(140);
        expect(sms).toMatch(GSM);
      }),
    );
  });

  it('cuts the reason at its end and names in the middle, so that the need of a person is always said', () => {
    const long = report({
      name: `checkout-${'x'.repeat(60)}-production`,
      stage: 'S'.repeat(50),
      failedActions: [{ action: 'A'.repeat(50), result: { summary: 'reason '.repeat(50) } }],
    });

    expect(say(long, 'en')).toBe(
      `checkout-xxxxxxxx..xxxxxx-production failed at ${'S'.repeat(21)}..${'A'.repeat(21)}: reason reason reason reason ... Needs a person.`,
    );
  });

  it('says when it is retried, and then asks for nobody', () => {
    const planned = { do: 'planned', slot: 1, of: 2, at: AT + 7 * MINUTE, reason: 'delay' } as const;

    expect(say({ ...fullReport, needsPerson: false, retry: planned }, 'en')).toBe(
      'checkout-pipeline failed at Build > Compile: JobFailed: Build terminated with state: FAILED. Retry 1 of 2 at 10:07.',
    );
  });

  it('asks for nobody where nobody is needed', () => {
    expect(say(report({ headline: 'succeeded', needsPerson: false }), 'en')).toBe(
      'checkout-pipeline succeeded',
    );
  });
});

it('does not double the full stop of a reason that is a sentence', () => {
  const sentence = report({
    needsPerson: true,
    failedActions: [{ action: 'Test', result: { summary: 'It timed out.' } }],
  });

  expect(say(sentence, 'en')).toMatch(/It timed out\. Needs a person\.$/u);
});

describe('a text message in Chinese', () => {
  it('says the same', () => {
    const short = { ...fullReport, failedActions: [{ action: 'Compile', result: { code: 'JobFailed' } }] };

    expect(say(short, 'zh-CN')).toBe('checkout-pipeline 失败：Build > Compile：JobFailed。需要人工处理。');
  });

  it('is one part of 70 characters without emoji, whatever is in the report', () => {
    fc.assert(
      fc.property(reportsOf(text), (it) => {
        const sms = say(it, 'zh-CN');

        expect(sms.length).toBeLessThanOrEqual(70);
        expect(sms).not.toMatch(
          /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|[\uFE0F\u20E3]/u,
        );
        expect(sms.isWellFormed()).toBe(true);
      }),
    );
  });

  it('is cut with a mark before the need of a person', () => {
    const long = report({ failedActions: [{ action: '编译', result: { summary: '失败'.repeat(60) } }] });

    expect(say(long, 'zh-CN')).toMatch(/^checkout-pipeline 失败：编译：(?:失败)+失?…。需要人工处理。$/u);
  });
});
