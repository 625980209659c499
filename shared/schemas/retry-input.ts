import * as z from 'zod/mini';
import type { Due, StageRun } from '../domain/retry/situation.ts';
import { readStrictly } from './envelope.ts';
import { readFact } from './event.ts';
import { requiredName } from './fields.ts';
import { UnknownEventError } from './unknown-event-error.ts';
import { unwrap } from './unwrap.ts';

const MAX_NUMBER = 1000;
const fromOne = z.int().check(z.gte(1), z.lte(MAX_NUMBER));

/** What a schedule of retry's own hands back. */
const due = z.object({
  pipeline: requiredName,
  executionId: requiredName,
  stage: requiredName,
  slot: fromOne,
  try: fromOne,
});

/** What retry is called for: a stage that failed, or that succeeded after a retry, or a try that is due. */
export type RetryInput =
  /** `at`: milliseconds since the epoch, in whole seconds. */
  | { readonly what: 'failed'; readonly run: StageRun; readonly at: number | undefined }
  | { readonly what: 'succeeded'; readonly run: StageRun }
  | { readonly what: 'due'; readonly run: StageRun; readonly due: Due };

/**
 * Reads the stage-level event of a failure or a success, or the input of a schedule, each alone or wrapped (unwrap.ts).
 * Throws an UnknownEventError that names what is missing.
 */
export function readRetryInputs(input: unknown): readonly RetryInput[] {
  return unwrap(input).map((it) => (isDue(it) ? ofDue(it) : ofEvent(it)));
}

function ofDue(input: unknown): RetryInput {
  const read = readStrictly(due, input, '');
  const { pipeline, executionId, stage } = read;
  return { what: 'due', run: { pipeline, executionId, stage }, due: read };
}

function ofEvent(input: unknown): RetryInput {
  const fact = readFact(input);
  if (fact.source !== 'pipeline' || fact.level !== 'stage' || fact.stage === undefined)
    throw new UnknownEventError(['detail-type is not that of a stage']);
  const { pipeline, executionId, stage, state, at } = fact;
  const run = { pipeline, executionId, stage };
  switch (state) {
    case 'FAILED':
      return { what: 'failed', run, at };
    case 'SUCCEEDED':
      return { what: 'succeeded', run };
    default:
      throw new UnknownEventError(['detail.state is neither FAILED nor SUCCEEDED']);
  }
}

/** An event has a type, a schedule's input has none. */
function isDue(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'slot' in input && 'try' in input;
}
