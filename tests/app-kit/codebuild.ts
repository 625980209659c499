import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { BuildPhase, LogEvent } from '../../shared/domain/diagnosis/build.ts';
import { run, temporaryFolder } from './kit.ts';

/**
 * A buildspec, and a build of it as CodeBuild does it: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 * and https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
 */
export interface Buildspec {
  readonly version: number;
  readonly env?: { readonly shell?: string; readonly variables?: Readonly<Record<string, string>> };
  readonly phases: Readonly<Record<string, Phase>>;
  readonly reports?: Readonly<Record<string, Files>>;
  readonly artifacts?: Files;
  readonly cache?: { readonly paths: readonly string[] };
}

export interface Phase {
  readonly 'on-failure'?: string;
  readonly 'runtime-versions'?: Readonly<Record<string, number | string>>;
  readonly commands: readonly string[];
  readonly finally?: readonly string[];
}

export interface Files {
  readonly files: readonly string[];
  readonly 'base-directory'?: string;
  readonly 'file-format'?: string;
}

const PHASES = ['install', 'pre_build', 'build', 'post_build'];
const RETRY = /^RETRY(?:-(?<count>\d{1,3}))?(?:-(?<pattern>.+))?$/u;
/** The keys that CodeBuild knows, by the place where they stand. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': ['version', 'run-as', 'env', 'proxy', 'batch', 'phases', 'reports', 'artifacts', 'cache'],
  env: [
    'shell',
    'variables',
    'parameter-store',
    'secrets-manager',
    'exported-variables',
    'git-credential-helper',
  ],
  phases: PHASES,
  'phases.*': ['run-as', 'on-failure', 'runtime-versions', 'commands', 'finally'],
  'reports.*': ['files', 'base-directory', 'discard-paths', 'file-format'],
  artifacts: [
    'files',
    'name',
    'discard-paths',
    'base-directory',
    'exclude-paths',
    'enable-symlinks',
    's3-prefix',
    'secondary-artifacts',
  ],
  cache: ['key', 'fallback-keys', 'action', 'paths'],
};

export function readBuildspec(file: string): Buildspec {
  return parse(readFileSync(file, 'utf8')) as Buildspec;
}

/** What CodeBuild would not know in a buildspec, or would know as something else. */
export function problemsOf(spec: Buildspec): readonly string[] {
  const phases = Object.entries(spec.phases);
  const places: readonly (readonly [string, string, object])[] = [
    ['', '', spec],
    ['env', 'env', spec.env ?? {}],
    ['phases', 'phases', spec.phases],
    ...phases.map(([name, phase]) => [`phases.${name}`, 'phases.*', phase] as const),
    ...Object.entries(spec.reports ?? {}).map(
      ([name, report]) => [`reports.${name}`, 'reports.*', report] as const,
    ),
    ['artifacts', 'artifacts', spec.artifacts ?? {}],
    ['cache', 'cache', spec.cache ?? {}],
  ];
  return [
    ...places.flatMap(([path, known, value]) =>
      Object.keys(value).flatMap((key) => (KEYS[known]?.includes(key) ? [] : [`${path}: no key ${key}`])),
    ),
    ...phases.flatMap(([name, { commands, finally: last = [], 'on-failure': onFailure = 'ABORT' }]) => [
      ...[...commands, ...last].flatMap((it) =>
        typeof it === 'string' ? [] : [`${name}: a command is no text`],
      ),
      ...(/^(?:ABORT|CONTINUE)$/u.test(onFailure) || RETRY.test(onFailure)
        ? []
        : [`${name}: on-failure ${onFailure}`]),
      ...(name !== 'install' && 'runtime-versions' in (spec.phases[name] ?? {})
        ? [`${name}: runtime-versions`]
        : []),
    ]),
  ];
}

/** What became of a build, in the shapes in which Pipewatch reads it. */
export interface Built {
  readonly succeeded: boolean;
  readonly phases: readonly BuildPhase[];
  readonly log: readonly LogEvent[];
  /** The log's own lines, without CodeBuild's. */
  readonly lines: readonly string[];
}

