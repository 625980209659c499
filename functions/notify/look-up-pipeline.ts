import type { PipelineFact } from '../../shared/domain/fact.ts';
import { failedAttempts, findFailure } from '../../shared/domain/failure.ts';
import { questionsAbout } from '../../shared/domain/findings.ts';
import type { Findings, Question } from '../../shared/domain/findings.ts';
import { found } from '../../shared/domain/lookup.ts';
import { lastSuccessBefore, recoveryOf } from '../../shared/domain/streak.ts';
import type { RunReader } from '../../shared/ports/pipelines.ts';
import type { Asker } from '../../shared/lambda/asker.ts';
import type { Deps } from './deps.ts';
import { diagnose } from './diagnose.ts';
import { lookUpDecision, lookUpRetry } from './look-up-retry.ts';
import { severityOfFailures } from './severity.ts';

/** Asks about a pipeline's execution; a failure's diagnosis goes on as soon as its failed actions are known. */
export async function lookUpPipeline(deps: Deps, asker: Asker, fact: PipelineFact): Promise<Findings> {
  const { pipeline, executionId } = fact;
  const questions = questionsAbout(fact, deps.settings);
  const read = <T>(what: Question, task: (reader: RunReader, signal: AbortSignal) => Promise<T>) =>
    asker.ask(what, async (signal) => task(await deps.pipelines(), signal));
  const ifAsked = async <T>(what: Question, answer: () => Promise<T>) =>
    questions.includes(what) ? answer() : undefined;
  const attempts = ifAsked('attempts', () =>
    read('attempts', (reader, signal) => reader.attempts(pipeline, executionId, signal)),
  );
  const history = ifAsked('history', () =>
    read('history', (reader, signal) => reader.history(pipeline, signal)),
  );

  const readRules = async (): Promise<Findings['rules']> => {
    const rows = found(await attempts);
    const noAction = rows !== undefined && failedAttempts(fact, rows).length === 0;
    return noAction
      ? read('rules', (reader, signal) => reader.failedRules(pipeline, executionId, signal))
      : undefined;
  };
  const rules = fact.state === 'FAILED' ? readRules() : undefined;
  const explain = async (): Promise<Findings> => {
    const { actions } = findFailure(fact, found(await attempts), found(await rules));
    return { diagnoses: await diagnose(deps, asker, actions), missing: asker.missing };
  };
  const findLastSuccess = async (): Promise<Findings['lastSuccess']> => {
    const past = found(await history);
    const last = past && lastSuccessBefore(executionId, fact.at ?? deps.now(), past);
    return last && read('lastSuccess', (reader, signal) => reader.execution(pipeline, last.id, signal));
  };

  const recallSeverity = async (): Promise<Findings['failedSeverity']> => {
    const past = found(await history);
    const at = fact.at ?? deps.now();
    const recovery = past && recoveryOf(executionId, at, past, found(await attempts) ?? []);
    return recovery && severityOfFailures(deps, pipeline);
  };

  const lookUpRetries = async (): Promise<Findings> => {
    if (!questions.includes('retry')) return {};
    const seen = { attempts: await attempts, rules: await rules };
    return fact.state === 'FAILED'
      ? lookUpDecision(deps, asker, fact, seen)
      : lookUpRetry(deps, asker, fact, seen);
  };

  const failed = fact.state === 'FAILED';
  const [execution, owner, lastSuccess, failedSeverity, explanation, retries] = await Promise.all([
    ifAsked('execution', () =>
      read('execution', (reader, signal) => reader.execution(pipeline, executionId, signal)),
    ),
    ifAsked('owner', () =>
      read('owner', (reader, signal) =>
        reader.tag(fact.place, pipeline, deps.settings.owners.tag ?? '', signal),
      ),
    ),
    failed ? findLastSuccess() : undefined,
    fact.state === 'SUCCEEDED' && fact.level === 'pipeline' ? recallSeverity() : undefined,
    failed ? explain() : undefined,
    lookUpRetries(),
  ]);
  return {
    execution,
    owner,
    lastSuccess,
    failedSeverity,
    attempts: await attempts,
    history: await history,
    rules: await rules,
    ...explanation,
    ...retries,
  };
}
