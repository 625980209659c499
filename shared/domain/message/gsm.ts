import { ascii } from '../text.ts';

/** One part of a text message: https://docs.aws.amazon.com/sns/latest/dg/sms_sms-to-phone.html */
export const MAX_GSM_CHARACTERS = 140;
export const MAX_UCS2_CHARACTERS = 70;

/** The part of ASCII that is one character each in the GSM alphabet (brackets and the like are two). */
export function gsm(text: string): string {
  return ascii(text)
    .replace(/[[{]/gu, '(')
    .replace(/[\]}]/gu, ')')
    .replace(/[\\|]/gu, '/')
    .replace(/[`^]/gu, "'")
    .replaceAll('~', '-');
}

/** At most `max` characters, with two full stops in place of what is gone. */
export function cutEnd(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 2)}..`;
}

/** Text without emoji, of which one halves the characters of a part. */
export function withoutEmoji(text: string): string {
  return text.replace(/[\p{Extended_Pictographic}\p{RI}\p{Emoji_Modifier}\uFE0F\u200D\u20E3]/gu, '');
}
