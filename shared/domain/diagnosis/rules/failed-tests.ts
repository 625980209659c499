import type { Rule } from '../rule.ts';

/**
 * The names of tests that failed, as each runner lists them. A name may tell of time-outs, resets and limits: that is
 * what the test is about, and no trouble of the build's.
 */
export const FAILED_TESTS: readonly Rule[] = [
  {
    id: 'test-failed-jvm',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^[\w.$ ]{1,200} > .{1,300} FAILED$|<<< (?:FAILURE|ERROR)!|^\[ERROR\]\s+(?:[\w.$]{0,200}\.|)\w{0,100}(?:Tests?|IT|Spec|TestCase)(?:\.[\w$]{1,150}|)(?::\d{1,6}\b|->| » )|^\[ERROR\] (?:Failures|Errors):\s*$|\*\*\* FAILED \*\*\*|^\[error\] Failed tests:/,
    example: 'com.example.RetryPolicyTest > gives up when the connection is reset FAILED',
    nearMiss: '> Task :app:processResources FAILED',
    source: 'Gradle 8, Maven Surefire 3, ScalaTest 3',
  },
  {
    id: 'test-failed-script',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^rspec '?\.?\/?\S{1,200}(?::\d{1,6}|\[[\d:,]{1,30}\])'?(?:\s|$)|^There (?:was|were) [1-9]\d{0,5} (?:failure|error)s?:$|^cucumber (?:-p \w{1,30} |)\S{1,200}\.feature:\d|^Failed examples:$|^Failing [Ss]cenarios:$|^\d{1,4}\) [\w\\]{1,200}::\w|^(?:FAIL|ERROR): \w{1,150} \(\w|::\w{1,200}(?:\[.{1,100}\]|) (?:FAILED|ERROR)\b|^\s*\d{1,4}\) (?:Failure|Error):$/,
    example: 'rspec ./spec/client_spec.rb:31 # Client tries again when it is throttled',
    nearMiss: 'rspec ./spec --format documentation',
    source: 'RSpec 3, Cucumber 11, PHPUnit 11, unittest of Python 3.13, pytest 8, minitest 5',
  },
  {
    id: 'test-failed-node',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^\s*\d{1,4}\) (?:\[[\w -]{1,40}\] › |\S{1,200}\.(?:spec|test|e2e)\.[cm]?[jt]sx?:\d)|^\(fail\) \S|^# fail [1-9]|^\s*(?:FAIL|TIMEOUT) \[\s{0,10}\d/,
    example: '(fail) client > tries again when the connection is reset [12.00ms]',
    nearMiss: '(pass) client > fails fast [12.00ms]',
    source: 'Playwright 1.48, Bun 1, Node.js 24, cargo-nextest 0.9',
  },
  {
    id: 'test-failed-native',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^\[\s{1,3}FAILED\s{1,3}\] \w|^\s*\d{1,5} - .{1,200} \((?:Failed|Timeout|SEGFAULT|Not Run|Subprocess aborted)\)|\bThe following tests FAILED:|\bErrors while running CTest\b|\bTest Case '.{1,200}' failed \(|^\/\/\S{1,200}\s{1,80}(?:FAILED|TIMEOUT)(?: in |$)|\s\[FAIL\]$|^\s*\[FAIL(?:ED|)\] \S|\bHeadless\w{3,12} .{1,300} FAILED$|^\d\d:\d\d \+\d{1,5}(?: ~\d{1,4}|) -\d{1,5}: .{1,300}\[E\]|^\d{1,4}\) (?:Failed|Error) : \w|\| FAIL \|$/,
    example: '[  FAILED  ] Client.GivesUpAfterTimeout (12 ms)',
    nearMiss: '[       OK ] Client.FailedRequest (12 ms)',
    source:
      'GoogleTest 1, CTest 3, XCTest, Bazel 7, xUnit 2, Ginkgo 2, Karma 6, Dart test 1, Robot Framework 7',
  },
  {
    id: 'test-expectation',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bexpected\b.{1,150}\b(?:but (?:was|got|received|found|it was)|to (?:equal|be|contain|match|have)|nothing was raised)\b|\bexpected\b.{1,150}, (?:got|received) /i,
    unless: /\bbytes\b|\bpremature\b|\bcontent-length\b|\bwarn|\bdigest\b/i,
    weak: true,
    example: 'Expected status 503 but received 200',
    nearMiss: 'premature end of the body: expected 1,203 bytes but got 420',
    source: 'wording that most test libraries share',
  },
  {
    id: 'test-numbered',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^ {2,20}\d{1,4}\) [^ \d].{0,300}(?:[a-z]|\)|:)$|^\s*[✖✗×] (?:\[fail\]|[a-zA-Z])|^\s{2,20}\w{1,80}_test\.go:\d{1,6}: |^E {3,30}\S|^\s*\S{0,150}\b\w{1,80}_(?:test|spec)\.(?:rb|exs?):\d|\btests? .{1,200} failed$|^\s*features\/\S{1,150}\.feature:\d{1,5} {2}\S/,
    // The list of anything may look like it.
    unless: /\bproblems?\b|\bnpm\b/i,
    weak: true,
    example: '  1) Client tries again when the connection is reset:',
    nearMiss: '  1) npm ci',
    source: 'Mocha 10, Node.js 24, AVA 6, Go 1.23, pytest 8',
  },
];
