import { codeBuildLog } from './codebuild.ts';
import { bar, bold, cyan, dim, green, link, lines, red, redrawn, word, yellow } from './noise.ts';
import type { WholeLog } from './whole-log.ts';

const deprecations = (count: number): string[] =>
  lines(
    count,
    (index) =>
      `npm ${yellow('warn')} deprecated ${word(index)}@${index % 5}.1.0: This version has errors that are fixed in a later one, please upgrade`,
  );

const spinner = redrawn(
  60,
  (share) =>
    `${'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'.charAt(Math.round(share * 9))} reify:${word(Math.round(share * 60))}: timing reifyNode`,
);

const oldNpm = (text: string): string => `${bold('npm')} ${red('ERR!')} ${text}`;
const newNpm = (text: string): string => `${bold('npm')} ${red('error')} ${text}`;
const LOG_FILE =
  'A complete log of this run can be found in: /root/.npm/_logs/2026-11-23T08_04_35_123Z-debug-0.log';

export const NODE_LOGS: readonly WholeLog[] = [
  {
    name: 'npm: a package that the registry does not have',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'n 24',
        output: [redrawn(30, bar), '   installed : v24.9.0 (with npm 11.6.0)'],
      },
      {
        phase: 'PRE_BUILD',
        command: 'npm ci',
        exitStatus: 1,
        output: [
          ...deprecations(38),
          spinner,
          newNpm('code E404'),
          newNpm('404 Not Found - GET https://registry.example.com/@orders%2fprice-rules - Not found'),
          newNpm('404'),
          newNpm("404  '@orders/price-rules@^2.3.0' is not in this registry."),
          newNpm('404'),
          newNpm('404 Note that you can also install from a'),
          newNpm('404 tarball, folder, http url, or git folder.'),
          newNpm(LOG_FILE),
        ],
      },
      { phase: 'POST_BUILD', command: 'echo done', output: ['done'] },
    ]),
    kind: 'dependency-resolution',
    class: 'permanent',
    shows: ['npm error code E404', "'@orders/price-rules@^2.3.0' is not in this registry"],
    hides: ['deprecated atlas'],
  },
  {
    name: 'npm: connections that were reset and tried again, then a package for another platform',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'npm ci --no-audit',
        exitStatus: 1,
        output: [
          ...lines(
            24,
            (index) =>
              `npm WARN tarball tarball data for ${word(index)}@https://registry.example.com/${word(index)}/-/${word(index)}-1.0.${index}.tgz seems to be corrupted. Trying again.`,
          ),
          'npm http fetch GET https://registry.example.com/fsevents attempt 1 failed with ECONNRESET',
          'npm http fetch GET https://registry.example.com/fsevents attempt 2 failed with ECONNRESET',
          ...deprecations(30),
          oldNpm('code EBADPLATFORM'),
          oldNpm(
            'notsup Unsupported platform for @img/sharp-win32-x64@0.34.1: wanted {"os":"win32","cpu":"x64"} (current: {"os":"linux","cpu":"x64"})',
          ),
          oldNpm('notsup Valid os:  win32'),
          oldNpm('notsup Actual os: linux'),
          '',
          oldNpm(LOG_FILE),
        ],
      },
    ]),
    kind: 'dependency-resolution',
    class: 'permanent',
    shows: ['EBADPLATFORM', 'Unsupported platform for @img/sharp-win32-x64@0.34.1'],
  },
  {
    name: 'npm: the registry asks for fewer requests',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'npm install --global serverless@4',
        exitStatus: 1,
        output: [
          ...deprecations(55),
          spinner,
          oldNpm('code E429'),
          oldNpm(
            '429 Too Many Requests - GET https://registry.example.com/serverless/-/serverless-4.6.2.tgz',
          ),
          '',
          oldNpm(LOG_FILE),
        ],
      },
    ]),
    kind: 'registry-rate-limit',
    class: 'transient',
    shows: ['E429', '429 Too Many Requests'],
  },
  {
    name: 'yarn: the registry does not answer in time',
    events: codeBuildLog([
      {
        phase: 'PRE_BUILD',
        command: 'yarn install --frozen-lockfile',
        exitStatus: 1,
        output: [
          'yarn install v1.22.22',
          '[1/4] Resolving packages...',
          '[2/4] Fetching packages...',
          redrawn(
            80,
            (share) =>
              `\u001B[2K\u001B[1G[${'#'.repeat(Math.round(share * 60))}${'-'.repeat(60 - Math.round(share * 60))}] ${Math.round(share * 1203)}/1203`,
          ),
          ...lines(3, () => 'info There appears to be trouble with your network connection. Retrying...'),
          ...lines(
            45,
            (index) => `warning ${word(index)} > ${word(index + 5)}@1.${index}.0: no longer supported`,
          ),
          `${red('error')} An unexpected error occurred: "https://registry.example.com/core-js/-/core-js-3.39.0.tgz: ESOCKETTIMEDOUT".`,
          `${cyan('info')} If you think this is a bug, please open a bug report with the information provided in "/codebuild/output/src312456789/src/yarn-error.log".`,
          `${cyan('info')} Visit ${link('https://yarnpkg.com/en/docs/cli/install', 'https://yarnpkg.com/en/docs/cli/install')} for documentation about this command.`,
        ],
      },
    ]),
    kind: 'network',
    class: 'transient',
    shows: ['core-js-3.39.0.tgz: ESOCKETTIMEDOUT'],
  },
  {
    name: 'pnpm: a lock file that was not brought up to date',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'corepack enable',
        output: lines(40, (index) => `Preparing ${word(index)} for immediate activation...`),
      },
      {
        phase: 'PRE_BUILD',
        command: 'pnpm install --frozen-lockfile',
        exitStatus: 1,
        output: [
          'Scope: all 9 workspace projects',
          redrawn(
            20,
            (share) =>
              `Progress: resolved ${Math.round(share * 900)}, reused 0, downloaded ${Math.round(share * 400)}, added 0`,
          ),
          `${red(' ERR_PNPM_OUTDATED_LOCKFILE ')}  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with <ROOT>/services/basket/package.json`,
          '',
          'Note that in CI environments this setting is true by default. If you still need to run install in such cases, use "pnpm install --no-frozen-lockfile"',
          '',
          '  Failure reason:',
          '  specifiers in the lockfile ({"zod":"^3.24.0"}) don\'t match specs in package.json ({"zod":"^4.0.0"})',
        ],
      },
    ]),
    kind: 'dependency-resolution',
    class: 'permanent',
    shows: ['ERR_PNPM_OUTDATED_LOCKFILE', '"zod":"^4.0.0"'],
  },
  {
    name: 'node: a bundler that needs more heap than it may have',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'npm run build',
        exitStatus: 134,
        output: [
          '> shop-front@4.2.0 build',
          '> webpack --mode production',
          redrawn(
            90,
            (share) => `${Math.round(share * 100)}% building ${Math.round(share * 4000)}/4000 modules`,
          ),
          ...lines(
            120,
            (index) =>
              `asset ${word(index)}.${(index * 7919).toString(16)}.js ${index + 3} KiB ${green('[emitted]')} [minimized]`,
          ),
          '<--- Last few GCs --->',
          '[712:0x6f1a2b0]   214523 ms: Mark-Compact 2045.6 (2082.5) -> 2044.9 (2083.0) MB, 1203.84 / 0.00 ms  (average mu = 0.091, current mu = 0.012) allocation failure; scavenge might not succeed',
          '<--- JS stacktrace --->',
          'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
          '----- Native stack trace -----',
          ...lines(
            14,
            (index) =>
              ` ${index + 1}: 0x${(0xb8a3c0 + index * 4096).toString(16)} node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]`,
          ),
          'Aborted (core dumped)',
        ],
      },
    ]),
    kind: 'memory',
    class: 'permanent',
    shows: ['JavaScript heap out of memory'],
  },
  {
    name: 'eslint: rules that the code breaks',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'npm ci',
        output: [...deprecations(25), spinner, 'added 912 packages in 21s'],
      },
      {
        phase: 'BUILD',
        command: 'npm run lint',
        exitStatus: 1,
        output: [
          '> shop-front@4.2.0 lint',
          '> eslint . --max-warnings 0',
          '',
          ...lines(30, (index) => [
            `/codebuild/output/src312456789/src/web/${word(index)}.ts`,
            `  ${dim(`${index + 4}:7`)}  ${yellow('warning')}  Unexpected console statement  ${dim('no-console')}`,
            '',
          ]).flat(),
          '/codebuild/output/src312456789/src/web/basket/total.ts',
          `  ${dim('41:9')}   ${red('error')}  'discount' is assigned a value but never used  ${dim('@typescript-eslint/no-unused-vars')}`,
          `  ${dim('58:20')}  ${red('error')}  Expected '===' and instead saw '=='                ${dim('eqeqeq')}`,
          '',
          red(bold('✖ 32 problems (2 errors, 30 warnings)')),
          '',
        ],
      },
    ]),
    kind: 'quality-gate',
    class: 'permanent',
    shows: ['✖ 32 problems (2 errors, 30 warnings)', "Expected '===' and instead saw '=='"],
  },
];
