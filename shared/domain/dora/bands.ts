import type { MetricName } from './metrics.ts';
import { DAY_MS, HOUR_MS } from './window.ts';

export type Band = 'elite' | 'high' | 'medium' | 'low';

/** The report that the bands are from: the last one whose four levels are distinct for each metric. */
export const BANDS_YEAR = 2023;

const HOUR = HOUR_MS / 1000;
const DAY = DAY_MS / 1000;

/** For each band but the last whether a value, in its metric's unit, is still in it; a month is 30 days. */
const LIMITS: Readonly<Partial<Record<MetricName, readonly ((value: number) => boolean)[]>>> = {
  DeploymentFrequency: [(it) => it >= 1, (it) => it >= 1 / 7, (it) => it >= 1 / 30],
  ChangeFailureRate: [(it) => it <= 5, (it) => it <= 10, (it) => it <= 15],
  LeadTimeForChanges: [(it) => it < DAY, (it) => it < 7 * DAY, (it) => it < 30 * DAY],
  FailedDeploymentRecoveryTime: [(it) => it < HOUR, (it) => it < DAY, (it) => it < 7 * DAY],
};

/** The band of a metric's value by itself; undefined for a metric for which no bands were published. */
export function bandOf(name: MetricName, value: number): Band | undefined {
  const limits = LIMITS[name];
  if (limits === undefined) return undefined;
  const [elite, high, medium] = limits.map((isWithin) => isWithin(value));
  if (elite) return 'elite';
  if (high) return 'high';
  return medium ? 'medium' : 'low';
}
