import { findFailure, lastFailedStage } from '../../shared/domain/failure.ts';
import type { PipelineFact } from '../../shared/domain/fact.ts';
import type { Findings } from '../../shared/domain/findings.ts';
import { found } from '../../shared/domain/lookup.ts';
import { answerTo, isSettled, unwantedBy } from '../../shared/domain/report/retry.ts';
import type { StageRecord } from '../../shared/domain/retry/ledger-view.ts';
import { policyFor } from '../../shared/domain/retry/policy.ts';
import type { StageRun } from '../../shared/domain/retry/situation.ts';
import type { Asker } from '../../shared/lambda/asker.ts';
import type { Deps } from './deps.ts';

/** Before each look for a decision, 2 s together: retry makes its own diagnosis first, and each look is a call. */
const PAUSES_MS = [800, 1200];
const WAIT_MS = 2000;

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
  const retry = await asker.ask('retry', (signal) =>
    waitForAnswer(deps, fact, seen, { pipeline, executionId, stage }, signal),
  );
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

async function waitForAnswer(
  deps: Deps,
  fact: PipelineFact,
  { attempts }: Seen,
  run: StageRun,
  signal: AbortSignal,
): Promise<StageRecord | undefined> {
  const retries = await deps.retries();
  const until = deps.now() + WAIT_MS;
  let answer: ReturnType<typeof answerTo>;
  for (const pauseMs of PAUSES_MS) {
    if (deps.now() >= until) break;
    await deps.wait(pauseMs);
    answer = answerTo(fact, found(attempts) ?? [], await retries.recordOf(run, signal));
    if (answer && isSettled(answer)) break;
  }
  return answer;
}
