import type { LogEvent, LogStream } from '../domain/diagnosis/build.ts';

/** Reads CloudWatch Logs; throws a ServiceError, and ends early when the signal says so. */
export interface LogReader {
  /**
   * The newest events of a stream in the order in which they were written, at most one page that holds any.
   * Their text is as it was written: it may hold escapes and secrets.
   */
  tail(stream: LogStream, signal: AbortSignal): Promise<readonly LogEvent[]>;
}
