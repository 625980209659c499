import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { isInstalled, KIT, run, temporaryFolder } from './kit.ts';

// cfn-lint takes seconds.
vi.setConfig({ testTimeout: 60_000 });

it.skipIf(!isInstalled('cfn-lint')).each(['pipeline.yml', 'alarm.yml', 'validation-hook.yml'])(
  'cfn-lint has nothing against %s',
  async (file) => {
    expect(
      await run('cfn-lint', [join(KIT, file)], {
        cwd: temporaryFolder(),
        env: { HOME: process.env['HOME'] ?? '' },
      }),
    ).toEqual({ status: 0, stdout: '', stderr: '' });
  },
);

it.skipIf(!isInstalled('shellcheck'))('shellcheck has nothing against the scripts', async () => {
  const scripts = ['retry', 'health_check', 'start', 'stop', 'step'].map((name) =>
    join(KIT, `scripts/${name}.sh`),
  );

  expect(await run('shellcheck', scripts)).toEqual({ status: 0, stdout: '', stderr: '' });
});
