import { codeBuildLog, containerLog, plainLog } from './codebuild.ts';
import { dim, lines, red, redrawn, seeded, word } from './noise.ts';
import type { WholeLog } from './whole-log.ts';

const reconciled = (count: number): string[] => {
  const random = seeded(11);
  return lines(
    count,
    (index) =>
      `reconciled ${word(index)} ${Math.floor(random() * 9_000) + 1_000} entries in ${Math.floor(random() * 90)} ms`,
  );
};

/** A script of several lines, of which none is output though each looks it. */
const SCRIPT = [
  'set -eu',
  'curl --fail https://releases.example.org/tool.tgz --output tool.tgz || { echo "ETIMEDOUT: connect timed out"; exit 1; }',
  'docker login --username AWS || echo "toomanyrequests: Rate exceeded"',
  './tool verify --strict',
].join('\n');

export const OTHER_LOGS: readonly WholeLog[] = [
  {
    name: 'a Commands action, which marks no command: code that does not compile',
    events: plainLog([
      'added 402 packages, and audited 403 packages in 9s',
      ...lines(120, (index) => `${dim('vite')} transforming (${index}) web/${word(index)}.ts`),
      "web/basket/total.ts:41:9 - error TS2322: Type 'string | undefined' is not assignable to type 'string'.",
      '',
      '41         name: row.name,',
      `           ${red('~~~~')}`,
      '',
      'Found 1 error in web/basket/total.ts:41',
    ]),
    kind: 'compile',
    class: 'permanent',
    shows: ['error TS2322'],
  },
  {
    name: "a script of one's own that says nothing known",
    events: codeBuildLog([
      { phase: 'PRE_BUILD', command: './scripts/fetch-ledgers.sh', output: reconciled(40) },
      {
        phase: 'BUILD',
        command: './scripts/reconcile.sh --day 2026-11-22',
        exitStatus: 3,
        output: [
          ...reconciled(900),
          redrawn(200, (share) => `balancing ${word(Math.round(share * 200))}`, 'balancing finished'),
          'ledger north-jetty is 12.40 short of ledger delta-birch',
          'stopping before anything is booked',
        ],
      },
    ]),
    kind: 'unknown',
    class: 'unknown',
    shows: ['ledger north-jetty is 12.40 short of ledger delta-birch', 'stopping before anything is booked'],
  },
  {
    name: 'network trouble that was overcome, then a failure that says nothing known',
    events: codeBuildLog([
      {
        phase: 'PRE_BUILD',
        command: 'npm ci',
        output: [
          'npm warn tarball fetch failed ECONNRESET, trying again',
          ...lines(
            3,
            (index) =>
              `npm http fetch GET https://registry.example.com/${word(index)} attempt ${index + 1} failed with ETIMEDOUT`,
          ),
          'added 912 packages in 64s',
        ],
      },
      {
        phase: 'BUILD',
        command: './scripts/book.sh',
        exitStatus: 1,
        output: [
          'connecting to the ledger: connection reset, trying again',
          'WARNING: Retrying (Retry(total=4, connect=None, read=None, redirect=None, status=None)) after connection broken by \'ReadTimeoutError("Read timed out.")\': /simple/ledger/',
          'connected to the ledger',
          ...reconciled(40),
          'the day 2026-11-22 is closed already',
        ],
      },
    ]),
    kind: 'unknown',
    class: 'unknown',
    shows: ['the day 2026-11-22 is closed already'],
  },
  {
    name: 'network trouble that was overcome shortly before a failure that says nothing known',
    events: codeBuildLog([
      { phase: 'INSTALL', command: 'n 24', output: reconciled(60) },
      {
        phase: 'BUILD',
        command: './scripts/book.sh',
        exitStatus: 1,
        output: [
          'connecting to the ledger: connection reset by peer, retrying in 2 s',
          'connected to the ledger',
          ...reconciled(9),
          'the day 2026-11-22 is closed already',
        ],
      },
    ]),
    kind: 'unknown',
    class: 'unknown',
    shows: ['the day 2026-11-22 is closed already'],
  },
  {
    name: 'a test that fails since what it tests could not connect',
    events: codeBuildLog([
      { phase: 'INSTALL', command: 'npm ci', output: reconciled(60) },
      {
        phase: 'BUILD',
        command: 'npx jest --ci',
        exitStatus: 1,
        output: [
          `${red('FAIL')} services/ledger/store.test.ts`,
          '  ● the store › keeps an entry',
          '',
          '    connect ECONNREFUSED 127.0.0.1:5432',
          '',
          `      ${dim('at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)')}`,
          '',
          'Test Suites: 1 failed, 3 passed, 4 total',
          'Tests:       1 failed, 30 passed, 31 total',
        ],
      },
    ]),
    kind: 'test',
    class: 'permanent',
    shows: ['● the store › keeps an entry', 'connect ECONNREFUSED 127.0.0.1:5432'],
    hides: ['TCPConnectWrap'],
  },
  {
    name: 'docker: a reset connection of npm in the middle of a build',
    events: codeBuildLog([
      {
        phase: 'BUILD',
        command: 'docker build --tag shop .',
        exitStatus: 1,
        output: [
          ...lines(
            60,
            (index) =>
              `#6 sha256:${(index * 7919 + 4096).toString(16).padStart(12, '0')} ${index}.15MB / 61.15MB ${index}.3s`,
          ),
          '#7 [3/5] RUN npm ci',
          '#7 31.20 npm error code ECONNRESET',
          '#7 31.20 npm error network aborted',
          '#7 31.21 npm error network This is a problem related to network connectivity.',
          '#7 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
          '------',
          ' > [3/5] RUN npm ci:',
          '31.20 npm error network aborted',
          '------',
          'ERROR: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
        ],
      },
    ]),
    kind: 'network',
    class: 'transient',
    shows: ['npm error code ECONNRESET'],
  },
  {
    name: 'a script whose text, which CodeBuild echoes twice, looks like network trouble',
    events: codeBuildLog([
      { phase: 'INSTALL', command: 'n 24', output: reconciled(60) },
      {
        phase: 'BUILD',
        command: SCRIPT,
        exitStatus: 4,
        output: ['seal of tool.tgz is from 2019', 'nothing was installed'],
      },
    ]),
    kind: 'unknown',
    class: 'unknown',
    shows: ['seal of tool.tgz is from 2019'],
    hides: ['ETIMEDOUT', 'toomanyrequests'],
  },
  {
    name: 'a build without its buildspec',
    events: containerLog([
      'Running on CodeBuild On-demand',
      'Waiting for agent ping',
      ...lines(50, (index) => `Waiting for DOWNLOAD_SOURCE ${index + 1}`),
      'Phase is DOWNLOAD_SOURCE',
      'CODEBUILD_SRC_DIR=/codebuild/output/src312456789/src',
      'YAML location is /codebuild/output/src312456789/src/ci/buildspec.yml',
      'Phase complete: DOWNLOAD_SOURCE State: FAILED',
      'Phase context status code: YAML_FILE_ERROR Message: stat /codebuild/output/src312456789/src/ci/buildspec.yml: no such file or directory',
    ]),
    kind: 'config',
    class: 'permanent',
    shows: ['YAML_FILE_ERROR Message: stat /codebuild/output/src312456789/src/ci/buildspec.yml'],
  },
];
