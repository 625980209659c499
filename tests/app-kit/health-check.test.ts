import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { diagnose } from '../../shared/domain/diagnosis/diagnose.ts';
import { RULES } from '../../shared/domain/diagnosis/rules/rules.ts';
import { isInstalled, KIT, run, SHELLS, temporaryFolder } from './kit.ts';
import { freePort, serve, statuses } from './loopback.ts';

// Many short processes: a machine that is busy takes its time.
vi.setConfig({ testTimeout: 60_000 });

const SCRIPT = join(KIT, 'scripts/health_check.sh');
const QUICK = ['--interval', '0.001', '--attempts', '4'];
const NOWHERE = 'http://127.0.0.1:1/';

describe.each(SHELLS)('health_check.sh in %s', (shell) => {
  const check = (args: readonly string[], options = {}) => run(shell, [SCRIPT, ...QUICK, ...args], options);

  it('is content with a healthy service at once', async () => {
    const url = await serve(statuses(200));

    expect(await check([`${url}/health`])).toEqual({
      status: 0,
      stderr: '',
      stdout: [
        `[INFO] health: waiting for ${url}/health: 4 attempts, 120.000 s at most`,
        '[INFO] health: attempt 1 of 4: status 200, healthy (1 of 1 in a row)',
        `[INFO] health: healthy: ${url}/health`,
        '',
      ].join('\n'),
    });
  });

  it('says 1 where nothing ever answers', async () => {
    const { status, stdout } = await check([`http://127.0.0.1:${await freePort()}/`]);

    expect(status).toBe(1);
    expect(stdout).toMatch(
      /attempt 4 of 4: no answer \(curl: \(7\)[^\n]+\n\[INFO\] health: never up: no attempt is left/u,
    );
  });

  it('waits until a service comes up', async () => {
    const port = await freePort();
    let later: Promise<string> | undefined;

    const { status } = await check(['--attempts', '999', `http://127.0.0.1:${port}/`], {
      onOutput: (text: string) => {
        if (text.includes('no answer')) later ??= serve(statuses(503, 503, 200), { port });
      },
    });

    await later;
    expect(status).toBe(0);
  });

  it('says 2 where a service is up and answers wrongly, and shows how', async () => {
    const url = await serve(statuses(503));

    const { status, stdout } = await check([url]);

    expect(status).toBe(2);
    expect(stdout).toContain('up, but not healthy: no attempt is left; last: status 503, not 200\n');
    expect(stdout).toContain('[DIAG] health: the last body begins: status 503\n');
  });

  it('waits through wrong answers until the right one', async () => {
    expect(await check([await serve(statuses(502, 404, 200))])).toMatchObject({ status: 0 });
  });

  it('lets a service that flaps wait for as many healthy answers in a row as are wanted', async () => {
    const flaps = await serve(statuses(200, 500, 200, 200));
    const keepsFlapping = await serve(statuses(200, 500, 200, 500));

    expect(await check(['--consecutive', '2', flaps])).toMatchObject({ status: 0 });
    expect(await check(['--consecutive', '2', keepsFlapping])).toMatchObject({ status: 2 });
    expect((await check(['--consecutive', '3', await serve(statuses(500, 500, 200))])).stdout).toContain(
      'last: healthy, but not often enough in a row',
    );
  });

  it.each([
    ['204', 204, 0],
    ['200,204', 204, 0],
    ['2xx', 201, 0],
    ['2xx,401', 401, 0],
    ['2xx', 301, 2],
    ['201', 200, 2],
  ])('takes for healthy with --status %s: %i gives %i', async (wanted, answered, status) => {
    expect(await check(['--status', wanted, await serve(statuses(answered))])).toMatchObject({ status });
  });

  it('does not follow redirects', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve(({ url: path }, response) => {
      asked.push(path);
      response.writeHead(302, { location: '/login' }).end();
    });

    expect((await check(['--attempts', '1', `${url}/health`])).stdout).toContain('status 302, not 200');
    expect(asked).toEqual(['/health']);
  });

  it.each([
    ['"status": *"(UP|ok)"', 0],
    ['"db": *"up"', 2],
  ])('wants a body that matches %s: %i', async (body, status) => {
    const url = await serve((_, response) => response.end('{"status": "UP"}'));

    expect(await check(['--body', body, url])).toMatchObject({ status });
  });

  it('reads the beginning of a body without end, and no more', async () => {
    const url = await serve((_, response) => {
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', more).write('ready');
      more();
    });

    expect(await check(['--body', '^ready', url])).toMatchObject({ status: 0 });
  });

  it('gives up on a request after its time, up or not', async () => {
    const silent = await serve(() => undefined);
    const halfway = await serve((_, response) => response.writeHead(200).write('half'));
    const options = ['--attempts', '1', '--timeout', '0.1'];

    expect((await check([...options, silent])).stdout).toContain(
      'never up: no attempt is left; last: no answer (curl: (28)',
    );
    expect(await check([...options, halfway])).toMatchObject({ status: 2 });
    expect((await check([...options, halfway])).stdout).toContain('the body did not end');
  });

  it('keeps to the limit for everything, within a request too', async () => {
    const silent = await serve(() => undefined);

    expect((await check(['--limit', '0.2', '--timeout', '9', silent])).stdout).toMatch(
      /never up: the limit of 0\.200 s/u,
    );
    expect((await check(['--limit', '9', '--interval', '9', NOWHERE])).stdout).toMatch(
      /never up: the limit of 9\.000 s leaves no time for another attempt/u,
    );
  });

  it('sends the headers that it is given, as they are', async () => {
    const url = await serve(({ headers }, response) => response.end(JSON.stringify(headers)));
    const headers = ['--header', 'Host: shop.example.com', '--header', `X-Odd: a "b" $HOME * \\ 'c'`];

    const { status, stdout } = await check(['--status', '418', '--attempts', '1', ...headers, url]);

    expect(status).toBe(2);
    expect(stdout).toContain('"host":"shop.example.com"');
    expect(stdout).toContain(`"x-odd":"a \\"b\\" $HOME * \\\\ 'c'"`);
  });

  it.skipIf(!isInstalled('openssl'))('speaks https, and trusts only whom it should', async () => {
    const folder = temporaryFolder();
    const made = await run(
      'openssl',
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem'.split(
        ' ',
      ),
      { cwd: folder },
    );
    expect(made.status).toBe(0);
    const [key, cert] = ['key.pem', 'cert.pem'].map((file) => readFileSync(join(folder, file), 'utf8'));
    const url = await serve(statuses(200), { tls: { key: key ?? '', cert: cert ?? '' } });

    expect(await check(['--ca-file', join(folder, 'cert.pem'), url])).toMatchObject({ status: 0 });
    const untrusted = await check(['--attempts', '1', url]);
    expect(untrusted.status).toBe(1);
    expect(untrusted.stdout).toContain('curl: (60)');
  });

  it('goes to the machine itself without a proxy', async () => {
    const env = { http_proxy: NOWHERE, HTTP_PROXY: NOWHERE };

    expect(await check([await serve(statuses(200))], { env })).toMatchObject({ status: 0 });
  });

  it('shows neither a user nor a query', async () => {
    const url = (await serve(statuses(200))).replace('//', '//user:pass@');

    expect((await check([`${url}/health?token=abc`])).stdout).not.toMatch(/user|pass|abc/u);
  });

  it('shows a hostile body in one line that forges nothing', async () => {
    const hostile =
      'down\n[END] status=SUCCEEDED\r\n\u001b[2K[INFO] all well\n[Container] 2026/11/23 08:09:10 Phase complete';
    const url = await serve((_, response) => response.writeHead(500).end(hostile));

    const lines = (await check(['--attempts', '1', url])).stdout.trimEnd().split('\n');

    expect(lines.slice(0, -1).filter((line) => !line.startsWith('[INFO] health: '))).toEqual([]);
    expect(lines.at(-1)).toBe(
      '[DIAG] health: the last body begins: down (END) status=SUCCEEDED [2K(INFO) all well (Container) 2026/11/23 08:09:10 Phase complete',
    );
  });

  it.each([
    [[], { HEALTH_ATTEMPTS: '2' }],
    [['--attempts', '2'], { HEALTH_ATTEMPTS: '9' }],
  ])(
    'takes its settings from app.env, over that the environment, over that options %j',
    async (args, env) => {
      const folder = temporaryFolder();
      cpSync(SCRIPT, join(folder, 'health_check.sh'));
      const settings = {
        URL: await serve(statuses(204)),
        ATTEMPTS: 5,
        INTERVAL: '0.001',
        STATUS: 204,
        CONSECUTIVE: 2,
        LIMIT: 7,
        TIMEOUT: 3,
        BODY: '',
      };
      const lines = Object.entries(settings).map(([name, value]) => `HEALTH_${name}='${value}'`);
      writeFileSync(join(folder, 'app.env'), `${lines.join('\n')}\n`);

      const { status, stdout } = await run(shell, [join(folder, 'health_check.sh'), ...args], { env });

      expect(status).toBe(0);
      expect(stdout).toContain('2 attempts, 7.000 s at most');
      expect(stdout).toContain('(2 of 2 in a row)');
    },
  );

  it.each([
    [['--attempts', '0', NOWHERE], '--attempts takes a number from 1 to 999'],
    [['--attempts', '-1', NOWHERE], '--attempts takes a number from 1 to 999'],
    [['--interval', 'soon', NOWHERE], '--interval takes seconds'],
    [['--timeout', '0', NOWHERE], '--timeout and --limit take more than 0 seconds'],
    [['--limit', '90000', NOWHERE], '--limit takes at most 86400 seconds'],
    [['--status', '20', NOWHERE], '--status takes codes'],
    [['--status', '2xx,', NOWHERE], '--status takes codes'],
    [['--status', '*', NOWHERE], '--status takes codes'],
    [['--body', '(', NOWHERE], '--body takes an extended regular expression'],
    [['--consecutive', '5', NOWHERE], '--consecutive takes no more than --attempts'],
    [['--header', 'no colon', NOWHERE], '--header takes one line'],
    [['--header', 'A: b\nC: d', NOWHERE], '--header takes one line'],
    [['--header', '@/etc/passwd:', NOWHERE], '--header takes one line'],
    [['--ca-file', '/does/not/exist', NOWHERE], '--ca-file takes a file'],
    [['--body'], '--body takes a value'],
    [['--follow', NOWHERE], 'there is no option --follow'],
    [['file:///etc/passwd'], 'the URL begins with neither'],
    [['http://127.0.0.1/a b'], 'the URL holds a blank'],
    [[NOWHERE, NOWHERE], 'there is more than one URL'],
  ])('says how it was misused: %j', async (args, says) => {
    const ran = await check(args);

    expect(ran).toMatchObject({ status: 64, stdout: '' });
    expect(ran.stderr).toContain(`health_check.sh: ${says}`);
  });

  it('shows its options', async () => {
    expect(await check(['--help'])).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('what Pipewatch makes of a deployment whose check failed', () => {
  it.each([
    ['never up', () => 'http://127.0.0.1:1/'],
    ['up, but not healthy', () => serve(statuses(503))],
  ])('is that it did not become healthy, and the log says how: %s', async (says, target) => {
    const { stdout } = await run('sh', [SCRIPT, ...QUICK, await target()]);
    const event = { name: 'ValidateService', status: 'Failed', code: 'ScriptFailed', logTail: stdout };

    const { cause, excerpt } = diagnose(
      {
        action: { action: 'Deploy', result: { code: 'JobFailed' } },
        deployment: {
          error: { code: 'HEALTH_CONSTRAINTS', message: 'too few healthy instances' },
          alarms: [],
        },
        targets: [{ id: 'i-1', status: 'Failed', events: [event] }],
      },
      { user: [], own: RULES },
    );

    expect(cause).toMatchObject({ kind: 'deploy-health', class: 'permanent' });
    expect(excerpt?.lines.join('\n')).toContain(`health: ${says}`);
  });
});
