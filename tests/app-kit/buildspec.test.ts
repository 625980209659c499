import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { diagnose } from '../../shared/domain/diagnosis/diagnose.ts';
import { RULES } from '../../shared/domain/diagnosis/rules/rules.ts';
import { build, problemsOf, readBuildspec } from './codebuild.ts';
import type { Built } from './codebuild.ts';
import { KIT, pathWith, standIn, temporaryFolder } from './kit.ts';
import type { StepOf } from './variants.ts';
import { VARIANTS } from './variants.ts';

// Many short processes: a machine that is busy takes its time.
vi.setConfig({ testTimeout: 60_000 });

const PROGRAMS = ['make', 'go', 'gotestsum', 'npm', 'node', 'python', 'mvn', 'docker', 'aws'];
const MARKED = /^\[(?:START|BUILD|TEST|RESULT|END)\]/u;

/** An application with the kit's scripts, whose tools do nothing, unless something else is said of a step's command. */
function application() {
  const folder = temporaryFolder();
  cpSync(join(KIT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/app'), 'app');
  const say = (file: string, text: string): void => {
    writeFileSync(join(folder, file), text);
  };
  for (const name of PROGRAMS)
    standIn(
      folder,
      name,
      `echo "${name} $*" >>"${folder}/calls"\n[ ! -e "${folder}/${name}.does" ] || . "${folder}/${name}.does"`,
    );
  say('go.does', `[ "$*" != 'env GOPATH' ] || echo "${folder}"`);
  say('calls', '');
  return {
    folder,
    /** Shell text in place of a step's command, or else of any call of the program. */
    let: ({ program, args }: Pick<StepOf, 'program' | 'args'>, does: string) => {
      const before = program === 'go' ? `[ "$*" != 'env GOPATH' ] || echo "${folder}"\n` : '';
      say(`${program}.does`, `${before}case "$*" in ${args}) ${does} ;; esac\n`);
    },
    build: (file: string, env = {}) =>
      build(readBuildspec(join(KIT, file)), folder, {
        PATH: pathWith(folder),
        IMAGE_REPOSITORY: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app',
        ...env,
      }),
    calls: () => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n'),
  };
}

function causeOf({ succeeded, phases, log }: Built) {
  const build = { id: 'app-build:1', status: succeeded ? 'SUCCEEDED' : 'FAILED', phases };
  const action = { action: 'Build', result: { code: 'JobFailed' } };
  return diagnose({ action, build, log, stream: { group: 'g', stream: 's' } }, { user: [], own: RULES });
}

function writing(lines: readonly string[], status: number): string {
  return `cat <<'OUTPUT'\n${lines.join('\n')}\nOUTPUT\nexit ${status}`;
}

describe.each(VARIANTS)('$file', ({ file, dependencies, compile, test, last, compileFails, testFails }) => {
  const spec = readBuildspec(join(KIT, file));

  it('is made of what CodeBuild knows', () => {
    expect(problemsOf(spec)).toEqual([]);
    expect(spec.version).toBe(0.2);
    expect(spec.env?.shell).toBe('bash');
  });

  it('runs every command by the one script, but for what makes a folder', () => {
    const commands = Object.values(spec.phases).flatMap((phase) => [
      ...phase.commands,
      ...(phase.finally ?? []),
    ]);

    expect(
      commands.filter((it) => !/^(?:bash scripts\/step\.sh (?:start|run|diag|end)\b|mkdir -p )/u.test(it)),
    ).toEqual([]);
  });

  it('has test reports, artifacts, and native retry only where nothing of ours can retry', () => {
    const retried = Object.entries(spec.phases).filter(([, phase]) =>
      phase['on-failure']?.startsWith('RETRY'),
    );

    expect(Object.values(spec.reports ?? {}).map((report) => report['file-format'])).toEqual(['JUNITXML']);
    expect(spec.artifacts?.files.length).toBeGreaterThan(0);
    expect(retried.map(([name]) => name)).toEqual(['install']);
  });

  it('builds, and its log says so', async () => {
    const { succeeded, lines } = await application().build(file);

    expect(succeeded).toBe(true);
    expect(lines[0]).toBe(
      '[START] build=app-build:0f6c4c2e-8a35-4b0e-9d0a-5f2b7c1d3e4f commit=0d4c7b1e5a9f2c3d4e5f60718293a4b5c6d7e8f9 initiator=codepipeline/app-pipeline',
    );
    expect(lines.filter((line) => line.startsWith('[BUILD]') || line.startsWith('[TEST]'))).toEqual(
      expect.arrayContaining([
        `[BUILD] step=${dependencies.step}`,
        `[BUILD] step=${compile.step}`,
        `[TEST] step=${test.step}`,
        `[BUILD] step=${last}`,
      ]),
    );
    expect(lines.filter((line) => line.startsWith('[RESULT]') && !line.includes('status=SUCCEEDED'))).toEqual(
      [],
    );
    expect(lines.filter((line) => line.startsWith('[DIAG]'))).toEqual([]);
    expect(lines.at(-1)).toMatch(/^\[END\] status=SUCCEEDED seconds=\d+$/u);
  });

  it('stops where the build fails, shows the end of the output, and is diagnosed', async () => {
    const app = application();
    app.let(compile, writing(compileFails.writes, 2));

    const built = await app.build(file);

    expect(built.phases.map(({ name, status }) => `${name} ${status ?? ''}`)).toEqual([
      'INSTALL SUCCEEDED',
      'PRE_BUILD SUCCEEDED',
      'BUILD FAILED',
      'POST_BUILD SUCCEEDED',
    ]);
    const marks = marksOf(built);
    const failed = marks.findIndex((line) => line.includes('status=FAILED'));
    expect(marks.slice(failed, failed + 2)).toEqual([
      expect.stringMatching(`^\\[RESULT\\] step=${compile.step} status=FAILED seconds=\\d+ exit status 2$`),
      `[DIAG] step=${compile.step} exit status 2; the end of its output:`,
    ]);
    expect(marks.slice(-2)).toEqual([
      `[RESULT] step=${last} status=SKIPPED`,
      expect.stringMatching(`^\\[END\\] status=FAILED seconds=\\d+ step=${compile.step} exit status 2$`),
    ]);
    for (const line of compileFails.writes) expect(built.lines).toContain(`[DIAG] | ${line}`);
    expect(causeOf(built)).toMatchObject({
      failedPhase: 'BUILD',
      exitStatus: 2,
      cause: { kind: compileFails.kind, class: 'permanent' },
    });
  });

  it('runs nothing after a failed test, and is diagnosed by what the test runner wrote', async () => {
    const app = application();
    app.let(test, writing(testFails.writes, 1));

    const built = await app.build(file);

    expect(built.lines).toContain(`[RESULT] step=${last} status=SKIPPED`);
    const { cause, excerpt } = causeOf(built);
    expect(cause).toMatchObject({ kind: testFails.kind, class: 'permanent' });
    expect(testFails.writes).toContain(excerpt?.lines.find((line) => line === cause.line));
  });

  it('retries a download that breaks, at the spot', async () => {
    const app = application();
    const broken = '[ -e broken ] || { touch broken; echo "read ECONNRESET"; exit 1; }';
    app.let(dependencies, `cd "${app.folder}"; ${broken}`);

    const built = await app.build(file, { PATH: quickPath(app.folder) });

    expect(built.succeeded).toBe(true);
    expect(built.lines).toContainEqual(
      expect.stringMatching(
        /^\[INFO\] retry: attempt 1 of 3 failed with exit status 1; trying again in [\d.]+ s$/u,
      ),
    );
  });
});

describe('a build by any of them', () => {
  const [{ file, dependencies, compile, test, testFails }] = VARIANTS;

  it('gives up on a download that stays broken, goes to the end, and is diagnosed as transient', async () => {
    const app = application();
    app.let(dependencies, writing(['npm error code ECONNRESET', 'read ECONNRESET'], 1));

    const built = await app.build(file, { PATH: quickPath(app.folder) });

    expect(built.phases.at(-1)).toMatchObject({ name: 'PRE_BUILD', status: 'FAILED' });
    expect(built.lines.at(-1)).toMatch(/^\[END\] status=FAILED seconds=\d+ step=[\w-]+ exit status 1$/u);
    expect(causeOf(built).cause).toMatchObject({ kind: 'network', class: 'transient' });
  });

  it('does not retry what stays as it is', async () => {
    const app = application();
    app.let(
      dependencies,
      writing(['npm error code E404', 'npm error 404 Not Found - GET https://registry.example.com/nix'], 1),
    );

    const built = await app.build(file);

    expect(built.lines).toContainEqual(expect.stringContaining('does not look as if it passes by itself'));
    expect(causeOf(built).cause).toMatchObject({ kind: 'dependency-resolution', class: 'permanent' });
  });

  it.each([
    ['says nothing', 'exit 1', 'command'],
    ['was killed', 'kill -9 $$', 'memory'],
    ['does not exist', 'exec does-not-exist', 'command'],
  ])('is diagnosed where a command %s', async (_, does, kind) => {
    const app = application();
    app.let(compile, does);

    expect(causeOf(await app.build(file)).cause).toMatchObject({ kind, class: 'permanent' });
  });

  it('cannot be led astray by what a command writes', async () => {
    const app = application();
    const hostile = [
      '[END] status=SUCCEEDED seconds=1',
      '\u001B[1m[END]\u001B[0m status=SUCCEEDED',
      'x\r[RESULT] step=unit-tests status=SUCCEEDED seconds=0',
      '[E\u200BND] status=SUCCEEDED',
      '[EN\u0007D] status=SUCCEEDED',
      '[Container] 2026/11/23 08:09:10.971493 Phase complete: BUILD State: SUCCEEDED',
    ];
    app.let(test, writing([...hostile, ...testFails.writes], 1));

    const built = await app.build(file);

    expect(marksOf(built).filter((line) => line.startsWith('[END]'))).toHaveLength(1);
    expect(built.lines.join('\n')).not.toMatch(/\[(?:Container|E.?ND)\](?! status=FAILED)/u);
    expect(causeOf(built).cause).toMatchObject({ kind: testFails.kind });
  });
});

describe('the variant for Node.js, with its real test runner', () => {
  it.each([
    ['passes', '1', true],
    ['fails', '2', false],
  ])('%s as the test does, and leaves a report', async (_, expected, succeeded) => {
    const app = application();
    app.let({ program: 'node', args: '--test*' }, `exec '${process.execPath}' "$@"`);
    const test = `import test from 'node:test';import assert from 'node:assert';test('adds', () => assert.equal(1, ${expected}));`;
    writeFileSync(join(app.folder, 'sum.test.mjs'), test);

    const built = await app.build('buildspecs/node.yml');

    expect(built.succeeded).toBe(succeeded);
    expect(readFileSync(join(app.folder, 'reports/unit-tests.xml'), 'utf8')).toContain(
      '<testcase name="adds"',
    );
    expect(causeOf(built).cause.kind).toBe(succeeded ? 'unknown' : 'test');
  });
});

/** The structured lines; of [DIAG] only the first. */
function marksOf({ lines }: Built): readonly string[] {
  return lines.filter((line) => MARKED.test(line) || line.startsWith('[DIAG] step='));
}

/** A path on which nobody waits: `sleep` comes back at once. */
function quickPath(folder: string): string {
  standIn(folder, 'sleep', ':');
  return pathWith(folder);
}
