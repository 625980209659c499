import { Logger } from '@aws-lambda-powertools/logger';
import type { Log, PassedOver } from '../ports/log.ts';
import { LOG } from './log-codes.ts';

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

/** Says in the log which parts of an item are passed over. */
export function passedOverIn(log: Log): PassedOver {
  return (id, parts) => {
    log.warn(LOG.itemPassedOver, { id, parts });
  };
}
