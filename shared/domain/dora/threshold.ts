import type { Figures } from './figures.ts';
import { valueOf } from './metrics.ts';

/** When a pipeline's change failure rate is too high: above `rate` percent, of at least so many deployments. */
export interface FailureThreshold {
  readonly rate: number;
  readonly minDeployments: number;
}

/** A pipeline above the threshold; the rate in percent. */
export interface AboveThreshold {
  readonly pipeline: string;
  readonly rate: number;
  readonly deployments: number;
}

/** The pipelines above the threshold, the highest rate first; how many they are is a metric and has an alarm. */
export function pipelinesAboveThreshold(
  figures: ReadonlyMap<string, Figures>,
  threshold: FailureThreshold,
): readonly AboveThreshold[] {
  return [...figures]
    .flatMap(([pipeline, it]) => {
      const rate = valueOf(it, 'ChangeFailureRate');
      return rate === undefined ? [] : [{ pipeline, rate, deployments: it.deployments }];
    })
    .filter(({ rate, deployments }) => rate > threshold.rate && deployments >= threshold.minDeployments)
    .sort((a, b) => b.rate - a.rate || b.deployments - a.deployments || (a.pipeline < b.pipeline ? -1 : 1));
}
