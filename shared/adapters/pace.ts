import type { ServiceError } from '../domain/lookup.ts';
import { OutOfTimeError } from '../domain/out-of-time.ts';
import { isRefusal } from './refusal.ts';
import { toServiceError } from './service-error.ts';

const MAX_TRIES = 6;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;

/** What a pace needs beside the calls. */
export interface PaceMeans {
  readonly callsPerSecond: number;
  /** How many calls may be under way at once. */
  readonly concurrency: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Makes calls one after another at a steady pace, until a time in milliseconds since the epoch. */
export type Pace = <T>(operation: string, until: number, call: () => Promise<T>) => Promise<T>;

/**
 * A pace that all calls share. A call that was throttled, or that the service did not answer, is made again after a while, and
 * what was throttled slows down every call. Throws an OutOfTimeError instead of a call that would begin after `until`.
 */
export function createPace({ callsPerSecond, concurrency, now, wait, random }: PaceMeans): Pace {
  const gapMs = 1000 / callsPerSecond;
  let free = 0;
  const places = createPlaces(concurrency);
  const turn = async (until: number): Promise<void> => {
    const at = Math.max(now(), free);
    if (at >= until) throw new OutOfTimeError();
    free = at + gapMs;
    if (at > now()) await wait(at - now());
  };
  return async (operation, until, call) => {
    for (let tries = 1; ; tries++) {
      await places.take();
      try {
        await turn(until);
        return await call();
      } catch (error) {
        if (error instanceof OutOfTimeError) throw error;
        const failure = toServiceError(operation, error);
        if (tries === MAX_TRIES || !mayHelp(failure, error)) throw failure;
        const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
        const pause = longest * (0.5 + random() / 2);
        if (failure.reason === 'throttled') free = Math.max(free, now() + pause);
        else await wait(pause);
      } finally {
        places.give();
      }
    }
  };
}

/** So many places, for whoever comes first. */
function createPlaces(count: number) {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    take: (): Promise<void> => {
      if (free > 0) {
        free--;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    give: (): void => {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}

/** What the service refuses is refused again, unless it only had too much to do. */
function mayHelp({ reason }: ServiceError, error: unknown): boolean {
  return reason === 'throttled' || !isRefusal(error);
}
