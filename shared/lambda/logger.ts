import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../ports/log.ts';

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** A function's logger: JSON lines, ids and codes only. */
export function createLogger(serviceName: string, logLevel: LogLevel): Logger {
  return new Logger({ serviceName, logLevel });
}

/** The port's view of a logger. */
export function logOf(logger: Logger): Log {
  return {
    info: (code, fields) => {
      logger.info(code, fields);
    },
    warn: (code, fields) => {
      logger.warn(code, fields);
    },
    error: (code, fields) => {
      logger.error(code, fields);
    },
  };
}
