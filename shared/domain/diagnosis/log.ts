import { redactLines } from '../redaction/redact.ts';
import type { LogEvent } from './build.ts';
import { isProgress } from './progress.ts';
import { asShown, cutLine, withoutSeam } from './terminal.ts';

/** The most of one line that is kept, in characters; a repeated line has its count after that. */
export const MAX_LINE_CHARACTERS = 1_000;
/** A pair or three of lines has to come this often to be folded: twice may be meant. */
const MIN_CYCLES = 3;
const MAX_CYCLE_LINES = 3;

/** A line of a log as a person would read it: clean, redacted, at most 1,000 characters and a count such as (×12). */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly text: string;
  /** Written by CodeBuild itself; its mark and time are taken off the text. */
  readonly container?: true;
}

const CONTAINER =
  /^\[(?:Container|Instance)\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: (?<said>.*)|$)/u;

/** The lines of a log without escapes, blank lines, progress bars, secrets and repetitions, oldest first. */
export function readLog(events: readonly LogEvent[]): readonly LogLine[] {
  const lines: { readonly raw: string; readonly line: LogLine }[] = [];
  for (const { at, message } of events)
    for (const raw of message.split('\n')) {
      const line = lineOf(at, asShown(raw));
      if (line.text.trim() !== '' && (line.container ?? !isProgress(line.text))) lines.push({ raw, line });
    }
  // Each clean line by itself and all in one call: some secrets go over several lines.
  const redacted = redactLines(lines.map(({ line }) => line.text));
  return folded(
    lines.map(({ raw, line }, index) => ({
      ...line,
      text: cutLine(withoutSeam(raw, String(redacted[index])), MAX_LINE_CHARACTERS),
    })),
  );
}

function lineOf(at: number, text: string): LogLine {
  const container = CONTAINER.exec(text);
  return container ? { at, text: container.groups?.['said'] ?? '', container: true } : { at, text };
}

/** Lines that repeat at once are one line with a count, and so are two or three that take turns. */
function folded(lines: readonly LogLine[]): readonly LogLine[] {
  const kept: LogLine[] = [];
  for (let from = 0; from < lines.length;) {
    const { length, times } = cycleAt(lines, from);
    for (const line of lines.slice(from, from + length))
      kept.push(times > 1 ? { ...line, text: `${line.text} (×${times})` } : line);
    from += length * times;
  }
  return kept;
}

function cycleAt(lines: readonly LogLine[], from: number): { length: number; times: number } {
  for (let length = 1; length <= MAX_CYCLE_LINES; length += 1) {
    let until = from + length;
    while (same(lines[until], lines[until - length])) until += 1;
    const times = Math.floor((until - from) / length);
    if (times >= (length === 1 ? 2 : MIN_CYCLES)) return { length, times };
  }
  return { length: 1, times: 1 };
}

function same(one: LogLine | undefined, other: LogLine | undefined): boolean {
  return one?.text === other?.text && one?.container === undefined && other?.container === undefined;
}
