import { putHistory } from './aws/pipeline-history.ts';
import type { EmbeddedAws } from './aws/server.ts';
import { DELIVERY, pastRuns } from './past-runs.ts';
import type { Told } from './past-runs.ts';

const DAY_MS = 24 * 3_600_000;

/** Two weeks of a few pipelines, of which one deploys less often and builds longer than it did, and one has been failing. */
const HISTORIES: Readonly<Record<string, readonly Told[]>> = {
  'billing-service': [
    { course: 'deployed', daysAgo: 16.1 },
    ...[13.6, 12.4, 11.5, 10.3, 9.6, 8.2, 7.4].map((daysAgo) => ({ course: 'deployed', daysAgo }) as const),
    { course: 'healed', daysAgo: 6.3, buildMinutes: 9, hoursSinceCommit: 20 },
    { course: 'build-failed', daysAgo: 5.2, buildMinutes: 8 },
    { course: 'deployed', daysAgo: 4.1, buildMinutes: 9, hoursSinceCommit: 30 },
    { course: 'deployed', daysAgo: 1.6, buildMinutes: 10, hoursSinceCommit: 44 },
  ],
  'search-api': [
    { course: 'deployed', daysAgo: 15.3 },
    { course: 'deployed', daysAgo: 10.2 },
    { course: 'deployed', daysAgo: 6.6 },
    { course: 'deploy-failed', daysAgo: 5.5 },
    { course: 'deployed', daysAgo: 5.3, hoursSinceCommit: 1 },
    { course: 'deployed', daysAgo: 4.4 },
    { course: 'deploy-failed', daysAgo: 2.3 },
  ],
  'docs-site': [
    { course: 'deployed', daysAgo: 20.4 },
    { course: 'deployed', daysAgo: 3.4, hoursSinceCommit: 70 },
  ],
};

/** Deployments of a pipeline in the two weeks before a time, so that there is something to compare with. */
export function seedDeployments(aws: Pick<EmbeddedAws, 'pipelines'>, pipeline: string, before: number): void {
  const midnight = Math.floor(before / DAY_MS) * DAY_MS;
  const runs = [11.6, 5.6, 4.5, 2.7].map((daysAgo) => ({ course: 'deployed', daysAgo }) as const);
  putHistory(aws.pipelines.board(pipeline), pastRuns(midnight, 0xca5e, runs));
}

/** Puts pipelines and their histories before the midnight (UTC) at or before a time into the embedded AWS. */
export function seedHistory(
  aws: Pick<EmbeddedAws, 'pipelines'>,
  at: number,
  arnOf: (name: string) => string,
): void {
  const midnight = Math.floor(at / DAY_MS) * DAY_MS;
  for (const [index, [name, runs]] of Object.entries(HISTORIES).entries()) {
    aws.pipelines.define({ name, arn: arnOf(name), stages: DELIVERY });
    putHistory(aws.pipelines.board(name), pastRuns(midnight, 0xd0a0 + index, runs));
  }
}
