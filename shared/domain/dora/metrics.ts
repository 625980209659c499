import type { Figures } from './figures.ts';
import { median } from './median.ts';

/** The names under which the metrics are published; others build on them. */
export type MetricName =
  | 'DeploymentFrequency'
  | 'ChangeFailureRate'
  | 'SuccessfulDeployments'
  | 'FailedDeployments'
  | 'LeadTimeForChanges'
  | 'FailedDeploymentRecoveryTime'
  | 'DeploymentReworkRate'
  | 'AutomaticRetries'
  | 'HealedByRetry';

/** A data point, with a unit of https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export interface Metric {
  readonly name: MetricName;
  /** Percent is 0 to 100; a frequency is a Count per day. */
  readonly unit: 'Count' | 'Percent' | 'Seconds';
  readonly value: number;
}

/** The data points of a pipeline's or the fleet's figures; what has no denominator, or is not known, has none. */
export function metricsOf(figures: Figures): readonly Metric[] {
  const { successful, failed, deployments, rework, days, leadTimes, recoveries, retries } = figures;
  return [
    point('DeploymentFrequency', 'Count', ratio(successful, days)),
    point('ChangeFailureRate', 'Percent', ratio(100 * failed, deployments)),
    point('SuccessfulDeployments', 'Count', successful),
    point('FailedDeployments', 'Count', failed),
    point('LeadTimeForChanges', 'Seconds', median(leadTimes)),
    point('FailedDeploymentRecoveryTime', 'Seconds', median(recoveries)),
    point('DeploymentReworkRate', 'Percent', ratio(100 * rework, successful)),
    point('AutomaticRetries', 'Count', retries?.started),
    point('HealedByRetry', 'Count', retries?.healed),
  ].flat();
}

/** One metric's value; undefined where there is no data point. */
export function valueOf(figures: Figures, name: MetricName): number | undefined {
  return metricsOf(figures).find((metric) => metric.name === name)?.value;
}

function point(name: MetricName, unit: Metric['unit'], value: number | undefined): readonly Metric[] {
  return value === undefined ? [] : [{ name, unit, value }];
}

function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
