import type { Fact } from '../../shared/domain/fact.ts';
import { ServiceError } from '../../shared/domain/lookup.ts';
import type { Report } from '../../shared/domain/report/report.ts';
import type { Severity } from '../../shared/domain/settings.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { Deps } from './deps.ts';

/**
 * Once a fact is told, nothing may go wrong any more: keeps how urgent a failure was, for its recovery; forgets it once
 * that is told.
 */
export async function keepSeverity(deps: Deps, fact: Fact, { severity, recovery }: Report): Promise<void> {
  if (fact.source !== 'pipeline' || fact.level !== 'pipeline') return;
  const { pipeline } = fact;
  if (fact.state === 'FAILED') await orNothing(deps, pipeline, () => deps.failures.keep(pipeline, severity));
  if (recovery) await orNothing(deps, pipeline, () => deps.failures.forget(pipeline));
}

/** How urgent the failures were that a success ends; undefined where the table does not say. */
export async function severityOfFailures(deps: Deps, pipeline: string): Promise<Severity | undefined> {
  return orNothing(deps, pipeline, () => deps.failures.worst(pipeline));
}

async function orNothing<T>({ log }: Deps, pipeline: string, task: () => Promise<T>): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    log.warn(LOG.severityNotKept, {
      pipeline,
      code: error instanceof ServiceError ? error.code : String(error),
    });
    return undefined;
  }
}
