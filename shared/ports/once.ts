import type { ServiceError } from '../domain/lookup.ts';

/** How a guarded task ended; `fault` says that the store failed, so that a repeat can't be told from a first time. */
export interface OnceResult {
  readonly outcome: 'done' | 'duplicate' | 'under-way';
  readonly fault?: ServiceError | undefined;
}

/**
 * Runs a task once for a key. Throws only what the task throws, and then the key is free again; a store that fails
 * lets the task run unguarded: twice is better than never. `remainingMs` bounds how long the task may take.
 */
export type Once = (
  key: readonly string[],
  remainingMs: number,
  task: () => Promise<void>,
) => Promise<OnceResult>;
