import * as z from 'zod/mini';
import type { Continuation } from '../domain/dora/continuation.ts';
import { readEnvelope, readStrictly } from './envelope.ts';
import { UnknownEventError } from './unknown-event-error.ts';
import { unwrap } from './unwrap.ts';

const whole = (most: number) => z.int().check(z.gte(0), z.lte(most));

const continuation = z.object({
  at: whole(1e14),
  place: z.object({
    partition: z.optional(z.string()),
    region: z.optional(z.string()),
    account: z.optional(z.string()),
  }),
  chunk: whole(10_000),
  tries: whole(1000),
  waits: whole(1000),
});

/**
 * Reads what dora is called for: a scheduled event of a rule or of EventBridge Scheduler, whose time is the run's, or the
 * message with which a run goes on; each alone or wrapped (unwrap.ts). Throws an UnknownEventError that names what is missing.
 */
export function readDoraInputs(input: unknown): readonly Continuation[] {
  return unwrap(input).map((it) => (isContinuation(it) ? ofMessage(it) : ofEvent(it)));
}

function ofMessage(input: unknown): Continuation {
  return readStrictly(continuation, input, '');
}

function ofEvent(input: unknown): Continuation {
  const { type, at, place } = readEnvelope(input);
  if (type !== 'Scheduled Event') throw new UnknownEventError(['detail-type is not that of a schedule']);
  if (at === undefined) throw new UnknownEventError(['time is missing']);
  return { at, place, chunk: 0, tries: 0, waits: 0 };
}

/** An event has a type, a message has none. */
function isContinuation(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'at' in input && 'chunk' in input;
}
