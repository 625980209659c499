/** What is asked of a line before Pipewatch's own rules, which are many, look at it. */

/**
 * What most lines lack, and few that say why something failed for good: a cheap test for lines far from the end, of which
 * there may be thousands.
 */
export const MAY_MATTER =
  /err(?:ors?\b|or[: [(]|!)|[a-z]error\b|\bfail|fatal|exception|denied|unauthori|forbidden|not (?:found|authorized|set|supported|allowed|valid|in sync|up to date|match|reached|met|connect|resolve|be)\b|no such|no (?:space|match|basic|valid|required|tests?|rule)\b|can(?:not|'t) |could(?: not|n't)|do(?:es|)(?: not|n't) |did not |must |required|unable to|invalid|incompatible|unsupported|undefined|unresolved|unbound|unexpected|unhealthy|killed|out of|quota|limit|expired|missing|certificate|x509|mismatch|conflict|already|rejected|violat|offenses|vulnerab|reformat|rollback_|alarms? |credentials|gave HTTP|changed significantly|\.py:\d|^[EW]\d{4} (?!\d\d:)|^rspec |offline|too (?:many|few)|\b40[134]\b|abort|panic|exceed|stopped|✖|✕/i;

/** What stands before what a program says: times, BuildKit's step, the name of a container. */
export const PREFIX =
  /^(?:\[Container\] [\d/]{10} [\d:.]{8,16} |#\d{1,3} \d{1,5}\.\d{1,3} |\d{4}-\d\d-\d\d[T ][\d:.,]{8,18}(?:Z|) |[\w-]{1,40} {1,12}\| )/;

/** No evidence of anything: an echo of a command, a line of source code, a frame of a stack, a test that passed. */
export const SAYS_NOTHING =
  /^(?:Running command |Entering phase |\+{1,4} \w|\$ |\s*at .{0,300}[:(]\d|\s*>?\s*\d{1,6} +\||\s*File ".{1,300}", line \d|\s*(?:[✓✔√☑]|ok \d|PASS\b|--- PASS)|\s*Scenario(?: Outline|): |Step \d{1,4}\/\d{1,4} :|\s*>?\s*\[.{0,40}\d\/\d{1,3}\] (?:RUN|COPY|ADD|FROM) )|\bPASSED\b|\.\.\. ok$/;

/** A line that quotes the command: only what CodeBuild says of the phase counts in it. */
export const QUOTES_COMMAND = /\bError while executing command: |\bCommand did not exit successfully /;

/** A warning, or trouble that will be tried again: it may as well stand in a run that succeeds. */
export const IS_NOTICE =
  /^\W{0,4}(?:npm |yarn |)warn(?:ing|)\b(?!\s{2}[A-Z])|\[WARN(?:ING|)\]|\blevel=warn|\b(?:will |)(?:retrying|re-trying|trying again)\b|\bwill (?:be |)retr(?:y|ied)\b|\bretry(?:ing|) in \d|\bretry \d{1,3}(?:\/| of )\d|\b(?:tries|retries|attempts) (?:remaining|left)\b|\battempt #?\d{1,3}(?:\/\d{1,3}| of \d{1,3}|) (?:failed|error)|\battempt \d{1,3}\/\d{1,3}\b|^\s*info\b/i;

/** Part of a test: what looks like a broken connection there belongs to what is tested. */
export const OF_A_TEST =
  /AssertionError|\b[Ee]xpect(?:ed|)\b(?! [\d,]{1,20} bytes|: [\d,]{1,20}; ).{0,100}\b(?:but|got|to|received|actual)\b|\b(?:Expected|Received): |\.(?:test|spec)\.[cm]?[jt]sx?\b|\.feature:\d|_(?:test|spec)\.(?:go|py|exs?|rb|dart)\b|\w(?:Test|Spec)\.(?:php|java|kt|scala|groovy|cs)\b|\/__tests__\/|\btest_\w{1,80}\.py\b|\w(?:Tests?|IT|Spec)[.:][\w$]{1,150}:\d|\bFAILED$|\btests? .{1,200} failed$|^\s{2,20}x [a-z]|<<< (?:FAILURE|ERROR)!|^\s*\d{1,4}\) [^ \d]|^(?:rspec|cucumber) |^E {3,30}\S|\[\s{0,2}FAILED\s{0,2}\]|\[FAIL\]$|^\s*(?:FAIL|not ok|--- FAIL|[✕✗✘●✖×])(?::?\s|$)|^ERROR: test_|^\s*Failed [\w.]{5,200} \[\d/;

/** What is wrong with a name, an option or a file, and not what the name tells of. */
export const NAMES_IT =
  /\bundefined: |\bis not (?:defined|a (?:function|constructor))\b|\b(?:[Ii]nvalid|[Uu]nknown|[Uu]nrecogni[sz]ed|[Uu]nexpected|[Bb]ad) (?:value|option|argument|flag|parameter|property|setting|name)\b|\b(?:[Pp]arameter|[Vv]ariable|[Oo]ption|[Ss]etting|[Pp]roperty|[Kk]ey|[Aa]rgument) .{1,150}\b(?:is |)(?:missing|required|invalid|not set)\b|\b(?:cannot|could not|unable to|failed to) (?:load|open|read|find|import) (?:the |)(?:file|module|script|class)\b|\bdeprecated\b/;
