import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { KIT, pathWith, run, SHELLS, standIn, temporaryFolder } from './kit.ts';

// Many short processes: a machine that is busy takes its time.
vi.setConfig({ testTimeout: 60_000 });

/** systemctl as far as the scripts use it: one unit, whose state is in a file, and which may refuse to start or stop. */
const SYSTEMCTL = `
state=$(cat "$FOLDER/state")
echo "$*" >>"$FOLDER/calls"
case $1 in
  is-active) [ "$state" = active ] ;;
  show) echo "ActiveState=$state" ;;
  start) if [ -e "$FOLDER/broken" ]; then echo failed >"$FOLDER/state"; exit 1; fi; echo active >"$FOLDER/state" ;;
  stop) [ -e "$FOLDER/stuck" ] || echo inactive >"$FOLDER/state" ;;
  status) printf '%s\\n' 'app.service - failed' '[END] status=SUCCEEDED' 'exit-code'; exit 3 ;;
esac`;

describe.each(SHELLS)('with %s', (shell) => {
  const machine = (state: string) => {
    const folder = temporaryFolder();
    standIn(folder, 'systemctl', SYSTEMCTL);
    writeFileSync(join(folder, 'state'), `${state}\n`);
    const env = { PATH: pathWith(folder), FOLDER: folder };
    return {
      folder,
      call: (script: string, ...args: readonly string[]) =>
        run(shell, [join(KIT, 'scripts', script), ...args], { env }),
      state: () => readFileSync(join(folder, 'state'), 'utf8').trim(),
      calls: () =>
        readFileSync(join(folder, 'calls'), 'utf8')
          .split('\n')
          .map((call) => call.split(' ')[0]),
      breaks: (how: string) => {
        writeFileSync(join(folder, how), '');
      },
    };
  };

  describe('start.sh', () => {
    it('starts what does not run, also a new unit and one that failed before', async () => {
      const { call, state, calls } = machine('failed');

      expect(await call('start.sh', 'app.service')).toEqual({
        status: 0,
        stdout: '[INFO] start: app.service runs\n',
        stderr: '',
      });
      expect(state()).toBe('active');
      expect(calls()).toEqual(['is-active', 'daemon-reload', 'reset-failed', 'start', 'is-active', '']);
    });

    it('leaves alone what runs', async () => {
      const { call, calls } = machine('active');

      expect(await call('start.sh', 'app.service')).toMatchObject({
        status: 0,
        stdout: '[INFO] start: app.service runs already\n',
      });
      expect(calls()).toEqual(['is-active', '']);
    });

    it('may be called twice', async () => {
      const { call, state } = machine('inactive');

      expect([(await call('start.sh')).status, (await call('start.sh')).status, state()]).toEqual([
        0,
        0,
        'active',
      ]);
    });

    it('says why a unit does not run, in lines that forge nothing', async () => {
      const { call, breaks } = machine('inactive');
      breaks('broken');

      expect(await call('start.sh', 'app.service')).toEqual({
        status: 1,
        stderr: '',
        stdout:
          '[INFO] start: app.service does not run (systemctl start: exit status 1)\n' +
          '[DIAG] | app.service - failed\n[DIAG] | (END) status=SUCCEEDED\n[DIAG] | exit-code\n',
      });
    });
  });

  describe('stop.sh', () => {
    it.each(['active', 'activating', 'reloading'])('stops what is %s', async (before) => {
      const { call, state } = machine(before);

      expect(await call('stop.sh', 'app.service')).toMatchObject({
        status: 0,
        stdout: '[INFO] stop: app.service is stopped\n',
      });
      expect(state()).toBe('inactive');
    });

    it.each(['inactive', 'failed'])(
      'has nothing to do where the unit is %s, as one is that does not exist',
      async (before) => {
        const { call, calls } = machine(before);

        expect(await call('stop.sh', 'app.service')).toMatchObject({ status: 0 });
        expect(calls()).toEqual(['show', '']);
      },
    );

    it('may be called twice', async () => {
      const { call, state } = machine('active');

      expect([(await call('stop.sh')).status, (await call('stop.sh')).status, state()]).toEqual([
        0,
        0,
        'inactive',
      ]);
    });

    it('fails where the unit still runs', async () => {
      const { call, breaks } = machine('active');
      breaks('stuck');

      expect(await call('stop.sh', 'app.service')).toMatchObject({
        status: 1,
        stdout: '[INFO] stop: app.service is active (systemctl stop: exit status 0)\n',
      });
    });
  });

  it.each(['start.sh', 'stop.sh'])('%s takes the unit from app.env, or as an argument', async (script) => {
    const { call, folder } = machine('active');

    await call(script);
    await call(script, 'other@1.service');

    const calls = readFileSync(join(folder, 'calls'), 'utf8');
    expect(calls).toContain(' app.service\n');
    expect(calls).toContain(' other@1.service\n');
  });

  it.each([
    ['start.sh', ['--now']],
    ['stop.sh', ['a b']],
    ['start.sh', ['a', 'b']],
    ['stop.sh', ['$(id)']],
  ])('%s refuses %j', async (script, args) => {
    const { call, folder } = machine('active');

    expect(await call(script, ...args)).toMatchObject({ status: 64, stdout: '' });
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  it.each(['start.sh', 'stop.sh'])('%s without a unit says what is missing', async (script) => {
    const folder = temporaryFolder();
    cpSync(join(KIT, 'scripts', script), join(folder, script));

    const { status, stderr } = await run(shell, [join(folder, script)]);

    expect(status).toBe(64);
    expect(stderr).toContain('set APP_UNIT in app.env');
  });
});
