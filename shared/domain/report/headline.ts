import { isApproval } from '../fact.ts';
import type { PipelineFact } from '../fact.ts';
import type { Report } from './report.ts';

type Sign = Pick<Report, 'headline' | 'emoji'>;

const ROLLBACK = {
  STARTED: { headline: 'rolling-back', emoji: '🔁' },
  SUCCEEDED: { headline: 'rolled-back', emoji: '🔁' },
  FAILED: { headline: 'rollback-failed', emoji: '❌' },
} as const;

/** The first line's text and sign for a state; a state that is not known today has them too. */
export function headlineOf(
  fact: PipelineFact,
  { recovered, rollback }: { readonly recovered: boolean; readonly rollback: boolean },
): Sign {
  if (isApproval(fact)) return approvalHeadline(fact.state);
  if (rollback && fact.state in ROLLBACK) return ROLLBACK[fact.state as keyof typeof ROLLBACK];
  switch (fact.state) {
    case 'STARTED':
      return { headline: 'started', emoji: '🚀' };
    case 'SUCCEEDED':
      return { headline: recovered ? 'recovered' : 'succeeded', emoji: '✅' };
    case 'FAILED':
      return { headline: 'failed', emoji: '❌' };
    case 'CANCELED':
      return { headline: 'canceled', emoji: '⚠️' };
    case 'STOPPED':
      return { headline: 'stopped', emoji: '⏸' };
    case 'STOPPING':
      return { headline: 'stopping', emoji: '⏸' };
    case 'SUPERSEDED':
      return { headline: 'superseded', emoji: '⚠️' };
    case 'RESUMED':
      return { headline: 'resumed', emoji: '🔁' };
    case 'ABANDONED':
      return { headline: 'abandoned', emoji: '⚠️' };
    default:
      return { headline: 'unknown', emoji: '⚠️' };
  }
}

function approvalHeadline(state: string): Sign {
  switch (state) {
    case 'STARTED':
      return { headline: 'approval-waiting', emoji: '⏸' };
    case 'SUCCEEDED':
      return { headline: 'approval-given', emoji: '✅' };
    case 'FAILED':
      return { headline: 'approval-rejected', emoji: '❌' };
    case 'ABANDONED':
    case 'CANCELED':
      return { headline: 'approval-abandoned', emoji: '⚠️' };
    default:
      return { headline: 'unknown', emoji: '⚠️' };
  }
}
