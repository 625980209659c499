import type { Missing, Question } from '../domain/findings.ts';
import { ServiceError } from '../domain/lookup.ts';
import type { Lookup } from '../domain/lookup.ts';
import type { Log } from '../ports/log.ts';
import { within } from './deadline.ts';
import { LOG } from './log-codes.ts';

/** All look-ups of a message share this time; the message goes out without what is late, and so does a decision. */
const BUDGET_MS = 6000;

/** Asks within what is left of the time, and keeps what gave nothing. */
export interface Asker {
  readonly ask: <T>(what: Question, read: (signal: AbortSignal) => Promise<T>) => Promise<Lookup<T>>;
  readonly missing: readonly Missing[];
}

/** Starts the time of the look-ups; `now` in milliseconds since the epoch. */
export function createAsker({ now, log }: { readonly now: () => number; readonly log: Log }): Asker {
  const until = now() + BUDGET_MS;
  const missing: Missing[] = [];
  return {
    missing,
    ask: async (what, read) => {
      try {
        return { status: 'found', value: await within(what, Math.max(0, until - now()), read) };
      } catch (error) {
        const { operation, code, reason } =
          error instanceof ServiceError
            ? error
            : { operation: what, code: String(error), reason: 'failed' as const };
        log.warn(LOG.lookupMissing, { what, code, reason });
        missing.push({ what, reason, operation });
        return { status: 'missing', reason, operation };
      }
    },
  };
}
