import { retryStageCommand } from '../command.ts';
import type { Place } from '../fact.ts';
import { lateBy } from '../late.ts';
import { executionUrl } from '../links.ts';
import type { Rollback, StageRecord, Withdrawn } from '../retry/ledger-view.ts';
import type { StageRun } from '../retry/situation.ts';
import { needsPerson } from '../severity.ts';
import type { Report } from './report.ts';

/** What became of a failure after its message: a retry that was promised is off, or a rollback got somewhere. */
export type News =
  | { readonly what: 'withdrawn'; readonly withdrawn: Withdrawn }
  | { readonly what: 'rollback'; readonly rollback: Rollback; readonly reason: Withdrawn['reason'] };

/** What of a record needs a message of its own; a rollback that never had a target is told with the failure. */
export function newsIn(record: StageRecord | undefined): readonly News[] {
  const { withdrawn, rollback, decision } = record ?? {};
  const hasEnded = rollback?.state === 'started' || rollback?.state === 'impossible';
  const reason = decision?.do === 'stop' ? decision.reason : 'used-up';
  return [
    ...(withdrawn ? [{ what: 'withdrawn', withdrawn } as const] : []),
    ...(rollback?.targetId !== undefined && hasEnded
      ? [{ what: 'rollback', rollback, reason } as const]
      : []),
  ];
}

/** What the same news is known by. */
export function newsKey({ pipeline, executionId, stage }: StageRun, news: News): readonly string[] {
  const which =
    news.what === 'withdrawn'
      ? [String(news.withdrawn.slot), String(news.withdrawn.at ?? '')]
      : [news.rollback.state];
  return [news.what, pipeline, executionId, stage, ...which];
}

/** When and where it was decided, and when it is told; times in milliseconds since the epoch. */
export interface Telling {
  readonly place: Place;
  readonly at: number;
  readonly now: number;
  readonly owner?: string | undefined;
}

/** Makes a report of it. */
export function reportNews(run: StageRun, news: News, { place, at, now, owner }: Telling): Report {
  const { pipeline, executionId, stage } = run;
  const command = retryStageCommand({ place, pipeline, executionId }, stage);
  const url = executionUrl(place, pipeline, executionId);
  const wanted = personWanted(news);
  return {
    kind: 'retry',
    ...signOf(news),
    // The stage still stands as the message of the failure said.
    state: 'FAILED',
    severity: severityOf(news, wanted),
    name: pipeline,
    needsPerson: wanted,
    place,
    at,
    lateMs: lateBy(at, now),
    runId: executionId,
    stage,
    failedActions: [],
    moreFailedActions: 0,
    next: wanted ? { step: 'retry-stage', command } : undefined,
    ...(news.what === 'withdrawn'
      ? { retry: { do: 'withdrawn', ...news.withdrawn } }
      : { rollback: news.rollback, retry: { do: 'stop', reason: news.reason } }),
    changes: [],
    owner,
    links: url === undefined ? [] : [{ to: 'execution', url }],
    missing: [],
  };
}

function signOf(news: News): Pick<Report, 'headline' | 'emoji'> {
  if (news.what === 'withdrawn') return { headline: 'retry-withdrawn', emoji: '⚠️' };
  return news.rollback.state === 'started'
    ? { headline: 'rolling-back', emoji: '🔁' }
    : { headline: 'not-rolled-back', emoji: '❌' };
}

function personWanted(news: News): boolean {
  if (news.what === 'rollback') return news.rollback.state !== 'started';
  const { reason } = news.withdrawn;
  return needsPerson({ cause: undefined, deploys: false, retry: { do: 'stop', reason } });
}

/** A stage that is not failed any more is nobody's worry. */
function severityOf(news: News, wanted: boolean): Report['severity'] {
  if (wanted) return 'critical';
  return news.what === 'withdrawn' && news.withdrawn.reason === 'not-failed' ? 'info' : 'warning';
}
