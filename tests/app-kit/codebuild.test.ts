import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { build, problemsOf, readBuildspec } from './codebuild.ts';
import type { Buildspec } from './codebuild.ts';
import { KIT, temporaryFolder } from './kit.ts';

describe('a build as CodeBuild runs it', () => {
  const phases = (each: Partial<Buildspec['phases']>) =>
    ({ version: 0.2, env: { shell: 'bash' }, phases: each }) as Buildspec;
  const outputOf = async (spec: Buildspec) => (await build(spec, temporaryFolder(), {})).lines;

  it('keeps the directory and what is exported from command to command and phase to phase, and nothing else', async () => {
    const commands = ['mkdir -p deep && cd deep', 'export KEPT="a b"', 'LOST=1; set -o pipefail; f() { :; }'];
    const looks = [
      'basename "$PWD"; echo "$KEPT<$LOST>"',
      'false | true; type f >/dev/null 2>&1 || echo none',
    ];

    expect(await outputOf(phases({ build: { commands }, post_build: { commands: looks } }))).toEqual([
      'deep',
      'a b<>',
      'none',
    ]);
  });

  const says = (text: string) => ({ commands: [`echo ${text} $CODEBUILD_BUILD_SUCCEEDING`] });
  const fails = (name: string, more = {}) => ({
    commands: [`echo ${name}; exit 1`, 'echo never'],
    finally: ['echo finally'],
    ...more,
  });

  it.each([
    ['install', {}, ['install', 'finally']],
    ['pre_build', {}, ['pre_build', 'finally']],
    ['build', {}, ['build', 'finally', 'post 0']],
    ['build', { 'on-failure': 'ABORT' }, ['build', 'finally']],
    ['pre_build', { 'on-failure': 'CONTINUE' }, ['pre_build', 'finally', 'post 0']],
    ['install', { 'on-failure': 'RETRY-1' }, ['install', 'finally', 'install', 'finally']],
    ['install', { 'on-failure': 'RETRY-2-nothing like it' }, ['install', 'finally']],
  ])('goes on after a failed %s with %j as far as it should', async (name, more, wanted) => {
    const spec = phases({ [name]: fails(name, more), post_build: says('post') });

    expect(await outputOf(spec)).toEqual(wanted);
    expect((await build(spec, temporaryFolder(), {})).succeeded).toBe(false);
  });

  it('goes on after a phase that succeeded when it was tried again', async () => {
    const once = { commands: ['[ -e once ] || { touch once; exit 1; }'], 'on-failure': 'RETRY-1' };

    expect(await outputOf(phases({ install: once, build: says('build') }))).toEqual(['build 1']);
  });
});

describe('a key that CodeBuild does not know', () => {
  const spec = readBuildspec(join(KIT, 'buildspec.yml'));
  const { build: buildPhase = { commands: [] } } = spec.phases;

  it.each([
    [{ ...spec, logs: {} }, ': no key logs'],
    [{ ...spec, phases: { ...spec.phases, test: buildPhase } }, 'phases: no key test'],
    [{ ...spec, phases: { build: { ...buildPhase, retryMode: 'x' } } }, 'phases.build: no key retryMode'],
    [{ ...spec, phases: { build: { ...buildPhase, 'on-failure': 'RETRY 3' } } }, 'build: on-failure RETRY 3'],
  ])('is seen', (wrong, problem) => {
    expect(problemsOf(wrong)).toContain(problem);
  });
});
