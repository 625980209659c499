import * as z from 'zod/mini';
import type { Due, StageRun } from '../domain/retry/situation.ts';
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
 * A schedule of another release may say something else than ours: it is left out, and `passedOver` gets the keys that
 * are not as here. Throws an UnknownEventError that names what is missing in an event.
 */
export function readRetryInputs(
  input: unknown,
  passedOver: (keys: readonly string[]) => void = () => undefined,
): readonly RetryInput[] {
  return unwrap(input).flatMap((it) => (isOfSchedule(it) ? ofSchedule(it, passedOver) : ofEvent(it)));
}

function ofSchedule(input: unknown, passedOver: (keys: readonly string[]) => void): readonly RetryInput[] {
  const { success, data, error } = due.safeParse(input);
  if (!success) {
    passedOver([...new Set(error.issues.map(({ path }) => path.map(String).join('.')))]);
    return [];
  }
  const { pipeline, executionId, stage } = data;
  return [{ what: 'due', run: { pipeline, executionId, stage }, due: data }];
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

/** An event has a type, a schedule's input has none; another release may name the execution in another way. */
function isOfSchedule(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    ('executionId' in input || 'pipeline' in input) &&
    !('detail-type' in input || 'detailType' in input)
  );
}
