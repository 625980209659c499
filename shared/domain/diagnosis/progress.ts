import { anyOf } from './any-of.ts';

/** Whatever else it looks like, a line with one of these words is kept. */
const SAYS_WHY =
  /\b(?:errors?|err!|fail(?:ed|ure|s)?|fatal|denied|refused|cannot|can't|unable|invalid|not found|exception|panic|killed|time[ds]? ?-?out|could not|too ?many ?requests)(?![\w-])/iu;

const BAR =
  /[[(<|⸨](?<drawn>[=#>*.\-\s_█▓▒░▏▎▍▌▋▊▉━╸╺⠂]{6,150})[\])>|⸩]\s{0,4}[-\\|/⠀-⣿]?\s{0,4}(?:\(?\d|reify|idealTree)/u;

/** How programs draw how far they are, each on a line of its own. */
const SHAPES = [
  // pip and rich
  /^\s*[━╸╺─]{6,150}(?:\s|$)/u,
  // npm, yarn and others: a spinner, alone or with what it waits for
  /^\s*[⠁-⣿]\s/u,
  /^\s*(?:[⠁-⣿◐◓◑◒]|[-\\|/])$/u,
  // curl, wget
  /^\s*(?:% Total\s+% Received|Dload\s+Upload\s+Total)\b/u,
  /^[\s\d.:kMGT-]{30,120}(?:\d:\d\d:\d\d|--:--:--)[\s\d.:kMGT-]{0,60}$/u,
  /^[#=O\s-]{1,200}\d{1,3}\.\d%$/u,
  /^\s*\d{1,9}K[ .]{5,80}\d{1,3}%/u,
  // git
  /^(?:remote: )?(?:Counting|Compressing|Receiving|Resolving|Updating|Enumerating|Unpacking|Writing|Filtering) \w{1,12}:\s+\d{1,3}%/u,
  // maven, pnpm, apt, webpack, BuildKit
  /^(?:\[INFO\] )?Progress \(\d{1,4}\):/u,
  /^Progress: resolved \d/u,
  /^\s*\d{1,3}% \[/u,
  /^\(?Reading [a-z ]{3,30}\.\.\. ?\d{1,3}%/u,
  /^(?:<s> )?(?:\[webpack\.Progress\] )?\d{1,3}%(?: [a-z]|$)/u,
  /^#\d{1,4} (?:sha256:\S{8,80} \d|extracting sha256:)/u,
];
/** All of them in one, since each line of a log is asked. */
const SHAPE = anyOf(SHAPES);
/** What it does and how far it is: `Coverage: 45%` says something, `Downloading: 45%` does not. */
const DOING =
  /^\s*(?:\S{1,20} )?(?:(?:download|upload|extract|build|load|pull|push|copy|fetch|install|process|unpack|compil)ing|progress)\b[^\d%]{0,60}\d{1,3}(?:\.\d{1,2})?\s?%[\s.]{0,8}$/iu;

/** Whether a clean line is a picture of how far something is, of use only while it is watched. */
export function isProgress(line: string): boolean {
  return (SHAPE.test(line) || DOING.test(line) || isBar(line)) && !SAYS_WHY.test(line);
}

function isBar(line: string): boolean {
  // A frame of blanks and dashes alone may be part of a table.
  return /[=#█▓▒░▌⠂>]/u.test(BAR.exec(line)?.groups?.['drawn'] ?? '');
}
