import type { Point } from './aws/cloudwatch.ts';

/** The metrics that are shown, with the heads of their columns. */
const COLUMNS: Readonly<Record<string, string>> = {
  DeploymentFrequency: 'a day',
  LeadTimeForChanges: 'lead time',
  ChangeFailureRate: 'failed',
  FailedDeploymentRecoveryTime: 'recovery',
  DeploymentReworkRate: 'rework',
  SuccessfulDeployments: 'good',
  FailedDeployments: 'bad',
  AutomaticRetries: 'retries',
  HealedByRetry: 'healed',
};

/** The newest value of each metric in a table, a row for each pipeline. */
export function shownMetrics(points: readonly Point[]): string {
  const own = points.filter(({ namespace }) => namespace === 'Custom/CICD');
  const rows = [...Map.groupBy(own, ({ dimensions }) => dimensions['Pipeline'] ?? '')].map(
    ([pipeline, its]) => {
      const newest = new Map(its.toSorted((a, b) => a.at - b.at).map((it) => [it.name, it]));
      return [pipeline, ...Object.keys(COLUMNS).map((name) => cell(newest.get(name)))];
    },
  );
  const all = [['', ...Object.values(COLUMNS)], ...rows];
  return all
    .map(([name = '', ...cells]) => name.padEnd(20) + cells.map((it) => it.padStart(11)).join(''))
    .join('\n');
}

function cell(point: Point | undefined): string {
  if (point === undefined) return '-';
  const { unit, value } = point;
  switch (unit) {
    case 'Seconds':
      return value >= 3600 ? `${(value / 3600).toFixed(1)} h` : `${(value / 60).toFixed(1)} min`;
    case 'Percent':
      return `${value.toFixed(1)} %`;
    default:
      return String(Math.round(value * 100) / 100);
  }
}
