import type { Place } from '../domain/fact.ts';

/** Where a run begins or goes on: with the same time, at a chunk, which was tried so often before. */
export interface Continuation {
  /** The scheduled time, in milliseconds since the epoch. */
  readonly at: number;
  readonly place: Place;
  readonly chunk: number;
  readonly tries: number;
}

/** Hands a run on to another invocation, at once or after some seconds; throws a ServiceError. */
export type GoOnLater = (next: Continuation, delaySeconds: number) => Promise<void>;
