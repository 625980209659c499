import type { Production } from './deployments.ts';
import { countUpTo } from './median.ts';

/** A failed deployment; times in milliseconds since the epoch. */
export interface Failure {
  readonly id: string;
  /** When it ended: from then until the recovery production is failed. */
  readonly since: number;
  /** The end of what brought production back; Infinity: nothing yet. */
  readonly recoveredAt: number;
}

/** The failed deployments by their end, each with its recovery (term 7). */
export function failuresOf({ deployments, cures }: Production): readonly Failure[] {
  const ends = cures.map(({ end }) => end);
  return deployments
    .filter(({ isFailed }) => isFailed)
    .map(({ id, end }) => ({
      id,
      since: end,
      recoveredAt: ends[countUpTo(ends, end)] ?? Infinity,
    }));
}

/** Tells of a time in milliseconds whether production was failed then. */
export function failedTimes(failures: readonly Failure[]): (time: number) => boolean {
  const sinces = failures.map(({ since }) => since);
  return (time) => {
    // The later a failure, the later its recovery: the last one before decides.
    const last = failures[countUpTo(sinces, time) - 1];
    return last !== undefined && time < last.recoveredAt;
  };
}
