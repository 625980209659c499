import type { Severity } from '../domain/settings.ts';

/** Remembers how urgent the failures were that a pipeline has not recovered from; each call throws a ServiceError. */
export interface FailureMemory {
  /** Keeps the severity of a failure that was told, unless a more urgent one is kept already. */
  keep(pipeline: string, severity: Severity): Promise<void>;
  /** The most urgent severity; undefined where none is kept. */
  worst(pipeline: string): Promise<Severity | undefined>;
  /** Forgets the pipeline's failures, once its recovery is told. */
  forget(pipeline: string): Promise<void>;
}
