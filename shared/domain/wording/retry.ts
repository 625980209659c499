import type { Report } from '../report/report.ts';
import type { Rollback } from '../retry/ledger-view.ts';
import type { Retry } from '../report/retry.ts';
import { formatTimeNear } from '../time.ts';
import type { Speak } from './speak.ts';

/** What becomes, or became, of automatic retries: `Automatic retry 1 of 2 at 14:07, in 2 min`. */
export function retryOf(
  report: Report,
  speak: Speak,
  timeZone: string,
  duration: (ms: number) => string,
): string | undefined {
  const { retry } = report;
  switch (retry?.do) {
    case undefined:
      return undefined;
    case 'planned': {
      const key = retry.reason === 'outage' ? 'retry.outage' : 'retry.planned';
      const text = speak(key, { ...numbers(retry), time: timeOf(retry, report, timeZone) });
      return retry.inMs === undefined ? text : speak('retry.in', { text, duration: duration(retry.inMs) });
    }
    case 'starting':
      return speak('retry.starting', numbers(retry));
    case 'started':
      return speak('retry.started', numbers(retry));
    case 'resumed':
      return speak('retry.resumed', { ...numbers(retry), stage: retry.stage });
    case 'healed':
      return speak('retry.healed', {
        ...numbers(retry),
        stage: retry.stage,
        duration: duration(retry.durationMs),
      });
    case 'withdrawn': {
      const reason = reasonOf(retry.reason, report, speak);
      const time = retry.at === undefined ? undefined : formatTimeNear(retry.at, report.at, timeZone);
      return time === undefined
        ? speak('retry.withdrawn', { ...numbers(retry), reason })
        : speak('retry.withdrawn-at', { ...numbers(retry), reason, time });
    }
    case 'stop':
      if (retry.reason === 'used-up' && retry.of !== undefined) return speak('retry.used-up', numbers(retry));
      return speak('retry.not', { reason: reasonOf(retry.reason, report, speak) });
    case 'deciding':
      return speak('retry.deciding');
    case 'unread':
      return speak('retry.unread');
  }
}

/** What becomes, or became, of a rollback: `To the run 1f2e3d4c, the last other change that succeeded in the stage`. */
export function rollbackOf(
  { state, targetId = '', because }: Rollback,
  { retry }: Report,
  speak: Speak,
): string {
  const target = targetId.slice(0, 8);
  if (state !== 'impossible')
    return speak(state === 'planned' ? 'rollback.planned' : 'rollback.started', { target });
  const reason =
    because === 'overtaken' && retry?.do === 'stop'
      ? speak(`stop.${retry.reason}`)
      : speak(`obstacle.${because ?? 'unknown'}`);
  return speak('rollback.not', { reason });
}

/** How a text message ends: when it is retried, or that somebody is needed. */
export function endingOf(report: Report, speak: Speak, timeZone: string): string {
  const { retry } = report;
  if (report.needsPerson) return speak('sms.needs-person', { text: '' });
  if (retry?.do === 'started') return speak('sms.started', { text: '', ...numbers(retry) });
  if (retry?.do !== 'planned') return '';
  return speak('sms.planned', { text: '', ...numbers(retry), time: timeOf(retry, report, timeZone) });
}

function numbers({ slot = 0, of = 0 }: { readonly slot?: number; readonly of?: number }) {
  return { slot, of };
}

function timeOf(
  { at }: Extract<Retry, { readonly do: 'planned' }>,
  report: Report,
  timeZone: string,
): string {
  return formatTimeNear(at, report.at, timeZone);
}

/** A permanent cause is told by its kind. */
function reasonOf(
  reason: Extract<Retry, { readonly do: 'stop' }>['reason'],
  { diagnosis }: Report,
  speak: Speak,
): string {
  const { cause } = diagnosis ?? {};
  return reason === 'permanent' && cause?.class === 'permanent'
    ? speak(`kind.${cause.kind}`)
    : speak(`stop.${reason}`);
}
