import type { LogEvent } from '../../../shared/domain/diagnosis/build.ts';
import type { CauseClass, Kind } from '../../../shared/domain/diagnosis/cause.ts';

/** A log as a build would leave it, and what a person who reads it would say. */
export interface WholeLog {
  readonly name: string;
  readonly events: readonly LogEvent[];
  readonly kind: Kind;
  readonly class: CauseClass;
  /** What the excerpt has to hold, each in one of its lines. */
  readonly shows: readonly string[];
  /** What would mislead in it. */
  readonly hides?: readonly string[];
}
