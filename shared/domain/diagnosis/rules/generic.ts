import type { Rule } from '../rule.ts';

/** What passes; as words only, since files and settings are called so too. */
const PASSING =
  /(?:^|[\s(:])(?:tim(?:ed|e|ing)[ -]?out|reset|refused|unavailable|retry(?:ing|)|retries|try(?:ing|) again|429|5\d\d|connections?|network|resolve|temporar(?:y|ily)|throttl(?:ed|ing)|rate|internal|index-pack|in progress|warn(?:ing|))(?=[\s,:;.)]|$)|\bdebconf: /i;

/** Ends that only say that a command failed: weak, all of them. */
export const GENERIC: readonly Rule[] = [
  {
    id: 'make-ended',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bmake(?:\[\d{1,3}\]|): \*\*\* |\bninja: build stopped\b|\brake aborted!|\bDon't know how to build task\b|\btask: Failed to run task\b|\bjust: .{0,60}failed\b|\berror: Recipe `/i,
    weak: true,
    example: 'make: *** [Makefile:12: build] Error 1',
    nearMiss: 'make: Nothing to be done for build',
    source: 'GNU Make 4, Ninja 1, Rake 13, Task 3, just 1',
  },
  {
    id: 'build-tool-ended',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bBUILD (?:FAILURE|FAILED)\b|\bFAILURE: Build (?:failed|completed with)|\bBuild failed\b|\bFailed to execute goal\b|\bbuild did NOT complete successfully\b|\bBuild Failed$/i,
    weak: true,
    example: '[INFO] BUILD FAILURE',
    nearMiss: '[INFO] BUILD SUCCESS',
    source: 'Maven 3.9, Gradle 8, Ant 1.10, Bazel 7, SAM CLI 1',
  },
  {
    id: 'script-ended',
    kind: 'command',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bELIFECYCLE\b|\bLifecycle script `.{1,80}` failed\b|\bCommand failed(?: with| in|:)|\berror Command failed\b|\bERR_PNPM_RECURSIVE_\w{4,30}|\bSubprocess exited with error\b|\bexited? with (?:error |exit |a non-zero |non-zero )?(?:code|status):? ?[1-9]|\breturned (?:a )?non-?zero (?:exit )?(?:status|code)\b|\bexit (?:status|code):? ?[1-9]\d{0,2}\b|\bdid not complete successfully: exit code\b|\bsubprocess-exited-with-error\b|\bCalledProcessError\b|\bfailed with (?:exit |return |error )?(?:code|status) [1-9]|\bexecutor failed running\b|\bscript returned exit code\b|\breturned (?:with |an? |)error code\b|\bdpkg: error processing\b|\bfinished with non-zero exit value\b|\bnpm (?:ERR!|error) (?:Exit status |errno |code |command failed)(?:[1-9]|$)|\bBundler cannot continue\b|^usage: \w/i,
    weak: true,
    example: 'npm error Lifecycle script `build` failed with error:',
    nearMiss: 'Process exited with code 0',
    source: 'npm 10, Yarn 1, pnpm 9, Docker 27, Python 3.13',
  },
  {
    id: 'names-a-mistake',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /(?:\b(?:error|fatal|fail(?:ed|ure)|exception|cannot|could not|unable to)\b|[a-z]Error: ).{0,200}\b(?:does(?: not|n't)|not found|no such|no longer|(?:is|are|was|be|should) not|not (?:set|supported|allowed|valid|defined|specified|recogni[sz]ed|permitted|configured)|missing|invalid|unsupported|incompatible|undefined|requires?|required|must|should be|unknown (?:option|command|property|key|field|argument|parameter|version)|duplicate|malformed|unrecogni[sz]ed|mismatch|already|conflicting)\b|\berror[!:] Cannot read propert|\b(?:does not exist|is not (?:installed|set|defined|supported|valid)|(?:could|can) ?not be found|is (?:invalid|incompatible with)|must (?:have|be (?:set|defined|specified|provided|an?|one of|of|smaller|greater|less|unique|valid)))\b|\b(?:cannot|could not|couldn't|failed to|unable to) (?:parse|format|compile|import|recogni[sz]e|decode|deserialize|unmarshal|validate|convert|load (?:plugin|schema|config\w{0,8}|module|library))\b/i,
    unless: PASSING,
    weak: true,
    example: 'ERROR: relation "ledger" does not exist',
    nearMiss: 'ERROR: connection to the ledger not found, retry later',
    source: 'wording that most programs share',
  },
];
