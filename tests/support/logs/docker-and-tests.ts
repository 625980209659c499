import { codeBuildLog } from './codebuild.ts';
import { bar, bold, dim, dockerPull, green, lines, red, redrawn, word } from './noise.ts';
import type { WholeLog } from './whole-log.ts';

const jestSuites = (count: number): string[] =>
  lines(count, (index) => [
    `${green(bold('PASS'))} ${dim(`web/${word(index)}/`)}${bold(`case-${index}.test.ts`)}`,
    ...lines(
      8,
      (test) =>
        `  ${green('✓')} ${dim(`keeps rule ${test} of ${word(index + test)} (${(index % 9) + 1} ms)`)}`,
    ),
    '  console.error',
    `    Warning: An error in ${word(index)} was expected and is handled here`,
    '',
    '      at printWarning (node_modules/react-dom/cjs/react-dom.development.js:86:30)',
    '',
  ]).flat();

const jestFailure = [
  `${red(bold('FAIL'))} ${dim('web/basket/')}${bold('total.test.ts')}`,
  `  ${red('✕')} ${dim('adds the postage once (5 ms)')}`,
  '',
  bold(red('  ● the basket › adds the postage once')),
  '',
  `    ${dim('expect(')}${red('received')}${dim(').toBe(')}${green('expected')}${dim(') // Object.is equality')}`,
  '',
  `    Expected: ${green('1490')}`,
  `    Received: ${red('1980')}`,
  '',
  `    ${dim('57 |')}   const basket = fill(2);`,
  `  ${red('>')} ${dim('58 |')}   expect(basket.total).toBe(1490);`,
  `      ${dim('at Object.toBe (web/basket/total.test.ts:58:24)')}`,
  `      ${dim('at Promise.then.completed (node_modules/jest-circus/build/utils.js:298:28)')}`,
  '',
];

