import { codeBuildLog } from './codebuild.ts';
import { lines, red, redrawn, word, yellow } from './noise.ts';
import type { WholeLog } from './whole-log.ts';

const pipBar = (share: number): string =>
  `   \u001B[38;2;249;38;114m${'━'.repeat(Math.round(share * 40))}\u001B[0m╺${'━'.repeat(40 - Math.round(share * 40))} \u001B[32m${(share * 18.2).toFixed(1)}/18.2 MB\u001B[0m \u001B[31m3.1 MB/s\u001B[0m eta 0:00:0${Math.round(5 - share * 5)}`;

const collected = (count: number): string[] =>
  lines(count, (index) => [
    `Collecting ${word(index)}==1.${index}.0`,
    `  Downloading ${word(index)}-1.${index}.0-py3-none-any.whl (18.2 MB)`,
    redrawn(15, pipBar),
  ]).flat();

export const SCRIPT_LANGUAGE_LOGS: readonly WholeLog[] = [
  {
    name: 'pip: the index stops answering',
    events: codeBuildLog([
      { phase: 'INSTALL', command: 'python -m pip install --upgrade pip', output: collected(1) },
      {
        phase: 'INSTALL',
        command: 'pip install -r requirements.txt',
        exitStatus: 2,
        output: [
          ...collected(40),
          `${yellow('WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by')} 'ReadTimeoutError("HTTPSConnectionPool(host='files.pythonhosted.org', port=443): Read timed out. (read timeout=15)")': /packages/3c/91/pandas-2.2.3.whl`,
          'ERROR: Exception:',
          'Traceback (most recent call last):',
          ...lines(12, (index) => [
            `  File "/root/.pyenv/versions/3.13.0/lib/python3.13/site-packages/pip/_vendor/urllib3/response.py", line ${400 + index}, in _error_catcher`,
            '    yield',
          ]).flat(),
          "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.pythonhosted.org', port=443): Read timed out.",
        ],
      },
    ]),
    kind: 'network',
    class: 'transient',
    shows: [
      "ReadTimeoutError: HTTPSConnectionPool(host='files.pythonhosted.org', port=443): Read timed out.",
    ],
  },
  {
    name: 'poetry: versions that do not go together',
    events: codeBuildLog([
      {
        phase: 'PRE_BUILD',
        command: 'poetry lock && poetry install',
        exitStatus: 1,
        output: [
          'Creating virtualenv ledger-9TtSrW0h-py3.13 in /root/.cache/pypoetry/virtualenvs',
          'Updating dependencies',
          redrawn(40, (share) => `Resolving dependencies... (${(share * 31).toFixed(1)}s)`),
          ...lines(60, (index) => `  - Downloading ${word(index)} (2.${index}.0): 100%`),
          '',
          'Because no versions of django-ledger match >0.7.1,<0.8.0',
          '  and django-ledger (0.7.1) depends on django (>=5.1), django-ledger (>=0.7.1,<0.8.0) requires django (>=5.1).',
          'So, because ledger depends on both django (^4.2) and django-ledger (^0.7.1), version solving failed.',
        ],
      },
    ]),
    kind: 'dependency-resolution',
    class: 'permanent',
    shows: ['version solving failed', 'requires django (>=5.1)'],
  },
  {
    name: 'bundler: gems that do not go together',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'bundle install --jobs 4',
        exitStatus: 6,
        output: [
          'Fetching gem metadata from https://gems.example.com/.........',
          ...lines(70, (index) => `Using ${word(index)} 1.${index}.0`),
          'Resolving dependencies...',
          'Bundler could not find compatible versions for gem "activesupport":',
          '  In Gemfile:',
          '    rails (~> 8.0) was resolved to 8.0.1, which depends on',
          '      activesupport (= 8.0.1)',
          '',
          '    state_machine_audit (~> 2.1) was resolved to 2.1.0, which depends on',
          '      activesupport (< 7.2, >= 5.0)',
        ],
      },
    ]),
    kind: 'dependency-resolution',
    class: 'permanent',
    shows: [
      'Bundler could not find compatible versions for gem "activesupport"',
      'activesupport (< 7.2, >= 5.0)',
    ],
  },
  {
    name: 'composer: more memory than PHP may take',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'composer update --no-interaction',
        exitStatus: 255,
        output: [
          'Loading composer repositories with package information',
          ...lines(90, (index) => `  - Locking example/${word(index)} (v${index % 9}.2.0)`),
          redrawn(
            50,
            (share) =>
              ` ${Math.round(share * 90)}/90 [${'▓'.repeat(Math.round(share * 28))}${'░'.repeat(28 - Math.round(share * 28))}] ${Math.round(share * 100)}%`,
          ),
          'Updating dependencies',
          '',
          'PHP Fatal error:  Allowed memory size of 1610612736 bytes exhausted (tried to allocate 67108864 bytes) in phar:///usr/local/bin/composer/src/Composer/DependencyResolver/RuleSet.php on line 84',
          '',
          'Check https://getcomposer.org/doc/articles/troubleshooting.md#memory-limit-errors for more info on how to handle out of memory errors.',
        ],
      },
    ]),
    kind: 'memory',
    class: 'permanent',
    shows: ['Allowed memory size of 1610612736 bytes exhausted'],
  },
  {
    name: 'apt: a mirror whose name cannot be resolved',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'apt-get update && apt-get install --yes graphviz',
        exitStatus: 100,
        output: [
          redrawn(9, (share) => `${Math.round(share * 100)}% [Working]`),
          ...lines(
            40,
            (index) =>
              `Get:${index + 1} http://archive.ubuntu.com/ubuntu noble/main amd64 ${word(index)} all 1.${index} [${index + 20} kB]`,
          ),
          ...lines(4, () => 'Ign:41 http://archive.ubuntu.com/ubuntu noble-updates InRelease'),
          'Err:41 http://archive.ubuntu.com/ubuntu noble-updates InRelease',
          "  Temporary failure resolving 'archive.ubuntu.com'",
          `${red('E: ')}Failed to fetch http://archive.ubuntu.com/ubuntu/pool/main/g/graphviz/graphviz_2.42.2-9_amd64.deb  Temporary failure resolving 'archive.ubuntu.com'`,
          `${red('E: ')}Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?`,
        ],
      },
    ]),
    kind: 'dns',
    class: 'transient',
    shows: ["Temporary failure resolving 'archive.ubuntu.com'"],
  },
  {
    name: 'git: a host that is not known',
    events: codeBuildLog([
      {
        phase: 'INSTALL',
        command: 'yum install --assumeyes git-lfs',
        output: lines(
          55,
          (index) => `  Verifying  : ${word(index)}-1.${index}.amzn2023.x86_64  ${index + 1}/55`,
        ),
      },
      {
        phase: 'PRE_BUILD',
        command: 'git submodule update --init --recursive',
        exitStatus: 128,
        output: [
          "Submodule 'shared/protocol' (git@git.example.org:platform/protocol.git) registered for path 'shared/protocol'",
          "Cloning into '/codebuild/output/src312456789/src/shared/protocol'...",
          'Host key verification failed.',
          'fatal: Could not read from remote repository.',
          '',
          'Please make sure you have the correct access rights',
          'and the repository exists.',
          "fatal: clone of 'git@git.example.org:platform/protocol.git' into submodule path '/codebuild/output/src312456789/src/shared/protocol' failed",
          "Failed to clone 'shared/protocol'. Retry scheduled",
          'Host key verification failed.',
          'fatal: Could not read from remote repository.',
          "Failed to clone 'shared/protocol' a second time, aborting",
        ],
      },
    ]),
    kind: 'credentials',
    class: 'permanent',
    shows: ['Host key verification failed.'],
  },
];
