import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const KIT = join(import.meta.dirname, '../../app-kit');

/** What a command left behind. */
export interface Ran {
  /** The exit status; 128 and the signal's number where a signal ended it. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with what standard output held so far, each time there is more. */
  readonly onOutput?: (stdout: string) => void;
  readonly signal?: AbortSignal;
}

/** Runs a program with exactly these arguments; of the test's own environment only the path counts. */
export async function run(
  program: string,
  args: readonly string[],
  { env = {}, cwd, onOutput, signal }: Circumstances = {},
): Promise<Ran> {
  const child = spawn(program, args, {
    cwd,
    signal,
    killSignal: 'SIGTERM',
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), TMPDIR: tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput?.(stdout);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(error);
    });
    child.on('close', (code) => {
      resolve({ status: code ?? 128, stdout, stderr });
    });
  });
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-kit-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Puts a program that stands in for another into `folder/bin`; its text is that of a shell script. */
export function standIn(folder: string, name: string, text: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

/** The path with the stand-ins of a folder before everything else. */
export function pathWith(folder: string): string {
  return `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
}

/** Whether a program is installed, for what must not be needed. */
export function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0;
}

/** The shells that a script of plain POSIX sh is tried with. */
export const SHELLS = isInstalled('dash') ? ['dash', 'bash'] : ['sh', 'bash'];
