import { anyOf } from './any-of.ts';

/** How much a line of a log tells a reader: whether it looks like an error, or stands beside every error. */

const ERROR_WORDS =
  /(?<![.\w/-])(?:err!|errors?|fail(?:ed|ures?|ing|s)?|fatal|exception|denied|cannot|can't|could not|couldn't|unable|not found|no such|refused|reset|time[ds]? ?out|unresolved|undefined|invalid|missing|killed|panic|unexpected|expected|actual|received|abort(?:ed|ing)?|mismatch|conflicts?|exit (?:code|status) [1-9])(?![\w-])/iu;
const ERROR_NAMES = /[A-Za-z](?:Error|Exception)\b/u;
const ERROR_MARKS = /^\s*(?:[✕✖✗❌●]|E\s{2,}|\[ERROR\])/u;
/** `0 errors`, `Failures: 0, Errors: 0`; but not `0 errors, 1 failure`. */
const NO_ERRORS =
  /\b(?:0|no) (?:errors?|failures?|failed|failing)\b(?!, [1-9])|\b(?:errors?|fail(?:ures|ed)?): 0(?!.{0,40}: [1-9])/iu;

const DECORATION = /^(?:npm (?:ERR!|error)|\[(?:ERROR|INFO)\])?[\s\-=*_#.+|>╭╮╰╯╷╵─│┌┐└┘]*$/u;

/** A frame of a library of Python; the lines below it that are further in are its code. */
const PYTHON_FRAME = /^\s*File "[^"]{0,300}(?:site-packages|dist-packages|\/lib\/python\d|<frozen )/u;
const PYTHON_CODE = /^\s{4}/u;

const SAY_LITTLE = anyOf([
  // frames of frameworks and runtimes
  /^\s*at .{0,400}(?:\bnode_modules\/|\bnode:|\(internal\/|<anonymous>\)?$)/u,
  /^\s*at (?:app\/\/)?(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|scala|groovy|org\.(?:junit|testng|apache|gradle|springframework|hibernate|codehaus|mockito|eclipse|jetbrains)|io\.(?:netty|micronaut|quarkus)|reactor|System|Microsoft|Xunit|NUnit)[./]/u,
  /^\s*\.{3} \d{1,4} (?:more|common frames omitted)/u,
  /^\s*(?:from \S{0,300}\/gems\/|#\d{1,4} \S{0,300}\/vendor\/|(?:at )?\/(?:usr\/local\/go|rustc)\/)/u,
  /^\s*\d{1,3}: 0x[\da-f]{4,16} /u,
  // advice that tools always give
  /^npm (?:ERR!|error) (?:A complete log of this run|\s+\/\S+\.log$)/u,
  /^\[ERROR\] (?:To see the full stack trace|Re-run Maven|For more information about|\[Help \d\]|After correcting)/u,
  /^(?:\* Try:|> (?:Run with --|Get more help at)|Run with --(?:stacktrace|info|scan))/u,
  // what is fetched, refreshed or waited for
  /^npm (?:notice|timing|http|verb|sill|(?:warn|WARN) deprecated)\b/u,
  /^(?:\[INFO\] )?Download(?:ing|ed)(?: from \S+)?: http/u,
  /^[\da-f]{12}: (?:Pulling|Waiting|Verifying|Download|Pull|Extract|Already|Push|Preparing|Layer|Mounted)/u,
  /^(?:(?:Get|Hit|Ign):\d+|Selecting previously|Preparing to unpack|Unpacking|Setting up|go: downloading) /u,
  /^\s{0,5}(?:- )?(?:Compiling|Downloaded|Downloading|Locking|Fetching|Installing|Using|Collecting|Using cached) \S+(?: \S+){0,3}$/u,
  /: (?:Refreshing state|Still \w{1,20}|Reading|Read complete)\b/u,
  // what went well
  /^\s*(?:[✓✔√]|PASS\b|ok\s|--- PASS)/u,
]);

/** Whether a line looks like the reason or the effect of a failure. */
export function isTelling(line: string): boolean {
  const looksLikeIt = ERROR_WORDS.test(line) || ERROR_NAMES.test(line) || ERROR_MARKS.test(line);
  return looksLikeIt && !NO_ERRORS.test(line);
}

/** Whether a line only parts or frames others. */
export function isDecoration(line: string): boolean {
  return DECORATION.test(line);
}

/** The lines without decoration, frames of frameworks, lists of downloads and what else stands beside every failure. */
export function sayingLines<T extends { readonly text: string }>(lines: readonly T[]): readonly T[] {
  let inFrame = false;
  return lines.filter(({ text }) => {
    inFrame = PYTHON_FRAME.test(text) || (inFrame && PYTHON_CODE.test(text));
    return !inFrame && !isDecoration(text) && !SAY_LITTLE.test(text);
  });
}
