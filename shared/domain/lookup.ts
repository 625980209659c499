/** Why something that belongs into a message could not be read. */
export type MissingReason = 'denied' | 'throttled' | 'slow' | 'gone' | 'failed';

/** A look-up that gave nothing; `operation` is the call as IAM names it, for example `logs:GetLogEvents`. */
export interface Missed {
  readonly status: 'missing';
  readonly reason: MissingReason;
  readonly operation: string;
}

/** A thing that was looked up: found, or missing for a reason. */
export type Lookup<T> = { readonly status: 'found'; readonly value: T } | Missed;

/** What an adapter throws when the service refused or did not answer. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  /** The call as IAM names it. */
  readonly operation: string;
  /** The service's own error code, or the network's. */
  readonly code: string;
  readonly reason: MissingReason;

  constructor(operation: string, code: string, reason: MissingReason, cause: unknown) {
    super(`${operation}: ${code}`, { cause });
    this.operation = operation;
    this.code = code;
    this.reason = reason;
  }
}

/** The value of a look-up that succeeded. */
export function found<T>(lookup: Lookup<T> | undefined): T | undefined {
  return lookup?.status === 'found' ? lookup.value : undefined;
}
