import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { KIT } from './kit.ts';
import { readTemplate, resourcesWith } from './template.ts';

interface Appspec {
  readonly version: number;
  readonly os?: string;
  readonly hooks?: Readonly<
    Record<string, readonly { readonly location: string; readonly timeout: number }[]>
  >;
  readonly Hooks?: readonly Readonly<Record<string, string>>[];
  readonly Resources?: readonly unknown[];
}

describe('the appspecs', () => {
  const read = (file: string) => parse(readFileSync(join(KIT, file), 'utf8')) as Appspec;
  /** https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html */
  const serverHooks = [
    'ApplicationStop',
    'BeforeInstall',
    'AfterInstall',
    'ApplicationStart',
    'ValidateService',
  ];

  it('of servers calls scripts of the kit, the check under ValidateService', () => {
    const { version, os, hooks = {} } = read('appspec.yml');

    expect({ version, os }).toEqual({ version: 0, os: 'linux' });
    expect(Object.keys(hooks).filter((hook) => !serverHooks.includes(hook))).toEqual([]);
    expect(hooks['ValidateService']?.map(({ location }) => location)).toEqual(['scripts/health_check.sh']);
    for (const { location } of Object.values(hooks).flat())
      expect(readFileSync(join(KIT, location), 'utf8')).toMatch(/^#!\/bin\/sh\n/u);
  });

  it('of servers lets the scripts end before CodeDeploy ends them', () => {
    const { hooks = {} } = read('appspec.yml');
    const limit = Number(
      /^HEALTH_LIMIT='(\d+)'$/mu.exec(readFileSync(join(KIT, 'scripts/app.env'), 'utf8'))?.[1],
    );

    expect(limit).toBeGreaterThan(0);
    expect(hooks['ValidateService']?.[0]?.timeout).toBeGreaterThan(limit);
    for (const script of ['start.sh', 'stop.sh']) {
      const text = readFileSync(join(KIT, 'scripts', script), 'utf8');
      const limits = [...text.matchAll(/\btimeout (\d+) systemctl/gu)].map(([, seconds]) => Number(seconds));
      const longest = Math.max(...limits);
      const calls = Object.values(hooks)
        .flat()
        .filter(({ location }) => location.endsWith(script));
      expect(calls.filter(({ timeout }) => timeout <= longest)).toEqual([]);
    }
  });

  it.each([
    [
      'appspecs/ecs.yml',
      ['BeforeInstall', 'AfterInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'],
    ],
    ['appspecs/lambda.yml', ['BeforeAllowTraffic', 'AfterAllowTraffic']],
  ])('%s has hooks that exist there, and they are the function of validation-hook.yml', (file, known) => {
    const { Hooks = [], Resources = [] } = read(file);
    const hook = resourcesWith(readTemplate(join(KIT, 'validation-hook.yml')), {
      HealthUrl: 'https://example.com/health',
    })['Check'];

    expect(Resources).toHaveLength(1);
    expect(Hooks.flatMap((it) => Object.keys(it)).filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(Hooks.flatMap((it) => Object.values(it)))).toEqual(
      new Set([hook?.Properties['FunctionName']]),
    );
  });
});
