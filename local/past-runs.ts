import type { PipelineDefinition } from './aws/pipeline-model.ts';
import type { PastRow, PastRun } from './aws/pipeline-history.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The stages that the runs below go through. */
export const DELIVERY: PipelineDefinition['stages'] = [
  {
    name: 'Source',
    actions: [{ name: 'Checkout', category: 'Source', provider: 'CodeStarSourceConnection' }],
  },
  { name: 'Build', actions: [{ name: 'Compile', category: 'Build', provider: 'CodeBuild' }] },
  {
    name: 'Production',
    actions: [{ name: 'Deploy', category: 'Deploy', provider: 'CodeDeploy' }],
  },
];

/** How a run went; `healed`: its deployment failed first. */
export type Course = 'deployed' | 'build-failed' | 'deploy-failed' | 'healed';

/** One run of a change that was committed so many hours before. */
export interface Told {
  readonly course: Course;
  readonly daysAgo: number;
  readonly buildMinutes?: number;
  readonly hoursSinceCommit?: number;
}

/** A pipeline's runs before a midnight, each with an id that is made of `series` and its place. */
export function pastRuns(midnight: number, series: number, runs: readonly Told[]): readonly PastRun[] {
  return runs.map((told, index) => pastRun(midnight, idOf(series, index), told));
}

function pastRun(
  midnight: number,
  id: string,
  { course, daysAgo, buildMinutes = 4, hoursSinceCommit = 3 }: Told,
): PastRun {
  const startedAt = midnight - daysAgo * DAY_MS;
  const row = (action: string, afterMinutes: number, minutes: number, failed = false): PastRow => ({
    action,
    startedAt: startedAt + afterMinutes * 60_000,
    seconds: minutes * 60,
    status: failed ? 'Failed' : 'Succeeded',
  });
  const deployAfter = 1 + buildMinutes;
  const deployed = row('Deploy', deployAfter, 6, course === 'deploy-failed' || course === 'healed');
  const isFailed = course === 'build-failed' || course === 'deploy-failed';
  return {
    id,
    status: isFailed ? 'Failed' : 'Succeeded',
    startedAt,
    revision: {
      revisionId: `${id.replaceAll('-', '')}c0ffee00`,
      revisionSummary: 'A change',
      created: startedAt - hoursSinceCommit * HOUR_MS,
    },
    rows: [
      row('Checkout', 0, 1),
      row('Compile', 1, buildMinutes, course === 'build-failed'),
      ...(course === 'build-failed' ? [] : [deployed]),
      ...(course === 'healed' ? [row('Deploy', deployAfter + 10, 6)] : []),
    ],
  };
}

function idOf(series: number, index: number): string {
  const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
  return `${hex(series, 8)}-0000-4000-8000-${hex(index + 1, 12)}`;
}