/** Runs the phases of a buildspec in a folder; each command in a shell of its own that inherits directory and exports. */
export async function build(
  spec: Buildspec,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Built> {
  const log = logger();
  const shell = shellIn(spec, cwd, env);
  const phases: BuildPhase[] = [];
  let succeeding = true;

  const runPhase = async (name: string, phase: Phase): Promise<string | undefined> => {
    log.say(`Entering phase ${name.toUpperCase()}`);
    let failure: string | undefined;
    for (const commands of [phase.commands, phase.finally ?? []])
      for (const command of commands) {
        log.say(`Running command ${command}`);
        const { status, output } = await shell(command, succeeding);
        log.write(output);
        if (status === 0) continue;
        log.say(`Command did not exit successfully ${command} exit status ${status}`);
        failure ??= `Error while executing command: ${command}. Reason: exit status ${status}`;
        break;
      }
    const state = failure === undefined ? 'SUCCEEDED' : 'FAILED';
    log.say(`Phase complete: ${name.toUpperCase()} State: ${state}`);
    const code = failure === undefined ? '' : 'COMMAND_EXECUTION_ERROR';
    log.say(`Phase context status code: ${code} Message: ${failure ?? ''}`);
    return failure;
  };

  for (const name of PHASES) {
    const phase = spec.phases[name];
    if (phase === undefined) continue;
    const onFailure = phase['on-failure'];
    const before = log.events.length;
    let failure = await runPhase(name, phase);
    const retry = RETRY.exec(onFailure ?? '')?.groups;
    const pattern = new RegExp(retry?.['pattern'] ?? '', 'u');
    const output = () =>
      log.events
        .slice(before)
        .map(({ message }) => message)
        .join('');
    for (
      let left = retry ? Number(retry['count'] ?? 3) : 0;
      left > 0 && failure && pattern.test(output());
      left -= 1
    )
      failure = await runPhase(name, phase);
    const contexts = failure === undefined ? [] : [{ code: 'COMMAND_EXECUTION_ERROR', message: failure }];
    phases.push({
      name: name.toUpperCase(),
      status: failure === undefined ? 'SUCCEEDED' : 'FAILED',
      contexts,
    });
    if (failure === undefined) continue;
    succeeding = false;
    // Only from BUILD does a failed build go on, unless told to.
    if (onFailure !== 'CONTINUE' && (name !== 'build' || onFailure !== undefined)) break;
  }
  return { succeeded: succeeding, phases, log: log.events, lines: log.lines };
}

/** Runs one command after another as CodeBuild does: directory and exported variables are kept, nothing else is. */
function shellIn(spec: Buildspec, cwd: string, env: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'tmp'));
  const [script, exports, directory] = ['script.sh', 'env.sh', 'dir.txt'].map((name) => join(folder, name));
  writeFileSync(exports ?? '', '');
  writeFileSync(directory ?? '', cwd);
  const shell = spec.env?.shell ?? '/bin/sh';
  const base = {
    CODEBUILD_BUILD_ID: 'app-build:0f6c4c2e-8a35-4b0e-9d0a-5f2b7c1d3e4f',
    CODEBUILD_INITIATOR: 'codepipeline/app-pipeline',
    CODEBUILD_RESOLVED_SOURCE_VERSION: '0d4c7b1e5a9f2c3d4e5f60718293a4b5c6d7e8f9',
    CODEBUILD_SRC_DIR: cwd,
    AWS_REGION: 'eu-west-1',
    TMPDIR: join(folder, 'tmp'),
    ...spec.env?.variables,
    ...env,
  };
  return async (command: string, succeeding: boolean): Promise<{ status: number; output: string }> => {
    const succeedingNow = `CODEBUILD_BUILD_SUCCEEDING=${succeeding ? 1 : 0}`;
    writeFileSync(
      script ?? '',
      `. '${exports}'\nexport ${succeedingNow}\ncd "$(cat '${directory}')"\ntrap 'export -p >"${exports}"; pwd >"${directory}"' EXIT\n${command}\n`,
    );
    const { status, stdout } = await run('sh', ['-c', 'exec "$0" "$1" 2>&1', shell, script ?? ''], {
      env: base,
      cwd,
    });
    return { status, output: stdout };
  };
}

function logger() {
  const events: LogEvent[] = [];
  const lines: string[] = [];
  let at = Date.UTC(2026, 10, 23, 8, 4, 35);
  return {
    events,
    lines,
    say: (text: string): void => {
      at += 10;
      const stamp = new Date(at).toISOString().replaceAll('-', '/').replace('T', ' ').replace('Z', '456');
      for (const line of `[Container] ${stamp} ${text}`.split('\n'))
        events.push({ at, message: `${line}\n` });
    },
    write: (output: string): void => {
      for (const line of output
        .split('\n')
        .slice(0, output.endsWith('\n') || output === '' ? -1 : undefined)) {
        at += 10;
        lines.push(line);
        events.push({ at, message: `${line}\n` });
      }
    },
  };
}
