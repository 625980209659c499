import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { RULES } from '../../shared/domain/diagnosis/rules/rules.ts';
import { KIT, run, SHELLS, temporaryFolder } from './kit.ts';

// Many short processes: a machine that is busy takes its time.
vi.setConfig({ testTimeout: 60_000 });

const SCRIPT = join(KIT, 'scripts/retry.sh');
/** No delay worth a name. */
const QUICK = ['--delay', '0.001'];
/** Fails with a status until it has run so often, and says each time what it is told to say. */
const FAILS = 'echo x >>"$1"; [ "$(wc -l <"$1")" -gt "$2" ] || { echo "$4" >&2; exit "$3"; }';

describe.each(SHELLS)('retry.sh in %s', (shell) => {
  const retry = (args: readonly string[], env = {}) => run(shell, [SCRIPT, ...QUICK, ...args], { env });
  const failing = (options: readonly string[], times: number, status: number, says = 'no') => {
    const count = join(temporaryFolder(), 'count');
    const args = [...options, '--', 'sh', '-c', FAILS, 'sh', count, String(times), String(status), says];
    return retry(args).then((ran) => ({ ...ran, attempts: readFileSync(count, 'utf8').length / 2 }));
  };

  it('runs what succeeds once, and passes its output on', async () => {
    expect(await retry(['sh', '-c', 'echo out; echo err >&2'])).toEqual({
      status: 0,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it.each([
    ['fails once', 1, { status: 0, attempts: 2 }],
    ['fails twice', 2, { status: 0, attempts: 3 }],
    ['fails always', 99, { status: 42, attempts: 3 }],
  ])('runs what %s at most three times, and ends as the last attempt did', async (_, times, wanted) => {
    expect(await failing([], times, 42)).toMatchObject(wanted);
  });

  it('takes the number of attempts', async () => {
    expect(await failing(['--tries', '5'], 4, 1)).toMatchObject({ status: 0, attempts: 5 });
    expect(await failing(['--tries', '1'], 4, 9)).toMatchObject({ status: 9, attempts: 1 });
  });

  it('keeps arguments as they are', async () => {
    const args = [
      'a b',
      '',
      '*',
      '$HOME',
      '"',
      "'",
      '\\',
      'line\nfeed',
      '--tries',
      '-n',
      ';exit 3',
      '`id`',
      '€',
    ];

    const { stdout, status } = await retry(['--', 'printf', '<%s>', ...args]);

    expect({ stdout, status }).toEqual({ stdout: args.map((arg) => `<${arg}>`).join(''), status: 0 });
  });

  it('keeps arguments as they are while it looks at the output', async () => {
    const args = ['a  b', '*', '%s', "it's"];

    expect((await retry(['--transient', '--', 'printf', '<%s>', ...args])).stdout).toBe(
      "<a  b><*><%s><it's>",
    );
  });

  it('gives the command an empty standard input', async () => {
    expect(await retry(['cat'])).toMatchObject({ status: 0, stdout: '' });
  });

  it.each([
    ['in the list', '7,42', 2],
    ['not in the list', '7,4,2', 1],
  ])('with --on-exit tries again after an exit code that is %s', async (_, codes, attempts) => {
    expect((await failing(['--on-exit', codes, '--tries', '2'], 9, 42)).attempts).toBe(attempts);
  });

  it.each([
    ['matches', 'Connection RESET by peer', 2],
    ['does not match', 'no such file', 1],
  ])('with --on-output tries again where the output %s', async (_, says, attempts) => {
    const options = ['--on-output', 'connection (reset|refused)', '--tries', '2'];

    expect(await failing(options, 9, 1, says)).toMatchObject({ attempts, status: 1 });
  });

  it('with --on-output and --on-exit needs only one of them', async () => {
    const options = ['--on-output', 'never said', '--on-exit', '5', '--tries', '2'];

    expect((await failing(options, 9, 5)).attempts).toBe(2);
  });

  it('with --unless-output never tries again where the output matches', async () => {
    const options = ['--on-output', 'reset', '--unless-output', '401', '--unless-output', 'denied'];

    expect((await failing(options, 9, 1, 'reset, then access denied')).attempts).toBe(1);
    expect((await failing(options, 9, 1, 'reset')).attempts).toBe(3);
  });

  it('passes both streams on, each by itself, while it looks at them', async () => {
    const ran = await retry([
      '--transient',
      '--tries',
      '1',
      '--',
      'sh',
      '-c',
      'echo out; echo err >&2; exit 4',
    ]);

    expect(ran.status).toBe(4);
    expect(ran.stdout).toBe('out\n');
    expect(ran.stderr).toContain('err\n');
  });

  it('looks at the end of a long output', async () => {
    const noise = "yes noise | head -c 300000; echo 'read timed out'; exit 1";
    const { stderr, stdout } = await retry(['--transient', '--tries', '2', '--', 'sh', '-c', noise]);

    expect(stderr).toContain('trying again');
    expect(stdout.length).toBeGreaterThan(600_000);
  });

  it.each([
    [127, ['/does/not/exist']],
    [126, ['/dev/null']],
  ])('does not try again what cannot be run: %i', async (status, command) => {
    const ran = await retry(command);

    expect(ran.status).toBe(status);
    expect(ran.stderr).not.toContain('trying again');
  });

  it('ends an attempt at the limit, with all that it started, and begins no other', async () => {
    const ran = await retry(['--limit', '0.5', '--', 'sh', '-c', 'sleep 600; true']);

    expect(ran.status).toBe(124);
    expect(ran.stderr).toBe(
      '[INFO] retry: attempt 1 of 3 failed with exit status 124; the limit of 0.500 s is reached\n',
    );
  });

  it('starts no delay that would end after the limit', async () => {
    const ran = await retry(['--delay', '60', '--max-delay', '90', '--jitter', '0', '--limit', '9', 'false']);

    expect(ran).toMatchObject({ status: 1 });
    expect(ran.stderr).toContain(
      'attempt 1 of 3 failed with exit status 1; the limit of 9.000 s leaves no time',
    );
  });

  it('doubles the delay, up to the longest, without jitter exactly', async () => {
    const options = ['--tries', '5', '--jitter', '0', '--delay', '0.004', '--max-delay', '0.01'];

    const delays = delaysIn((await retry([...options, 'false'])).stderr);

    expect(delays).toEqual([0.004, 0.008, 0.01, 0.01]);
  });

  it('takes off at most the jitter', async () => {
    const options = ['--tries', '9', '--jitter', '50', '--delay', '0.008', '--max-delay', '0.008'];

    const delays = delaysIn((await retry([...options, 'false'])).stderr);

    expect(delays).toHaveLength(8);
    expect(delays.filter((delay) => delay < 0.004 || delay > 0.008)).toEqual([]);
  });

  it('hands a signal on, ends, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const stop = new AbortController();
    // The signal may come more than once: `timeout` hands it to its child and to its group.
    const ends = `trap 'trap "" TERM; echo ended; exit 0' TERM`;
    const command = ['sh', '-c', `${ends}; echo begun; while :; do sleep 0.02; done`];

    const ran = await run(shell, [SCRIPT, '--transient', '--', ...command], {
      env: { TMPDIR: folder },
      signal: stop.signal,
      onOutput: (text) => {
        if (text.includes('begun')) stop.abort();
      },
    });

    expect(ran.status).toBe(143);
    expect(ran.stdout).toBe('begun\nended\n');
    expect((await run('ls', ['-A', folder])).stdout).toBe('');
  });

  it.each([
    [['--tries', '0', 'true'], '--tries takes a number from 1 to 100'],
    [['--tries', '101', 'true'], '--tries takes a number from 1 to 100'],
    [['--tries', 'many', 'true'], '--tries takes a number from 1 to 100'],
    [['--jitter', '101', 'true'], '--jitter takes a number from 0 to 100'],
    [['--delay', '1s', 'true'], '--delay takes seconds'],
    [['--delay', '.', 'true'], '--delay takes seconds'],
    [['--max-delay', '1.2.3', 'true'], '--max-delay takes seconds'],
    [['--limit', '86401', 'true'], '--limit takes at most 86400 seconds'],
    [['--limit', '0', 'true'], '--limit takes more than 0 seconds'],
    [['--on-exit', '1,,2', 'true'], '--on-exit takes exit codes'],
    [['--on-output', '(', 'true'], '--on-output takes an extended regular expression'],
    [['--unless-output', '', 'true'], '--unless-output takes an extended regular expression'],
    [['--on-output'], '--on-output takes a value'],
    [['--nonsense', 'true'], 'there is no option --nonsense'],
    [[], 'there is no command'],
    [['--'], 'there is no command'],
  ])('says how it was misused: %j', async (args, says) => {
    const ran = await retry(args);

    expect(ran).toMatchObject({ status: 64, stdout: '' });
    expect(ran.stderr).toContain(`retry.sh: ${says}`);
  });

  it('takes numbers with leading zeros as decimal ones', async () => {
    expect(await retry(['--tries', '08', '--delay', '00.008', 'true'])).toMatchObject({ status: 0 });
  });

  it('shows its options', async () => {
    const { status, stdout } = await retry(['--help']);

    expect(status).toBe(0);
    expect(stdout).toMatch(/^usage: retry\.sh/u);
  });
});

describe('what retry.sh --transient takes for transient', () => {
  const text = readFileSync(SCRIPT, 'utf8');
  const [transient, permanent] = ['TRANSIENT', 'PERMANENT'].map(
    (name) => new RegExp(new RegExp(`^${name}='(.*)'$`, 'mu').exec(text)?.[1] ?? '(?!)', 'im'),
  );
  const isRetried = (line: string) => transient?.test(line) === true && permanent?.test(line) === false;
  const examples = RULES.filter(({ looksAt }) => looksAt === 'line').map((rule) => ({ ...rule }));
  const kinds = ['network', 'dns', 'registry-rate-limit', 'aws-throttling'];

  it('is in most cases what the diagnosis takes for it', () => {
    const known = examples.filter((rule) => rule.class === 'transient' && kinds.includes(rule.kind));

    expect(known.length).toBeGreaterThan(10);
    expect(known.filter(({ example }) => isRetried(example)).length / known.length).toBeGreaterThan(0.75);
  });

  it('is nothing that the diagnosis takes for permanent', () => {
    const wrong = examples.filter((rule) => rule.class === 'permanent' && isRetried(rule.example));

    expect(wrong.map(({ id, example }) => `${id}: ${example}`)).toEqual([]);
  });

  it('is nothing where a permanent cause is named beside it', () => {
    const noise = fc.constantFrom('read timed out', 'ECONNRESET', 'HTTP 503 Service Unavailable');
    const cause = fc.constantFrom(
      'npm error code E404',
      '401 Unauthorized',
      'No space left on device',
      'AccessDenied',
    );

    fc.assert(
      fc.property(
        noise,
        cause,
        (one, other) => !isRetried(`${one}\n${other}`) && !isRetried(`${other}\n${one}`),
      ),
    );
  });
});

function delaysIn(stderr: string): readonly number[] {
  return [...stderr.matchAll(/trying again in (?<seconds>[\d.]+) s/gu)].map(({ groups }) =>
    Number(groups?.['seconds']),
  );
}
