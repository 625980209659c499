import type { Continuation } from '../domain/dora/continuation.ts';

/** Hands a run on to another invocation, at once or after some seconds; throws a ServiceError. */
export type GoOnLater = (next: Continuation, delaySeconds: number) => Promise<void>;
