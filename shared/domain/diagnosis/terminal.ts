import { CUT_MARK } from '../text.ts';

/**
 * How much of a raw line is looked at from each end. More than is shown in the end, so that a secret that is cut
 * here cannot be seen and one that can be seen is whole when it is redacted.
 */
const ROUGH_CHARACTERS = 16_000;
/** A line is redrawn often; what it showed before this many redraws is gone. */
const MAX_REDRAWS = 50;

const UNUSUAL = /[^ -~]/u;
// CSI (colours, cursor), OSC and its kin (titles, links) up to their end, character sets, single-letter escapes.
const ESCAPES =
  /(?:\u001B\[|\u009B)[0-?]{0,32}[ -/]{0,4}[@-~]|(?:\u001B[P\]X^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u0080-\u009F]{0,2800}(?:\u0007|\u001B\\|\u009C)|\u001B[ -/]{0,3}[0-~]/gu;
const INVISIBLE = /(?![\u200C\u200D])\p{Cf}/gu;
const BLANKS = /[\u000B\u000C\u0085\p{Z}]/gu;
const SEAM = new RegExp(`${CUT_MARK}\\S*(?:\\s{1,9}\\S+){0,2}`, 'gu');
const CONTROLS = /[\u0000-\u001F\u007F-\u009F]/gu;

/** What a terminal shows of one raw line once it is written: no escapes, controls, or text that was overwritten. */
export function asShown(raw: string): string {
  // Erasing a line, or going to its first column, starts it again as a carriage return does.
  const redrawn = raw.includes('\u001B[')
    ? raw.replaceAll('\u001B[2K', '\r').replaceAll('\u001B[1G', '\r').replaceAll('\u001B[G', '\r')
    : raw;
  let end = redrawn.length;
  for (let redraws = 0; end > 0 && redraws < MAX_REDRAWS; redraws += 1) {
    const start = redrawn.lastIndexOf('\r', end - 1) + 1;
    const text = plain(redrawn.slice(start, end));
    if (text !== '') return text;
    end = start - 1;
  }
  return '';
}

/** At most `max` characters: head and tail, since what is wrong is often said at the end of a long line. */
export function cutLine(text: string, max: number): string {
  if (text.length <= max) return text;
  const tail = Math.floor(max * 0.29);
  const head = text.slice(0, max - tail - CUT_MARK.length).replace(/[\uD800-\uDBFF]$/, '');
  return `${head}${CUT_MARK}${text.slice(text.length - tail).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

function plain(segment: string): string {
  const bounded = boundedEnds(segment);
  if (!UNUSUAL.test(bounded)) return bounded.trimEnd();
  const written = withoutErased(bounded.toWellFormed().replace(ESCAPES, '').replaceAll('\t', '  '));
  // Most lines have colours and nothing else.
  if (!UNUSUAL.test(written)) return written.trimEnd();
  return written.replace(BLANKS, ' ').replace(CONTROLS, '').replace(INVISIBLE, '').trimEnd();
}

/** Both ends of a text, by string operations only; what stands at the seam is left to `withoutSeam`. */
function boundedEnds(text: string): string {
  if (text.length <= ROUGH_CHARACTERS * 2) return text;
  const head = text.slice(0, ROUGH_CHARACTERS);
  const blankBefore = head.lastIndexOf(' ');
  return [blankBefore > 0 ? head.slice(0, blankBefore) : head, CUT_MARK, text.slice(-ROUGH_CHARACTERS)].join(
    '',
  );
}

/**
 * A line whose ends were taken apart, without the half word behind the seam and the two words after that: a secret that
 * lost its beginning, or its name, is not redacted. To be asked after the redaction, for which they are the context.
 */
export function withoutSeam(raw: string, redacted: string): string {
  return raw.length > ROUGH_CHARACTERS * 2 ? redacted.replace(SEAM, CUT_MARK) : redacted;
}

function withoutErased(text: string): string {
  if (!text.includes('\b')) return text;
  const kept: string[] = [];
  for (const character of text) {
    if (character === '\b') kept.pop();
    else kept.push(character);
  }
  return kept.join('');
}
