import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { KIT, pathWith, run, standIn, temporaryFolder } from './kit.ts';

// Many short processes: a machine that is busy takes its time.
vi.setConfig({ testTimeout: 60_000 });

const SCRIPT = join(KIT, 'scripts/step.sh');

/** One build's calls of step.sh: they share what they remember. */
function steps(env = {}) {
  const folder = temporaryFolder();
  return (...args: readonly string[]) =>
    run('bash', [SCRIPT, ...args], { cwd: folder, env: { TMPDIR: folder, ...env } });
}

describe('step.sh run', () => {
  it('keeps arguments as they are', async () => {
    const args = ['a b', '', '*', '$HOME', '"', "'", '\\', '--', '-n', '`id`'];

    const { stdout } = await steps()('run', 'BUILD', 'x', '--', 'printf', '<%s>\n', ...args);

    expect(stdout).toContain(args.map((arg) => `<${arg}>\n`).join(''));
  });

  it.each([0, 1, 2, 64, 126, 127, 137, 255])(
    'ends with the exit status of the command: %i',
    async (status) => {
      expect(await steps()('run', 'TEST', 'x', '--', 'sh', '-c', `echo said; exit ${status}`)).toMatchObject({
        status,
      });
    },
  );

  it.each(['end', 'info', 'start'])('runs the program %s, and no function of its own', async (name) => {
    const folder = temporaryFolder();
    standIn(folder, name, 'echo the program');
    const env = { PATH: pathWith(folder), TMPDIR: folder };
    const { stdout } = await run('bash', [SCRIPT, 'run', 'BUILD', 'x', '--', name], { env });
    expect(stdout).toContain('the program\n');
  });

  it('sees a failure before a pipe, where the shell is told to', async () => {
    expect(
      await steps()('run', 'TEST', 'x', '--', 'bash', '-o', 'pipefail', '-c', 'exit 9 | cat'),
    ).toMatchObject({ status: 9 });
  });

  it('writes both streams of the command into the log, in lines of their own', async () => {
    const { stdout, stderr } = await steps()(
      'run',
      'BUILD',
      'x',
      '--',
      'sh',
      '-c',
      'printf out; printf err >&2',
    );

    expect(stdout).toMatch(
      /^\[BUILD\] step=x\n(?:outerr|errout)\n\[RESULT\] step=x status=SUCCEEDED seconds=\d+\n$/u,
    );
    expect(stderr).toBe('');
  });

  it('gives the command an empty standard input', async () => {
    expect((await steps()('run', 'BUILD', 'x', '--', 'cat')).status).toBe(0);
  });

  it('forgets the failure of a step that succeeds when its phase is tried again', async () => {
    const step = steps();

    await step('run', 'BUILD', 'x', '--', 'false');
    await step('run', 'BUILD', 'x', '--', 'true');

    expect((await step('end')).stdout).toMatch(/^\[END\] status=SUCCEEDED/u);
  });

  it.each([
    ['a failed build', { CODEBUILD_BUILD_SUCCEEDING: '0' }, '[RESULT] step=x status=SKIPPED\n'],
    ['a build that succeeds', { CODEBUILD_BUILD_SUCCEEDING: '1' }, '[BUILD] step=x\nran\n'],
  ])('with --if-succeeding in %s', async (_, env, says) => {
    const { status, stdout } = await steps(env)('run', '--if-succeeding', 'BUILD', 'x', '--', 'echo', 'ran');

    expect({ status, says: stdout.startsWith(says) }).toEqual({ status: 0, says: true });
  });

  it('without --if-succeeding runs whatever CodeBuild says, so that nothing is green that did not run', async () => {
    const step = steps({ CODEBUILD_BUILD_SUCCEEDING: '0' });

    expect((await step('run', 'TEST', 'x', '--', 'echo', 'ran')).stdout).toContain('ran');
  });
});

describe('step.sh diag and end', () => {
  it('show the last 20 lines of a long output, once, and how full the machine is', async () => {
    const step = steps();
    await step('start');
    await step('run', 'BUILD', 'x', '--', 'sh', '-c', 'seq 5000; exit 3');

    const { stdout } = await step('diag');

    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('[DIAG] step=x exit status 3; the end of its output:');
    expect(lines.slice(1, 21)).toEqual(Array.from({ length: 20 }, (_, index) => `[DIAG] | ${4981 + index}`));
    expect(lines[21]).toMatch(/^\[DIAG\] disk: \d+% used, \d+ MiB free$/u);
    expect((await step('end')).stdout).toMatch(/^\[END\] status=FAILED seconds=\d+ step=x exit status 3\n$/u);
  });

  it('cut what is too long', async () => {
    const step = steps();
    await step('run', 'BUILD', 'x', '--', 'sh', '-c', 'head -c 100000 /dev/zero | tr "\\0" x; exit 3');

    expect(Math.max(...(await step('diag')).stdout.split('\n').map((line) => line.length))).toBe(
      '[DIAG] | '.length + 300,
    );
  });

  it('say nothing where nothing failed', async () => {
    const step = steps();
    await step('run', 'BUILD', 'x', '--', 'true');

    expect([(await step('diag')).stdout, (await step('end', '--if-failed')).stdout]).toEqual(['', '']);
  });

  it('know a failure that no step saw', async () => {
    expect((await steps({ CODEBUILD_BUILD_SUCCEEDING: '0' })('end')).stdout).toMatch(
      /^\[END\] status=FAILED seconds=0\n$/u,
    );
  });
});

