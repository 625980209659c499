import { vi } from 'vitest';

const STEP_MS = 50;
/** Enough for what an answer without sockets needs: promises, streams, a module that is loaded late. */
const TURNS = 30;
// Taken before a test makes the timers virtual.
const turn = setImmediate;

/** Lets virtual time pass until something is over, at most `ms`; whatever needs no time is done before each step. */
export async function passTime(isOver: () => boolean, ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += STEP_MS) {
    for (let n = 0; n < TURNS && !isOver(); n++) await new Promise((resolve) => turn(resolve));
    if (isOver()) return;
    await vi.advanceTimersByTimeAsync(STEP_MS);
  }
}
