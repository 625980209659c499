import { decide } from '../../../../shared/domain/retry/decide.ts';
import { policyFor, breakerPolicyOf } from '../../../../shared/domain/retry/policy.ts';
import type { RetryPolicy } from '../../../../shared/domain/retry/policy.ts';
import type { Situation, StageAttempt } from '../../../../shared/domain/retry/situation.ts';
import { readConfiguration } from '../../../../shared/schemas/configuration.ts';
import { AT, MINUTE, RUN } from '../../../support/facts.ts';

/** What a test may change. */
export type Draft<T> = {
  -readonly [Key in keyof T]: T[Key] extends object | undefined ? Draft<T[Key]> : T[Key];
};

export const run = { pipeline: 'checkout-pipeline', executionId: RUN, stage: 'Build' };
export const breakerPolicy = breakerPolicyOf(readConfiguration({}));

/** An attempt of the stage's action that failed at `AT`, after a minute. */
export function row(more: Partial<StageAttempt> = {}): StageAttempt {
  const ended = more.updatedAt ?? AT;
  return {
    action: 'Compile',
    category: 'Build',
    actionExecutionId: 'attempt-1',
    status: 'Failed',
    startedAt: ended - MINUTE,
    updatedAt: ended,
    ...more,
  };
}

/** A stage that failed at `AT` for the first time, because a registry refused it; nothing is against a retry. */
export function situation(change: (it: Draft<Situation>) => void = () => undefined): Draft<Situation> {
  const it: Draft<Situation> = structuredClone({
    run,
    state: {
      version: 3,
      stages: [
        {
          name: 'Build',
          executionId: RUN,
          status: 'Failed',
          type: 'STANDARD',
          transitionEnabled: true,
          automaticRetries: 0,
          manualRetries: 0,
          conditionFailed: false,
        },
      ],
    },
    definition: {
      version: 3,
      type: 'V2',
      mode: 'SUPERSEDED',
      stages: [
        { name: 'Source', categories: ['Source'] },
        { name: 'Build', categories: ['Build', 'Test'] },
        { name: 'Live', categories: ['Approval', 'Deploy'] },
      ],
    },
    execution: { status: 'Failed', type: 'STANDARD', version: 3, revision: 'a1b2c3' },
    attempts: [row()],
    cause: { class: 'transient', kind: 'registry-rate-limit' },
    ledger: { paused: false, spentToday: 0, spentOnRevision: 0 },
  } satisfies Situation);
  change(it);
  return it;
}

/** The policy of what stands under `retry` in config.yml. */
export function policyOf(retry: object = {}): RetryPolicy {
  return policyFor(readConfiguration({ retry }), run);
}

/** What a test changes: the situation, the policy, and when it is looked at. */
export interface Given {
  readonly it: Draft<Situation>;
  readonly policy: Draft<RetryPolicy>;
  readonly build: Draft<Situation['state']['stages'][number]>;
  now: number;
}

/** Applies changes, in their order, to a failure that would be retried now, twenty minutes after it. */
export function given(...changes: readonly ((given: Given) => unknown)[]): Given {
  const it = situation();
  const [build] = it.state.stages;
  if (!build) throw new Error('the stage is missing');
  const all = { it, build, policy: structuredClone(policyOf()) as Draft<RetryPolicy>, now: AT + 20 * MINUTE };
  for (const change of changes) change(all);
  return all;
}

export function decided(...changes: readonly ((given: Given) => unknown)[]) {
  const { it, policy, now } = given(...changes);
  return decide(it, policy, breakerPolicy, now);
}

/** The stage's definition and its neighbours. */
export const stages = ({ it }: Given) => it.definition.stages;
/** Whether the service retries or rolls back by itself. */
export const setOnFailure = (onFailure: string) => (given: Given) =>
  Object.assign(stages(given)[1] ?? {}, { onFailure });
export const nothingLeft = ({ policy }: Given) =>
  (policy.retries = { transient: 0, unknown: 0, permanent: 0 });