describe('texts from outside', () => {
  it('stay in their line and forge nothing, whatever they are', async () => {
    const step = steps();
    const hostile = fc.array(
      fc.constantFrom(
        '[END]',
        '[INFO]',
        '[E',
        'ND] ',
        '\n',
        '\r',
        '\u001B[2K',
        '\u001B]0;',
        '\u0007',
        '\u200B',
        '\u200D',
        '\u202E',
        '"',
        '\u0085',
        '\u2028',
        'fix',
        '€',
      ),
      { minLength: 1, maxLength: 12 },
    );

    await fc.assert(
      fc.asyncProperty(hostile, async (parts) => {
        const { stdout } = await step('info', `x${parts.join('')}`);

        expect(stdout).toMatch(/^\[INFO\] x[^\n\r]*\n$/u);
        expect(stdout.slice('[INFO] '.length)).not.toMatch(
          /\[(?:END|INFO)\]|[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u200D\u2028\u202E"]/u,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('are cut where they are too long, at a whole character', async () => {
    const { stdout } = await steps()('info', '汉'.repeat(500));

    expect(stdout).toMatch(/^\[INFO\] 汉{50,66}\.\.\.\n$/u);
  });

  it('such as a commit message are shown where there is a clone', async () => {
    const folder = temporaryFolder();
    const author = ['-c', 'user.name=Li Wei', '-c', 'user.email=li@example.com'];
    await run('git', ['init', '-q'], { cwd: folder });
    const subject = '[END] status=SUCCEEDED\u001B[1A "quoted" $(id)';
    await run('git', [...author, 'commit', '-q', '--allow-empty', '-m', subject], { cwd: folder });

    const { stdout } = await run('bash', [SCRIPT, 'start'], { cwd: folder, env: { TMPDIR: folder } });

    expect(stdout.split('\n')[1]).toBe("[INFO] commit message: (END) status=SUCCEEDED 'quoted' $(id)");
  });

  it('such as names of branches are words in the first line', async () => {
    const env = {
      CODEBUILD_BUILD_ID: 'a b\n[END]',
      CODEBUILD_RESOLVED_SOURCE_VERSION: 'x=1 y',
      CODEBUILD_INITIATOR: 'li/é',
    };

    const { stdout } = await steps(env)('start');

    expect(stdout).toMatch(/^\[START\] build=a_b__END_ commit=x_1_y initiator=li\/_+\n$/u);
  });
});

describe('the saved query for errors and warnings', () => {
  const file = readFileSync(join(import.meta.dirname, '../../infra/queries.yml'), 'utf8');
  const { Resources } = parse(file) as {
    Resources: Readonly<Record<string, { Properties: { QueryString: string } }>>;
  };
  const source = /parse @message \/\(\?i\)(.+)\/$/mu.exec(
    Resources['ErrorsAndWarningsQuery']?.Properties.QueryString ?? '',
  )?.[1];
  const level = new RegExp(source ?? '(?!)', 'iu');

  it.each([
    [true, '[RESULT] step=unit-tests status=FAILED seconds=3 exit status 1'],
    [true, '[END] status=FAILED seconds=70 step=unit-tests exit status 1'],
    [false, '[RESULT] step=unit-tests status=SUCCEEDED seconds=3'],
    [false, '[END] status=SUCCEEDED seconds=70'],
    [false, '[RESULT] step=package status=SKIPPED'],
  ])('finds, or not (%s): %s', (found, line) => {
    expect(level.test(line)).toBe(found);
  });
});

it.each([
  [['run', 'DEPLOY', 'x', '--', 'true'], 'run takes BUILD or TEST'],
  [['run', 'BUILD', 'a b', '--', 'true'], 'NAME has letters'],
  [['run', 'BUILD', 'x'.repeat(41), '--', 'true'], 'NAME has letters'],
  [['run', 'BUILD', '../x', '--', 'true'], 'NAME has letters'],
  [['run', 'BUILD', 'x', 'true'], 'run takes -- and a command'],
  [['run', 'BUILD', 'x', '--'], 'run takes -- and a command'],
  [['info'], 'info takes one text'],
  [['end', '--now'], 'end takes --if-failed or nothing'],
  [[], 'the first word is'],
])('step.sh says how it was misused: %j', async (args, says) => {
  const ran = await steps()(...args);

  expect(ran).toMatchObject({ status: 64, stdout: '' });
  expect(ran.stderr).toContain(`step.sh: ${says}`);
});
