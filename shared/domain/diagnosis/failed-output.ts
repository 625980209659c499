import type { LogLine } from './log.ts';

/** What the command that failed wrote, told apart from what was written before and after it. */
export interface FailedOutput {
  /** As CodeBuild echoes it, several lines of it joined by line feeds. */
  readonly command?: string | undefined;
  readonly exitStatus?: number | undefined;
  /** What it wrote, and what CodeBuild says of the phase; all lines where CodeBuild marked none. */
  readonly output: readonly LogLine[];
  /** What the commands before it wrote. */
  readonly earlier: readonly LogLine[];
  /** False where the start of the command is not in what was read. */
  readonly complete: boolean;
}

const RUNS = 'Running command ';
const FAILS = 'Command did not exit successfully ';
const PHASE_ENDS = 'Phase complete: ';
const PHASE_ENDS_WELL = /^Phase complete: \w+ (?:State: SUCCEEDED|Success: true)/u;
const PHASE_BEGINS = /^(?:Entering phase|Phase is) /u;
const CONTEXT = 'Phase context status code: ';
/** A context that says more than that a command failed. */
const REASON = /^Phase context status code: (?!COMMAND_EXECUTION_ERROR\b)\w/u;
const EXIT_STATUS = /\s{0,8}\bexit status (\d{1,10})$/u;

/** Where something began: a command, or a phase before its first command. */
interface Start {
  readonly index: number;
  readonly at: number;
  readonly command?: string;
}

interface Failure {
  /** The line that says that the command or the phase failed, or the end of a log that stops in a command. */
  readonly index: number;
  readonly start: Start | undefined;
}

/**
 * Splits a CodeBuild log at the first command that failed. What comes after it is left out: POST_BUILD runs even when
 * BUILD failed, and fails for want of what BUILD did not make.
 */
export function failedOutput(lines: readonly LogLine[]): FailedOutput {
  if (lines.every(isWritten)) return { output: lines, earlier: [], complete: true };
  const failure = firstFailure(lines);
  if (failure === undefined) return { output: [], earlier: lines.filter(isWritten), complete: false };
  const { index, start } = failure;
  const echo = echoAt(lines, index);
  const command = echo.command ?? start?.command;
  const said = lines.slice(start === undefined ? 0 : start.index + 1, index);
  return {
    command,
    exitStatus: echo.exitStatus,
    output: [
      ...(command === undefined
        ? said.filter(saysSomething)
        : withoutEcho(said, echo, start).filter(isWritten)),
      ...reasonsAfter(lines, index),
    ],
    earlier: lines.slice(0, start?.index ?? 0).filter(isWritten),
    complete: start !== undefined,
  };
}

/** A failure that its phase overcame, by trying again, is none. */
function firstFailure(lines: readonly LogLine[]): Failure | undefined {
  let start: Start | undefined;
  let failure: Failure | undefined;
  for (const [index, { at, text, container }] of lines.entries()) {
    if (!container) continue;
    if (text.startsWith(RUNS)) start = { index, at, command: text.slice(RUNS.length) };
    else if (PHASE_BEGINS.test(text)) start = { index, at };
    else if (text.startsWith(FAILS)) failure ??= { index, start };
    else if (text.startsWith(PHASE_ENDS)) {
      if (!PHASE_ENDS_WELL.test(text)) return failure ?? { index, start };
      failure = undefined;
      start = { index, at };
    }
  }
  const stopsInCommand = start?.command === undefined ? undefined : { index: lines.length, start };
  return failure ?? stopsInCommand;
}

/** CodeBuild repeats the whole command with the exit status; a long one is cut, and then the status is not there. */
interface Echo {
  readonly command?: string;
  readonly exitStatus?: number;
}

function echoAt(lines: readonly LogLine[], index: number): Echo {
  const [first, ...rest] = lines.slice(index);
  if (!first?.text.startsWith(FAILS)) return {};
  const end = rest.findIndex(({ container }) => container);
  const echo = [
    first.text.slice(FAILS.length),
    ...rest.slice(0, end < 0 ? rest.length : end).map(textOf),
  ].join('\n');
  const status = EXIT_STATUS.exec(echo);
  return status ? { command: echo.slice(0, status.index), exitStatus: Number(status[1]) } : { command: echo };
}

/** The text of a script with several lines is echoed before it runs; its `|| echo failed` is no output. */
function withoutEcho(said: readonly LogLine[], echo: Echo, start: Start | undefined): readonly LogLine[] {
  const [, ...script] = echo.command?.split('\n') ?? [];
  const differs = said.findIndex(({ text }, index) => text !== script[index]);
  const output = differs < 0 ? [] : said.slice(differs);
  const isCut = script.length > 0 && differs === script.length && echo.exitStatus === undefined;
  // An echo is one write: what is left of it has the time of its first line.
  const later = output.findIndex(({ at }) => at !== start?.at);
  return isCut && later > 0 ? output.slice(later) : output;
}

function reasonsAfter(lines: readonly LogLine[], index: number): readonly LogLine[] {
  const after = lines.slice(index);
  const end = after.findIndex(({ text, container }) => container && text.startsWith(PHASE_ENDS));
  const reasons: LogLine[] = [];
  let isReason = false;
  for (const line of end < 0 ? [] : after.slice(end + 1)) {
    if (line.container && !line.text.startsWith(CONTEXT)) break;
    if (line.container) isReason = REASON.test(line.text);
    if (isReason) reasons.push(line);
  }
  return reasons;
}

function isWritten({ container }: LogLine): boolean {
  return !container;
}

function saysSomething({ text, container }: LogLine): boolean {
  return !container || !text.startsWith(CONTEXT);
}

function textOf({ text }: LogLine): string {
  return text;
}
