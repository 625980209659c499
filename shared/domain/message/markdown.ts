import { CUT_MARK } from '../text.ts';

/** Limits of what Amazon Q shows, in characters; see chat.ts. */
export const MAX_TITLE = 250;
export const MAX_DESCRIPTION = 8000;

/** As many lines as there is room for, whole: what is cut within a code span or a link would break out of it. */
export function fitting(lines: readonly string[], max: number): readonly string[] {
  const kept = lines.filter((_, n) => lengthOf(lines.slice(0, n + 1)) <= max - lengthOf([CUT_MARK]));
  return kept.length === lines.length ? lines : [...kept, CUT_MARK];
}

/** What the lines take with their line breaks. */
export function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

/** Text in which nothing is markup, a mention or a link of its own. */
export function plain(text: string): string {
  return text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('`', "'")
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/(?<!\w)_|_(?!\w)/gu, '＿')
    .replace(/@(?=\w)/gu, '＠');
}

/** A code span: the text stays as it is, but can't end the span, mention anybody or be a link, which some clients see to within it. */
export function code(text: string): string {
  const harmless = text
    .replaceAll('`', "'")
    .replace(/<(?=[!@#/]|\p{L})/gu, '‹')
    .replace(/@(?=(?:channel|here|everyone)\b)/giu, '＠');
  return `\`${harmless}\``;
}
