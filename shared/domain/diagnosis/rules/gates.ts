import type { Rule } from '../rule.ts';

/** Linters, formatters, scanners and coverage: gates that were not passed. */
export const GATES: readonly Rule[] = [
  {
    id: 'lint-javascript',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /✖ \d{1,6} problems? \((?!0 errors)\d|\bESLint found (?:too many|[1-9])|\bESLint couldn't find\b|(?:^\s*|\.\w{1,5}:)\d{1,6}:\d{1,5}:?\s+error\s|: line \d{1,6}, col \d{1,5}, Error - |\bCode style issues (?:found|were)|\b(?:Forgot to )?Run Prettier\b|\bsome files need formatting\b|\bFound [1-9]\d{0,5} (?:unfixable |)(?:lint |stylelint |)(?:problems?|violations?|issues?)\b|\bToo many warnings\b|\bTSLint\b.{0,40}\bERROR|\bLint(?:ing)? errors? found\b|\blint (?:check |checks |)failed\b|✖\s+found [1-9]\d{0,4} problems?\b|\bsubject may not be empty\b|\bhusky - .{1,60} hook (?:exited|failed)|\bInvalid commit message\b|\bhas the following (?:lint|format) errors\b|\bFormat(?:ting|) check failed\b/i,
    example: '✖ 3 problems (2 errors, 1 warning)',
    nearMiss: '✖ 3 problems (0 errors, 3 warnings)',
    source: 'ESLint 9, Prettier 3, Stylelint 16, commitlint 19',
  },
  {
    id: 'lint-python',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bwould reformat\b|\berror: cannot format \S|\bwould be reformatted\b|\bimports are incorrectly sorted\b|\.py:\d{1,6}:\d{1,5}:? [A-Z]{1,4}\d{2,4}\b|\.py:\d{1,6}: error: |\.rb:\d{1,6}:\d{1,5}: [CWEF]: |\bFound [1-9]\d{0,5} errors?(?: in [1-9]\d{0,5} files?|\.| \()|\bErrors found in \d|\bYour code has been rated at .{1,60}below\b|\bfiles were modified by this hook\b|\.{3,}Failed$/i,
    example: 'app/views.py:12:80: E501 line too long (88 > 79 characters)',
    nearMiss: 'app/views.py:12: note: see the documentation',
    source: 'Black 24, isort 5, flake8 7, Ruff 0.6, mypy 1.11, pre-commit 3',
  },
  {
    id: 'lint-other',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b\d{1,6} files? inspected, [1-9]\d{0,6} offenses? detected\b|\.go:\d{1,6}:\d{1,5}: .{1,300} \((?:errcheck|gosec|govet|staticcheck|revive|ineffassign|unused|gofmt|goimports|gocritic|lll|gosimple|typecheck|misspell)\)|\blevel=error msg="\[linters|\bcould not compile `.{1,80}` .{0,60}\bwarning\b|\berror: .{1,200}\bclippy\b|`-D (?:warnings|clippy)|\[ERROR\] Found [1-9]\d{0,6} errors?\b|\bPHP_?CodeSniffer\b.{0,40}\bERROR|\bFOUND [1-9]\d{0,6} ERRORS?\b|\bcargo fmt\b.{0,60}\bfailed\b|^Diff in \S|\b(?:hadolint|ktlint)\b.{0,80}\berrors?\b|\bDL\d{4} error: |\bSC\d{4} \(error\)|\berror: .{0,200}\bSC\d{4}\b|\bDetekt\b.{0,80}\bfailed\b|\bAnalysis failed with [1-9]|\bneeds? (?:gofmt|formatting)\b|\bis not formatted\b/i,
    example: '42 files inspected, 3 offenses detected',
    nearMiss: '42 files inspected, no offenses detected',
    source: 'RuboCop 1, golangci-lint 1.60, Clippy, PHPStan 1, hadolint 2, ShellCheck 0.10',
  },
  {
    id: 'quality-gate',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bquality gate\b.{0,60}\b(?:failed|failure|not passed|error|did not pass|red)\b|\bQUALITY GATE STATUS: FAILED\b|\bgate (?:has |was |)(?:failed|rejected)\b|\bbundle size\b.{0,60}\bexceed|\bexceeded (?:maximum )?budget\b|\bperformance budget\b.{0,60}\b(?:exceeded|failed)|\bsize limit has exceeded\b|\bPackage size limit has exceeded\b/i,
    example: 'ERROR: QUALITY GATE STATUS: FAILED - View details on https://sonar.example.com',
    nearMiss: 'QUALITY GATE STATUS: PASSED',
    source: 'SonarScanner 6, size-limit 11, Angular 18',
  },
  {
    id: 'coverage',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bcoverage threshold\b.{0,120}\bnot met\b|\bdoes not meet .{0,80}\bthreshold\b|\bRequired test coverage of .{1,20} not reached\b|\btotal of \d{1,3}(?:\.\d{1,4}|) is less than fail-under\b|\bcoverage\b.{0,80}\b(?:is|was|fell|dropped) (?:below|less than|under)\b|\bcoverage (?:check|gate)s? failed\b|\bbelow (?:the )?(?:minimum|required|expected) coverage\b|\bMinimum (?:test |code )?coverage\b.{0,40}\bnot\b|\bThe total line coverage is below\b|\bSimpleCov failed\b|\bis below the (?:minimum|expected) (?:coverage|percentage)/i,
    example: 'Jest: "global" coverage threshold for branches (80%) not met: 74.2%',
    nearMiss: 'Coverage: 91.3% of statements',
    source: 'Jest 29, nyc 17, coverage.py 7, JaCoCo 0.8, SimpleCov 0.22, coverlet 6',
  },
  {
    id: 'security-scan',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bVulnerabilities found: |\bTested \d{1,6} dependencies for known issues, found [1-9]|\bleaks found: [1-9]|\bFailed checks: [1-9]|\bone or more dependencies were identified with vulnerabilit|\bfound [1-9]\d{0,5} known vulnerabilit|\berror NU190[1-4]\b|\bhas (?:critical|high) (?:severity )?vulnerabilit|\bvulnerabilit(?:y|ies) (?:exceed|above|over)\b.{0,60}|\bsecrets? (?:was|were|has been|have been) (?:found|detected)\b|\b(?:ERROR|FATAL).{0,60}\bpolicy (?:violation|check)s?\b|\bpolicy violations? (?:found|detected)\b|\b[1-9]\d{0,4} failures?, \d{1,4} exceptions?\b|\bfailed due to (?:severity|security)\b|\[Error at \/.{1,200}\] \w|\bAwsSolutions-\w{2,10}\b.{0,40}\bNON_COMPLIANT|\bYour policy .{0,60}failed\b|\bvulnerable (?:packages|dependencies) found\b|\bThe following .{0,40}licenses? .{0,40}not allowed\b/i,
    example: 'Failed checks: 3, Skipped checks: 0',
    nearMiss: 'Failed checks: 0, Skipped checks: 2',
    source: 'Snyk 1, gitleaks 8, Checkov 3, OWASP Dependency-Check 10, pip-audit 2, Conftest, cdk-nag 2',
  },
  {
    id: 'vulnerabilities',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b[1-9]\d{0,5} (?:\w{1,12} severity |)vulnerabilit(?:y|ies)\b|\bTotal: [1-9]\d{0,5} \(.{0,80}(?:HIGH|CRITICAL): [1-9]|\bSeverity: (?:high|critical)\b/i,
    // npm install prints it too.
    weak: true,
    example: '3 vulnerabilities (1 moderate, 2 high)',
    nearMiss: 'found 0 vulnerabilities',
    source: 'npm 10, Trivy 0.56',
  },
  {
    id: 'lint-infrastructure',
    kind: 'quality-gate',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^[EW]\d{4} (?!\d\d:\d\d:).{3,300}|\bcfn[_-]?(?:lint|nag|guard)\b.{0,80}\b(?:fail|error|violation)|\bFailures count: [1-9]|\bStatus = FAIL$|\b\d{1,5} potential problems? detected\b|\btflint\b.{0,60}\bfailed\b|\b[1-9]\d{0,4} issue\(s\) found\b|\b[1-9]\d{0,4} chart\(s\) linted, [1-9]\d{0,4} chart\(s\) failed\b/,
    example: "E3012 Property Resources/Queue/Properties/DelaySeconds should be of type 'integer'",
    nearMiss: 'Failures count: 0',
    source: 'cfn-lint 1, cfn-nag 0.8, CloudFormation Guard 3, tflint 0.53, Helm 3',
  },
];
