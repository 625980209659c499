import type { Place } from '../fact.ts';

/** Where a run begins or goes on: with the same time, at a chunk, which was tried so often before. */
export interface Continuation {
  /** The scheduled time, in milliseconds since the epoch. */
  readonly at: number;
  readonly place: Place;
  readonly chunk: number;
  readonly tries: number;
  /** How often it has come while another run was under way. */
  readonly waits: number;
}
