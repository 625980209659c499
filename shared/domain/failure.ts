import type { ActionAttempt, FailedRule } from './execution.ts';
import { isApproval } from './fact.ts';
import type { ActionResult, PipelineFact } from './fact.ts';

/** An action that failed; a rule of a stage's condition counts as one, of the category Condition. */
export interface FailedAction {
  readonly action: string;
  readonly category?: string | undefined;
  /** For example CodeBuild. */
  readonly provider?: string | undefined;
  /** Where it ran, which may not be the pipeline's Region. */
  readonly region?: string | undefined;
  readonly result: ActionResult;
}

/** Where a pipeline failed and what its failed actions say; the stage is unknown where nobody could say it. */
export interface Failure {
  readonly stage?: string | undefined;
  readonly actions: readonly FailedAction[];
  /** How many actions failed, listed or not. */
  readonly count: number;
}

/** The attempts that had begun when the fact happened: later ones (a native retry, say) would hide the failure. */
export function attemptsUntil<Attempt extends { readonly startedAt: number }>(
  attempts: readonly Attempt[],
  at: number | undefined,
): readonly Attempt[] {
  // Event times are cut to whole seconds, so an attempt of the same second belongs to the past.
  return at === undefined ? attempts : attempts.filter((attempt) => attempt.startedAt < at + 1000);
}

/** The newest attempt of each action: earlier rows stay in the service's history after a retry. */
export function newestAttempts(attempts: readonly ActionAttempt[]): readonly ActionAttempt[] {
  const newest = new Map<string, ActionAttempt>();
  for (const attempt of attempts) {
    const key = JSON.stringify([attempt.stage, attempt.action]);
    const known = newest.get(key);
    if (!known || isNewer(attempt, known)) newest.set(key, attempt);
  }
  return [...newest.values()];
}

/**
 * Finds the failed stage and its failed actions from the service's rows, else the rule of a stage's condition that
 * failed, else what the event itself says.
 */
export function findFailure(
  fact: PipelineFact,
  attempts: readonly ActionAttempt[] | undefined,
  rules: readonly FailedRule[] = [],
): Failure {
  const failed = failedAttempts(fact, attempts ?? []);
  const stage = failed[0]?.stage;
  if (stage === undefined) return failureOfRules(fact, rules) ?? failureOfEvent(fact);
  const actions = failed.filter((attempt) => attempt.stage === stage);
  return {
    stage,
    count: actions.length,
    actions: actions.map(({ action, category, provider, region, result }) => ({
      action,
      category,
      provider,
      region,
      result: action === fact.action ? { ...fact.result, ...definedOf(result) } : result,
    })),
  };
}

/** The actions whose newest attempt failed, the one that ended last first. */
export function failedAttempts(
  fact: PipelineFact,
  attempts: readonly ActionAttempt[],
): readonly ActionAttempt[] {
  return newestAttempts(attemptsUntil(attempts, fact.at))
    .filter((attempt) => attempt.status === 'Failed' && (fact.stage ?? attempt.stage) === attempt.stage)
    .filter((attempt) => (fact.action ?? attempt.action) === attempt.action)
    .sort((a, b) => b.updatedAt - a.updatedAt || b.startedAt - a.startedAt);
}

/** The stage in which an action failed last, however it went on after that. */
export function lastFailedStage(
  attempts: readonly ActionAttempt[],
  at: number | undefined,
): string | undefined {
  return attemptsUntil(attempts, at)
    .filter(({ status }) => status === 'Failed')
    .toSorted((a, b) => b.updatedAt - a.updatedAt)[0]?.stage;
}

/** True where a person said no, or nobody answered in time. */
export function isRejection(fact: PipelineFact, failure: Pick<Failure, 'actions'>): boolean {
  return isApproval(fact) || failure.actions.some(({ category }) => category === 'Approval');
}

/** A retry evaluates the rules of a stage again: the newest evaluation of each counts. */
function failureOfRules(fact: PipelineFact, rules: readonly FailedRule[]): Failure | undefined {
  const newestFirst = attemptsUntil(rules, fact.at)
    .filter(({ stage }) => (fact.stage ?? stage) === stage)
    .toSorted((a, b) => b.startedAt - a.startedAt);
  const stage = newestFirst[0]?.stage;
  if (stage === undefined) return undefined;
  const names = new Set<string>();
  const actions = newestFirst
    .filter((it) => it.stage === stage && !names.has(it.rule) && names.add(it.rule))
    .map(({ rule, code, summary, url }) => ({
      action: rule,
      category: 'Condition',
      result: { code, summary, url },
    }));
  return { stage, count: actions.length, actions };
}

function failureOfEvent(fact: PipelineFact): Failure {
  const stage = fact.stage ?? fact.failedStage;
  if (fact.action !== undefined) {
    const { action, category, provider, actionRegion: region, result = {} } = fact;
    return { stage, count: 1, actions: [{ action, category, provider, region, result }] };
  }
  const actions = (fact.failedActions ?? []).map(({ action, summary }) => ({ action, result: { summary } }));
  return { stage, count: Math.max(actions.length, fact.failedActionCount ?? 0), actions };
}

function isNewer(a: ActionAttempt, b: ActionAttempt): boolean {
  return a.startedAt > b.startedAt || (a.startedAt === b.startedAt && a.updatedAt > b.updatedAt);
}

function definedOf(result: ActionResult): ActionResult {
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined));
}
