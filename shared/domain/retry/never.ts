import type { StopReason } from './decision.ts';
import { factsOf, retriesOf, stageOf } from './facts.ts';
import type { Facts } from './facts.ts';
import type { PipelineState, Situation } from './situation.ts';

/** One reason against a retry. */
export interface Guard<View> {
  readonly reason: StopReason;
  readonly holds: (view: View) => boolean;
}

const STOPPED = ['Stopping', 'Stopped'];
/** A status that AWS may add later is none that may be retried. */
const MAY_HAVE_FAILED = ['Failed', 'InProgress', 'Cancelled'];
const MAY_BE_RETRIED = ['Failed', 'Cancelled'];

/**
 * What must never be retried, by what the service says, whatever the policy. Those that end the matter come first, so
 * that a stage that somebody else has healed is told as healed.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-retry.html
 */
export const NEVER: readonly Guard<Facts>[] = [
  // A newer execution has passed this one.
  { reason: 'superseded', holds: ({ situation }) => situation.execution.status === 'Superseded' },

  // A newer execution is in the stage: the service refuses the older one.
  {
    reason: 'not-latest',
    holds: ({ stage, situation }) => stage !== undefined && stage.executionId !== situation.run.executionId,
  },

  // A person stopped the execution, or the stage, and may have abandoned what ran.
  {
    reason: 'stopped',
    holds: ({ situation, stage, newest }) =>
      STOPPED.includes(situation.execution.status) ||
      STOPPED.includes(stage?.status ?? '') ||
      newest.some(({ status }) => status === 'Abandoned'),
  },

  // The execution or the stage goes on, or has ended well.
  {
    reason: 'not-failed',
    holds: ({ situation, stage }) =>
      !MAY_HAVE_FAILED.includes(situation.execution.status) ||
      (stage !== undefined && !MAY_BE_RETRIED.includes(stage.status ?? '')),
  },

  // No action has failed, or it was retried; in PARALLEL mode nothing else says whether the stage has ended.
  {
    reason: 'not-failed',
    holds: ({ failedAt, isParallel, newest, ...facts }) =>
      (failedAt === -Infinity && !hasFailedCondition(facts)) ||
      (isParallel && newest.some(({ status }) => status === 'InProgress')),
  },

  // Failed again, a rollback would only be repeated.
  {
    reason: 'rollback-execution',
    holds: ({ situation, stage }) => situation.execution.type === 'ROLLBACK' || stage?.type === 'ROLLBACK',
  },

  // The service refuses a stage of another structure; Cancelled means that the definition was changed meanwhile.
  {
    reason: 'pipeline-changed',
    holds: ({ situation, stage, defined, isParallel }) =>
      situation.execution.status === 'Cancelled' ||
      stage?.status === 'Cancelled' ||
      defined === undefined ||
      (stage === undefined && !isParallel) ||
      versionsOf(situation).size > 1,
  },

  // A person said no, or nobody answered in time.
  {
    reason: 'approval-rejected',
    holds: ({ situation, newest }) =>
      situation.cause.kind === 'approval-rejected' ||
      newest.some(({ status, category }) => status === 'Failed' && category === 'Approval'),
  },

  // A person stopped what the stage waited for, a build say.
  { reason: 'stopped', holds: ({ situation }) => situation.cause.kind === 'stopped' },

  // A condition is a rule that somebody made: a retry would only ask it again.
  { reason: 'condition', holds: hasFailedCondition },

  // Somebody holds the stage.
  {
    reason: 'transition-disabled',
    holds: ({ situation }) => stageOf(situation)?.transitionEnabled === false,
  },

  // The service rolls back by itself.
  { reason: 'native-rollback', holds: ({ defined }) => defined?.onFailure === 'ROLLBACK' },

  // The service retries once by itself; in PARALLEL mode any retry counts as that one.
  {
    reason: 'native-retry',
    holds: ({ defined, stage, retries }) =>
      defined?.onFailure === 'RETRY' && (stage?.automaticRetries ?? retries) === 0,
  },
];

/** Why the stage must never be retried, by what the service says; undefined: nothing is against it. */
export function refusalOf(facts: Facts): StopReason | undefined {
  return NEVER.find(({ holds }) => holds(facts))?.reason;
}

/**
 * What the last look at the pipeline, right before the call, says against it: what is on the never-list by now, and a
 * retry that somebody else has started since the decision, even if it has failed already.
 */
export function refusalAtLastLook(decidedOn: Situation, state: PipelineState): StopReason | undefined {
  const now = factsOf({ ...decidedOn, state });
  const wasRetried = retriesOf(now.stage) !== retriesOf(factsOf(decidedOn).stage);
  return refusalOf(now) ?? (wasRetried ? 'not-failed' : undefined);
}

function hasFailedCondition({ situation, stage }: Pick<Facts, 'situation' | 'stage'>): boolean {
  return situation.cause.kind === 'condition' || stage?.conditionFailed === true;
}

function versionsOf({ execution, definition, state }: Situation): ReadonlySet<number> {
  return new Set(
    [execution.version, definition.version, state.version].filter((version) => version !== undefined),
  );
}
