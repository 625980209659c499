import { mkdirSync, rmSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const ASK_AGAIN_MS = 100;

/**
 * Runs a task while no other process runs one with the same folder, which stands for it until the task has ended; what
 * is older than `limitMs` was left by a process that died.
 */
export async function alone<T>(folder: string, limitMs: number, task: () => Promise<T>): Promise<T> {
  while (!isFirst(folder)) {
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
    if (Date.now() - mtimeMs > limitMs) rmSync(folder, { recursive: true, force: true });
    else await sleep(ASK_AGAIN_MS);
  }
  try {
    return await task();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Of those that make a folder at once, one succeeds. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
