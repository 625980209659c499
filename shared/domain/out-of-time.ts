/** The invocation's time is nearly over: what was read is kept, and another one goes on. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';

  constructor() {
    super('the time for this invocation is over');
  }
}
