import { findFailure, lastFailedStage } from '../../shared/domain/failure.ts';
import type { PipelineFact } from '../../shared/domain/fact.ts';
import type { Findings } from '../../shared/domain/findings.ts';
import { found } from '../../shared/domain/lookup.ts';
import { policyFor, unwantedBy } from '../../shared/domain/retry/policy.ts';
import type { Asker } from '../../shared/lambda/asker.ts';
import type { Deps } from './deps.ts';

/** retry makes its own diagnosis first; looked at more often, a failure would take more calls than it may. */
const WAIT_MS = 1500;

/** What is known by then. */
type Seen = Pick<Findings, 'attempts' | 'rules'>;

/** Waits a little for what retry decides about the failed stage; what config.yml does not want is asked for nowhere. */
export async function lookUpDecision(
  deps: Deps,
  asker: Asker,
  fact: PipelineFact,
  seen: Seen,
): Promise<Findings> {
  const { pipeline, executionId } = fact;
  const { stage } = findFailure(fact, found(seen.attempts), found(seen.rules));
  const policy = policyFor(deps.settings, { pipeline, stage: stage ?? '' });
  if (stage === undefined || unwantedBy(policy)) return { policy };
  const retry = await asker.ask('retry', async (signal) => {
    const [retries] = await Promise.all([deps.retries(), deps.wait(WAIT_MS)]);
    return retries.recordOf({ pipeline, executionId, stage }, signal);
  });
  return { policy, retry };
}

/** Looks once whether what went on or succeeded had been retried by Pipewatch. */
export async function lookUpRetry(
  deps: Deps,
  asker: Asker,
  fact: PipelineFact,
  { attempts }: Seen,
): Promise<Findings> {
  const { pipeline, executionId } = fact;
  const stage = lastFailedStage(found(attempts) ?? [], fact.at);
  if (stage === undefined) return {};
  const policy = policyFor(deps.settings, { pipeline, stage });
  if (unwantedBy(policy)) return {};
  const retry = await asker.ask('retry', async (signal) =>
    (await deps.retries()).recordOf({ pipeline, executionId, stage }, signal),
  );
  return { policy, retry };
}
