import { vi } from 'vitest';

const STEP_MS = 50;
/** Enough for what an answer without sockets needs: promises and streams. */
const TURNS = 30;
// Taken before a test makes the timers virtual.
const turn = setImmediate;

/** Lets virtual time pass until something is over, at most `ms`; whatever needs no time is done before each step. */
export async function passTime(isOver: () => boolean, ms: number): Promise<void> {
  for (let passed = 0; passed <= ms; passed += STEP_MS) {
    await takeTurns(isOver);
    // A module that is loaded late comes from another process, in real time; what waited for it goes on then.
    await vi.dynamicImportSettled();
    await takeTurns(isOver);
    if (isOver()) return;
    await vi.advanceTimersByTimeAsync(STEP_MS);
  }
}

async function takeTurns(isOver: () => boolean): Promise<void> {
  for (let n = 0; n < TURNS && !isOver(); n++) await new Promise((resolve) => turn(resolve));
}
