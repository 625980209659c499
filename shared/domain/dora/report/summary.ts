import { bandOf } from '../bands.ts';
import type { Band } from '../bands.ts';
import type { Figures, Retries } from '../figures.ts';
import { median, percentile } from '../median.ts';
import { metricsOf } from '../metrics.ts';
import type { Metric } from '../metrics.ts';

/** The figures that a report tells and compares, in the order in which it does. */
export const MEASURES = [
  'DeploymentFrequency',
  'LeadTimeForChanges',
  'ChangeFailureRate',
  'FailedDeploymentRecoveryTime',
  'DeploymentReworkRate',
] as const;

/** BuildTime is the median of the green builds; it is told where it got worse. */
export type MeasureName = (typeof MEASURES)[number] | 'BuildTime';

/** A figure beside the same figure of the period before, in the unit of its metric; without data it is left out. */
export interface Compared {
  readonly name: MeasureName;
  readonly unit: Metric['unit'];
  readonly value?: number;
  readonly previous?: number;
  readonly band?: Band;
}

/** Half of the durations are at most p50, nine of ten at most p90; seconds. */
export interface Spread {
  readonly p50: number;
  readonly p90: number;
}

/** What a digest says of one pipeline, or of the fleet. */
export interface Summary {
  readonly measures: readonly Compared[];
  readonly successful: number;
  readonly failed: number;
  readonly healed: number;
  readonly openFailures: number;
  readonly revisionsWithoutTime: number;
  readonly retries?: Retries;
  readonly runs?: Spread;
  readonly builds?: Spread;
}

/** The summary of some figures against those of the period before. */
export function summaryOf(current: Figures, previous: Figures | undefined): Summary {
  const runs = spreadOf(current.runSeconds);
  const builds = spreadOf(current.buildSeconds);
  return {
    measures: MEASURES.map((name) => compared(name, current, previous)),
    successful: current.successful,
    failed: current.failed,
    healed: current.healed,
    openFailures: current.openFailures.length,
    revisionsWithoutTime: current.revisionsWithoutTime,
    ...(current.retries && { retries: current.retries }),
    ...(runs && { runs }),
    ...(builds && { builds }),
  };
}

/** One figure against that of the period before. */
export function compared(name: MeasureName, current: Figures, previous: Figures | undefined): Compared {
  const { unit, value } = measured(name, current);
  const before = previous && measured(name, previous).value;
  const band = value === undefined || name === 'BuildTime' ? undefined : bandOf(name, value);
  return {
    name,
    unit,
    ...(value !== undefined && { value }),
    ...(before !== undefined && { previous: before }),
    ...(band && { band }),
  };
}

const UNITS = {
  DeploymentFrequency: 'Count',
  LeadTimeForChanges: 'Seconds',
  ChangeFailureRate: 'Percent',
  FailedDeploymentRecoveryTime: 'Seconds',
  DeploymentReworkRate: 'Percent',
  BuildTime: 'Seconds',
} as const satisfies Readonly<Record<MeasureName, Metric['unit']>>;

function measured(
  name: MeasureName,
  figures: Figures,
): Pick<Compared, 'unit'> & { value: number | undefined } {
  const value =
    name === 'BuildTime'
      ? median(figures.buildSeconds)
      : metricsOf(figures).find((metric) => metric.name === name)?.value;
  return { unit: UNITS[name], value };
}

function spreadOf(seconds: readonly number[]): Spread | undefined {
  const p50 = median(seconds);
  const p90 = percentile(seconds, 90);
  return p50 === undefined || p90 === undefined ? undefined : { p50, p90 };
}
