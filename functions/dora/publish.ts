import { metricsOf } from '../../shared/domain/dora/metrics.ts';
import { pooled } from '../../shared/domain/dora/pooled.ts';
import { FLEET } from '../../shared/domain/dora/report/report.ts';
import { pipelinesAboveThreshold } from '../../shared/domain/dora/threshold.ts';
import type { AboveThreshold } from '../../shared/domain/dora/threshold.ts';
import type { PipelineSample } from '../../shared/ports/dora-runs.ts';
import type { DataPoint } from '../../shared/ports/metric-sink.ts';
import { LOG } from '../../shared/lambda/log-codes.ts';
import type { Deps } from './deps.ts';

/** The pipelines above the configured failure threshold, the highest rate first. */
export function aboveThreshold(
  { settings }: Pick<Deps, 'settings'>,
  samples: readonly PipelineSample[],
): readonly AboveThreshold[] {
  const figures = new Map(samples.map(({ pipeline, current }) => [pipeline, current]));
  return pipelinesAboveThreshold(figures, settings.dora.failureThreshold);
}

/** Publishes the metrics of each pipeline and of the fleet at the scheduled time; throws if nothing was taken. */
export async function publishFigures(
  deps: Pick<Deps, 'settings' | 'publishMetrics' | 'log'>,
  samples: readonly PipelineSample[],
  at: number,
): Promise<void> {
  const point =
    (pipeline: string) =>
    (metric: Omit<DataPoint, 'pipeline' | 'at'>): DataPoint => ({ pipeline, ...metric, at });
  const fleet = pooled(samples.map(({ current }) => current));
  const points = [
    ...samples.flatMap(({ pipeline, current }) => metricsOf(current).map(point(pipeline))),
    ...metricsOf(fleet).map(point(FLEET)),
    point(FLEET)({
      name: 'PipelinesAboveFailureThreshold',
      unit: 'Count',
      value: aboveThreshold(deps, samples).length,
    }),
  ];
  const { taken, of, code } = await deps.publishMetrics(points);
  if (taken === 0) throw new Error(`no metric could be published: ${code ?? 'unknown'}`);
  deps.log[taken === of ? 'info' : 'error'](LOG.metricsPublished, {
    pipelines: samples.length,
    taken,
    of,
    code,
  });
}
