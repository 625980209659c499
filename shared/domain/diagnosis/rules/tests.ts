import type { Rule } from '../rule.ts';

/** Test runners, each by the line that says that a test failed. */
export const TESTS: readonly Rule[] = [
  {
    id: 'test-summary',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^\s*Tests?(?: Suites| Files|):?\s+(?:\d+ (?:skipped|todo|pending), |)[1-9]\d* failed\b|={3,} .{0,60}\b[1-9]\d* (?:failed|errors?)\b.{0,80}={3,}|^={2} [1-9]\d* failed\b|^\s*[1-9]\d* (?:failing|failed)\b\s*(?:$|\(|\[)|\bTest failed\.\s+See above|\b[1-9]\d* of \d+ failed\b|\([1-9]\d* FAILED\)|\b[1-9]\d* failed, \d+ passed\b|\b\d+ passed, [1-9]\d* failed\b/i,
    example: 'Tests:       1 failed, 41 passed, 42 total',
    nearMiss: 'Tests:       42 passed, 42 total',
    source: 'Jest 29, Vitest 2, Mocha 10, pytest 8, Karma 6, Cypress 13, Playwright 1.48',
  },
  {
    id: 'test-counts',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\b[1-9]\d* (?:tests?|specs?|suites?|scenarios?|assertions?|examples?|snapshots?) (?:have |has |were |was |)(?:failed|failing|broken)\b|\bTests failed: [1-9]|\b\d+ (?:tests?|examples?|runs?|specs?|assertions?|tests completed)\b.{0,60}, [1-9]\d* (?:failures?|errors?|failed)\b|\bFAILED \((?:failures|errors)=|\bTests: \d+, Assertions: \d+, (?:Errors|Failures): [1-9]|\bfailed tests?: [1-9]/i,
    example: '12 examples, 1 failure, 2 pending',
    nearMiss: '12 examples, 0 failures',
    source: 'RSpec 3, PHPUnit 11, unittest of Python 3.13, Cucumber 11, minitest 5',
  },
  {
    id: 'test-failed',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /^\s*(?:FAIL|FAILED|ERROR)\s+\S{0,200}(?:\.(?:test|spec|cy|e2e)\.|tests?\/|__tests__|_test\.|test_|::)|^\s*FAIL: test|^\s*not ok \d|^\s*[✕✗✘✖×] .{1,300}\(\d{1,7}(?:\.\d{1,3}|) ?m?s\)|^\s*● .{1,200} › |^FAILURES!$|\bFAILED tests?\/|\bExpected: .{1,200}\bReceived: /,
    example: ' FAIL  src/cart/price.test.ts > price > rounds up',
    nearMiss: ' PASS  src/fail-fast.test.ts',
    source: 'Jest 29, Vitest 2, pytest 8, TAP 14, PHPUnit 11',
  },
  {
    id: 'test-assertion',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bAssertionError\b|\bAssertionFailedError\b|\bAssertionFailedException\b|\bjava\.lang\.AssertionError\b|\bassertion (?:`.{1,80}` |)failed\b|\bExpectationFailed|\bFailed asserting that\b|\bComparisonFailure\b|\bExpectationNotMetError\b|\bERR_ASSERTION\b|\bAssertion failed: |\bexpect\(.{1,120}\)\.\w|\bFailure\/Error: |\bSnapshot .{1,120} mismatched\b|\bDoes not match snapshot\b|\bsnapshots? failed\b|\bFailing tests?:/i,
    example: 'AssertionError: expected 3 to equal 4',
    nearMiss: 'All assertions passed',
    source: 'Node.js 24, Chai 5, JUnit 5, pytest 8, RSpec 3, PHPUnit 11',
  },
  {
    id: 'test-timeout',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bexceeded timeout of \d|\bTimeout of \d{1,8} ?ms exceeded\b|\bTest timed out in \d|\bTimed out retrying after \d|\bwaiting for (?:selector|locator|element|expect)\b.{0,200}\b(?:failed|exceeded|timeout)|\bTest timeout of \d{1,8} ?ms exceeded\b|\bTimeoutError: (?:locator|page|browser|Waiting|Navigation|elementHandle|frame)\b|\bNoSuchElement(?:Error|Exception)\b|\bStaleElementReference|\bTimed out waiting for element\b|\bHook timed out in\b|\bfrom config\.webServer\b|\bFailed: Timeout >\d|\bTimeout >\d{1,6}(?:\.\d|)s\b|\bcy\.\w{3,20}\(\) (?:failed|timed out)|\bdone\(\)' is called\b|\bJest did not exit\b|\bNavigation timeout of \d/i,
    example: 'thrown: "Exceeded timeout of 5000 ms for a test."',
    nearMiss: 'Exceeded the timeout of the connection',
    source: 'Jest 29, Mocha 10, Vitest 2, Cypress 13, Playwright 1.48, Selenium 4',
  },
  {
    id: 'test-none',
    kind: 'test',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bNo tests? (?:found|files? found|were (?:found|executed)|ran|to run)\b(?!.{0,30}exiting with code 0)|\bcollected 0 items\b|\bno tests ran\b|\bYour test suite must contain at least one test\b|\bTest suite failed to run\b|\berrors? during collection\b|\bInterrupted: [1-9]\d{0,4} errors?\b|\bERROR collecting\b|\bCan't find spec files\b|\bCould not find any test\b/i,
    example: 'No tests found, exiting with code 1',
    nearMiss: 'No test files found, exiting with code 0',
    source: 'Jest 29, Vitest 2, pytest 8, Cypress 13',
  },
  {
    id: 'test-browser',
    kind: 'config',
    class: 'permanent',
    looksAt: 'line',
    pattern:
      /\bbrowserType\.launch: |\bExecutable doesn't exist at\b|\bFailed to launch (?:the )?browser\b|\bCannot start Chrome\w{0,12}|\bChromeHeadless (?:have not|has not|was not)|\bsession not created: |\bCypress executable not found\b|\bThe Cypress (?:App|npm package|binary)\b.{0,60}\b(?:missing|could not|verification)|\bRunning as root without --no-sandbox\b|\bXvfb\b.{0,60}\b(?:missing|exited|not found)|\bCould not find (?:Chrome|Chromium|browser)\b/i,
    example: 'browserType.launch: Executable does not exist at /root/.cache/ms-playwright/chromium',
    nearMiss: 'Launching the browser',
    source: 'Playwright 1.48, Puppeteer 23, Karma 6, Cypress 13',
  },
];
