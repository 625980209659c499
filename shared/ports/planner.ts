import type { Due } from '../domain/retry/situation.ts';

/** Plans one-time schedules; throws a ServiceError. `at`: milliseconds since the epoch, rounded up to a minute. */
export interface Planner {
  /** `taken`: a schedule of this name exists, or has fired a short while ago, and `at` says when it is or was due. */
  plan(
    due: Due,
    at: number,
  ): Promise<{ readonly outcome: 'planned' | 'taken'; readonly at: number | undefined }>;
}
