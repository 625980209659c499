import { deployingStageOf } from '../production-stage.ts';
import { failureTime, newestOfEach, retriesByRows } from './attempts.ts';
import type { Situation, StageAttempt, StageDefinition, StageState } from './situation.ts';

/** What the service says about a failed stage, as the guards look at it. */
export interface Facts {
  readonly situation: Situation;
  readonly isParallel: boolean;
  readonly defined?: StageDefinition | undefined;
  /** The stage as it stands; unknown in PARALLEL mode, where it may stand for any execution. */
  readonly stage?: StageState | undefined;
  readonly newest: readonly StageAttempt[];
  /** When the stage failed, in milliseconds since the epoch; -Infinity where no action has. */
  readonly failedAt: number;
  /** How often the stage was retried in this execution, by whomever, as far as the service shows it. */
  readonly retries: number;
}

/** Picks from a situation what the guards look at. */
export function factsOf(situation: Situation): Facts {
  const { run, definition, attempts } = situation;
  const isParallel = definition.mode === 'PARALLEL';
  const stage = isParallel ? undefined : stageOf(situation);
  return {
    situation,
    isParallel,
    defined: definition.stages.find(({ name }) => name === run.stage),
    stage,
    newest: newestOfEach(attempts),
    failedAt: failureTime(attempts),
    retries: Math.max(retriesByRows(attempts), stage?.executionId === run.executionId ? retriesOf(stage) : 0),
  };
}

/** The stage in the pipeline's state, of whichever execution. */
export function stageOf({ run, state }: Pick<Situation, 'run' | 'state'>): StageState | undefined {
  return state.stages.find(({ name }) => name === run.stage);
}

/** How often the stage was retried, as its state counts: by the service itself, by a person or by Pipewatch. */
export function retriesOf(stage: StageState | undefined): number {
  return (stage?.automaticRetries ?? 0) + (stage?.manualRetries ?? 0);
}

/** True for the configured production stage, or else, where the pipeline has none of that name, for the last with a Deploy action. */
export function isProduction(
  { situation: { run, definition } }: Facts,
  configured: string | undefined,
): boolean {
  return run.stage === deployingStageOf(definition.stages, configured);
}
