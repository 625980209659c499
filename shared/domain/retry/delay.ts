import type { Kind } from '../diagnosis/cause.ts';
import { shareOf } from './hash.ts';
import type { RetryPolicy } from './policy.ts';
import type { StageRun } from './situation.ts';

const MINUTE_MS = 60_000;
/** Jitter only adds: a retry is never earlier than the policy says. */
const JITTER = 0.2;
/** Each try of a slot has a schedule of its own. */
export const MAX_TRIES = 5;

/**
 * How long after the failure of a stage a slot is due, in milliseconds: the policy's delay for the kind and up to a fifth
 * more, by a hash of (execution, stage, slot), so that pipelines that fail together do not return together.
 */
export function delayOf(
  { executionId, stage }: StageRun,
  kind: Kind,
  slot: number,
  { delaysMs, defaultDelaysMs }: Pick<RetryPolicy, 'delaysMs' | 'defaultDelaysMs'>,
): number {
  const delays = delaysMs[kind] ?? defaultDelaysMs;
  const delay = delays[slot - 1] ?? delays.at(-1) ?? 0;
  return delay + shareOf(delay * JITTER, executionId, stage, slot);
}

/**
 * When a slot that found the service busy is tried again after so many tries, at least 1: in 1, 2, 4, then 8 minutes and up to a
 * fifth more. Undefined after the last try.
 */
export function nextTry(now: number, tries: number, { executionId, stage }: StageRun): number | undefined {
  if (tries >= MAX_TRIES) return undefined;
  const delay = 2 ** (tries - 1) * MINUTE_MS;
  return now + delay + shareOf(delay * JITTER, executionId, stage, 'try', tries);
}
