/** An input that is no event that Pipewatch understands; the message names keys, never their values. */
export class UnknownEventError extends Error {
  override readonly name = 'UnknownEventError';

  constructor(faults: readonly string[]) {
    super(`Not an event that Pipewatch understands: ${faults.join('; ')}`);
  }
}
