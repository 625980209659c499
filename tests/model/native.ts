import { PIPELINE } from './worlds.ts';
import type { World } from './world.ts';

/** CodePipeline's own retry, some time after the failure; false: there is none to come. Throws what it refuses. */
export function retryByItself({ machine }: Pick<World, 'machine'>): boolean {
  const { pipeline, latest } = machine.board(PIPELINE);
  const stage = pipeline.stages.find(({ onFailure }) => onFailure?.result === 'RETRY')?.name;
  const execution = stage === undefined ? undefined : latest.get(stage);
  const run = stage === undefined ? undefined : execution?.runs.get(stage);
  const isToCome = pipeline.type === 'V1' && run?.status === 'Failed' && run.automaticRetries === 0;
  if (stage === undefined || !execution || !isToCome || execution.pipeline !== pipeline) return false;
  machine.retry(PIPELINE, stage, execution.id, 'FAILED_ACTIONS');
  run.manualRetries -= 1;
  run.automaticRetries += 1;
  run.latestRetryTrigger = 'AutomatedStageRetry';
  return true;
}