export const DOCKER_AND_TEST_LOGS: readonly WholeLog[] = [
  {
    name: 'docker: a base image beyond the pull rate limit',
    events: codeBuildLog([
      {
        phase: 'PRE_BUILD',
        command: 'docker pull public.ecr.aws/docker/library/node:24',
        output: dockerPull(9, 3),
      },
      {
        phase: 'BUILD',
        command: 'docker build --tag $REPOSITORY_URI:latest .',
        exitStatus: 1,
        output: [
          redrawn(30, (share) => `Sending build context to Docker daemon  ${(share * 387.7).toFixed(1)}MB`),
          'Step 1/11 : FROM tomcat:10-jdk21',
          'toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
        ],
      },
      {
        phase: 'POST_BUILD',
        command: 'docker push $REPOSITORY_URI:latest',
        exitStatus: 1,
        output: ['tag does not exist: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:latest'],
      },
    ]),
    kind: 'registry-rate-limit',
    class: 'transient',
    shows: ['toomanyrequests: You have reached your unauthenticated pull rate limit'],
    hides: ['tag does not exist'],
  },
  {
    name: 'docker: a disk that is full',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'docker buildx build --progress=plain .',
        exitStatus: 1,
        output: [
          '#1 [internal] load build definition from Dockerfile',
          ...lines(
            200,
            (index) =>
              `#5 sha256:${(index * 7919 + 4096).toString(16).padStart(12, '0')} ${index}.15MB / 229.15MB ${index}.3s`,
          ),
          '#7 [builder 4/6] RUN npm ci',
          ...lines(
            50,
            (index) => `#7 ${index}.113 npm warn deprecated ${word(index)}@1.0.0: no longer supported`,
          ),
          '#7 61.40 npm error code ENOSPC',
          '#7 61.40 npm error syscall write',
          '#7 61.41 npm error nospc ENOSPC: no space left on device, write',
          `#7 ${red('ERROR')}: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228`,
          '------',
          ' > [builder 4/6] RUN npm ci:',
          '61.41 npm error nospc There appears to be insufficient space on your system to finish.',
          '------',
          'ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 228',
        ],
      },
    ]),
    kind: 'disk',
    class: 'permanent',
    shows: ['no space left on device'],
  },
  {
    name: 'jest: a test that fails among 20,000 lines',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'npx jest --ci --coverage',
        exitStatus: 1,
        output: [
          ...jestSuites(1_400),
          ...jestFailure,
          ...jestSuites(140),
          'Summary of all failing tests',
          ...jestFailure,
          'Test Suites: 1 failed, 1540 passed, 1541 total',
          'Tests:       1 failed, 12320 passed, 12321 total',
          'Snapshots:   0 total',
          'Time:        402.113 s',
          'Ran all test suites.',
        ],
      },
    ]),
    kind: 'test',
    class: 'permanent',
    shows: ['● the basket › adds the postage once', 'Expected: 1490', 'Received: 1980'],
    hides: ['was expected and is handled here'],
  },
  {
    name: 'pytest: a test that fails',
    events: codeBuildLog([
      { phase: 'INSTALL', command: 'pip install --quiet -r requirements.txt', output: [redrawn(20, bar)] },
      {
        phase: 'BUILD',
        command: 'pytest',
        exitStatus: 1,
        output: [
          '============================= test session starts ==============================',
          'collected 1204 items',
          '',
          ...lines(
            120,
            (index) =>
              `tests/test_${word(index).replace('-', '_')}.py ${'.'.repeat(10 + (index % 30))}  [${String(Math.round(index * 0.8)).padStart(3)}%]`,
          ),
          'tests/test_rounding.py ..F...                                            [100%]',
          '',
          '=================================== FAILURES ===================================',
          '____________________________ test_rounds_half_to_even ____________________________',
          '',
          '    def test_rounds_half_to_even():',
          ">       assert rounded('2.345') == Decimal('2.34')",
          "E       AssertionError: assert Decimal('2.35') == Decimal('2.34')",
          "E        +  where Decimal('2.35') = rounded('2.345')",
          '',
          'tests/test_rounding.py:31: AssertionError',
          '=========================== short test summary info ============================',
          "FAILED tests/test_rounding.py::test_rounds_half_to_even - AssertionError: assert Decimal('2.35') == Decimal('2.34')",
          '======================= 1 failed, 1203 passed in 93.41s (0:01:33) =======================',
        ],
      },
    ]),
    kind: 'test',
    class: 'permanent',
    shows: ['tests/test_rounding.py::test_rounds_half_to_even', "assert Decimal('2.35') == Decimal('2.34')"],
  },
  {
    name: 'a failed test with the noise of POST_BUILD after it',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'npx vitest run',
        exitStatus: 1,
        output: [
          ...lines(
            300,
            (index) =>
              ` ${green('✓')} web/${word(index)}.test.ts ${dim(`(${(index % 20) + 1} tests)`)} ${index} ms`,
          ),
          ` ${red('❯')} web/postage.test.ts (4 tests | 1 failed) 12 ms`,
          red('⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯'),
          ` ${red(bold(' FAIL '))} web/postage.test.ts > postage > is free from 50 on`,
          `${red('AssertionError')}: expected 490 to be +0 // Object.is equality`,
          ` ${dim('❯')} web/postage.test.ts:19:23`,
          ` Test Files  ${red('1 failed')} | 300 passed (301)`,
          `      Tests  ${red('1 failed')} | 2411 passed (2412)`,
        ],
      },
      {
        phase: 'POST_BUILD',
        command: 'aws s3 sync reports s3://example-reports/',
        output: [
          ...lines(
            200,
            (index) =>
              `upload failed: reports/${word(index)}.xml to s3://example-reports/${word(index)}.xml An error occurred (SlowDown) when calling the PutObject operation (reached max retries: 4): Please reduce your request rate.`,
          ),
          'npm error code ECONNRESET',
        ],
      },
    ]),
    kind: 'test',
    class: 'permanent',
    shows: ['web/postage.test.ts > postage > is free from 50 on', 'expected 490 to be +0'],
    hides: ['SlowDown', 'ECONNRESET'],
  },
];
