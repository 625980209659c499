import { CUT_MARK } from '../text.ts';
import { isDecoration, isTelling, sayingLines } from './line-weight.ts';
import type { LogLine } from './log.ts';
import { cutLine } from './terminal.ts';

/** What a message has room for; the marks where lines are left out and the line feeds count. */
export const MAX_EXCERPT_LINES = 15;
export const MAX_EXCERPT_CHARACTERS = 2_000;
/** The most telling line may take half of the room, any other a sixth. */
const MAX_FIRST_CHARACTERS = 1_000;
const MAX_OTHER_CHARACTERS = 330;
/** How far from the recognised line another one may still belong to it, in lines. */
const REACH = 200;
const LINES_BEFORE = 2;
const NEXT_LINES = 4;
const LINES_AFTER = 8;
const LINES_OF_ERROR = 2;
const LAST_LINES = 2;

/** The lines of a log that matter. */
export interface Excerpt {
  /** In the order of the log; a mark stands where lines between two of them are left out. */
  readonly lines: readonly string[];
  /** Whether the output had more than is shown. */
  readonly cut: boolean;
  /** When the most telling line was written, in milliseconds since the epoch. */
  readonly at: number | undefined;
}

interface Numbered extends LogLine {
  readonly index: number;
}

/** The line that a rule recognised, or else the last that looks like an error, with what explains it best. */
export function excerptOf(output: readonly LogLine[], found: { readonly line: string } | undefined): Excerpt {
  const all = output.filter(({ text }) => !isDecoration(text)).map((line, index) => ({ ...line, index }));
  const recognised = all.findLast(({ text }) => text === found?.line);
  const wanted = recognised ? around(all, recognised) : fromTheEnd(all);
  const [first, ...others] = wanted;
  const chosen = whatFits([
    ...cutTo(MAX_FIRST_CHARACTERS, wanted.slice(0, 1)),
    ...cutTo(MAX_OTHER_CHARACTERS, others),
  ]);
  const shown = whatFits(
    cutTo(MAX_OTHER_CHARACTERS, sayingLines(all.filter(isAloneBetween(chosen)))),
    chosen,
  );
  const whole = shown.filter(({ index, text }) => all[index]?.text === text);
  return {
    lines: shown.flatMap((line, position) =>
      isAfterGap(shown, position) ? [CUT_MARK, line.text] : [line.text],
    ),
    cut: whole.length < all.length,
    at: first?.at,
  };
}

/** The most wanted first: the recognised line, its neighbours, other errors near it, what comes next, the end. */
function around(all: readonly Numbered[], recognised: Numbered): readonly Numbered[] {
  const { index } = recognised;
  const before = sayingLines(all.slice(Math.max(0, index - REACH), index));
  const after = sayingLines(all.slice(index + 1, index + 1 + REACH));
  return [
    ...new Set([
      recognised,
      ...before.slice(-LINES_BEFORE).toReversed(),
      ...after.slice(0, NEXT_LINES),
      ...errorsIn(after).flat(),
      ...errorsIn(before).toReversed().flat(),
      ...after.slice(0, LINES_AFTER),
      ...sayingLines(all.slice(-LINES_AFTER)).slice(-LAST_LINES),
    ]),
  ];
}

/** The last line that looks like an error, then the last lines that say something; where none does, the last lines. */
function fromTheEnd(all: readonly Numbered[]): readonly Numbered[] {
  const last = all.slice(-REACH);
  const saying = sayingLines(last);
  const error = errorsIn(saying).at(-1) ?? [];
  return [...new Set([...error, ...(saying.length > 0 ? saying : last).toReversed()])];
}

/** Each line that looks like an error with the next lines, which often say where and how. */
function errorsIn(lines: readonly Numbered[]): readonly (readonly Numbered[])[] {
  return lines.flatMap(({ text }, index) =>
    isTelling(text) ? [lines.slice(index, index + 1 + LINES_OF_ERROR)] : [],
  );
}

function cutTo(max: number, lines: readonly Numbered[]): readonly Numbered[] {
  return lines.map((line) => ({ ...line, text: cutLine(line.text, max) }));
}

/** As many of the wanted lines as there is room for beside those that are shown already, in the order of the log. */
function whatFits(wanted: readonly Numbered[], already: readonly Numbered[] = []): readonly Numbered[] {
  let shown = already;
  for (const line of wanted) {
    const more = [...shown, line].sort((one, other) => one.index - other.index);
    if (fits(more)) shown = more;
    if (shown.length === MAX_EXCERPT_LINES) break;
  }
  return shown;
}

/** Where one line is left out, the mark for it takes as much room as the line. */
function isAloneBetween(shown: readonly Numbered[]): (line: Numbered) => boolean {
  const indexes = new Set(shown.map(({ index }) => index));
  return ({ index }) => !indexes.has(index) && indexes.has(index - 1) && indexes.has(index + 1);
}

function fits(shown: readonly Numbered[]): boolean {
  const gaps = shown.filter((_, position) => isAfterGap(shown, position)).length;
  const characters = shown.reduce((sum, { text }) => sum + text.length + 1, gaps * (CUT_MARK.length + 1));
  return shown.length + gaps <= MAX_EXCERPT_LINES && characters <= MAX_EXCERPT_CHARACTERS;
}

function isAfterGap(shown: readonly Numbered[], position: number): boolean {
  const [previous, line] = shown.slice(Math.max(0, position - 1), position + 1);
  return previous !== undefined && line !== undefined && line.index > previous.index + 1;
}
