import { shortRevision } from '../change.ts';
import type { Change } from '../change.ts';
import type { Report } from '../report/report.ts';
import type { Settings } from '../settings.ts';
import { formatDuration, formatTime } from '../time.ts';
import { adviceOf, causeOf, logOf, targetsOf } from './diagnosis.ts';
import { endingOf, retryOf, rollbackOf } from './retry.ts';
import { sinceOf } from './since.ts';
import { speaker } from './speak.ts';
import type { Speak } from './speak.ts';
import { runOf } from './run.ts';

/** One `Label: value` line of a message; what is to be copied, or the lines of a log, stand below it. */
export interface Line {
  readonly name:
    | 'when'
    | 'cause'
    | 'why'
    | 'target'
    | 'log'
    | 'advice'
    | 'request'
    | 'comment'
    | 'next'
    | 'retry'
    | 'rollback'
    | 'healed'
    | 'change'
    | 'definition'
    | 'since'
    | 'run'
    | 'owner'
    | 'missing';
  readonly label: string;
  readonly value: string;
  readonly below?: readonly string[] | undefined;
}

/** A report in one language: what each body for people is made from, in the order in which it is read. */
export interface Wording {
  readonly headline: string;
  readonly lines: readonly Line[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** What a text message ends with, its full stop before it; empty where there is nothing to add. */
  readonly ending: string;
}

export type WordingSettings = Pick<Settings, 'language' | 'timeZone' | 'runbookUrl'>;

/** Words a report; facts that are not known leave no line. */
export function word(report: Report, { language, timeZone, runbookUrl }: WordingSettings): Wording {
  const speak = speaker(language);
  const line = (name: Line['name'], value: string | undefined, below?: readonly string[]): readonly Line[] =>
    value === undefined || value === '' ? [] : [{ name, label: speak(`label.${name}`), value, below }];
  const duration = (ms: number): string => formatDuration(ms, language);
  const { next, diagnosis } = report;
  return {
    headline: ago(headlineOf(report, speak), report, speak, language),
    lines: [
      ...line('when', formatTime(report.at, timeZone)),
      ...line('cause', diagnosis && causeOf(diagnosis, speak)),
      ...whysOf(report, speak).flatMap((why) => line('why', why)),
      ...targetsOf(diagnosis, speak).flatMap((target) => line('target', target)),
      ...line('log', diagnosis && logOf(diagnosis, speak), diagnosis?.excerpt?.lines),
      ...line('advice', diagnosis && adviceOf(diagnosis, speak, runbookUrl)),
      ...line('request', report.request),
      ...line('comment', report.comment),
      ...line('next', next && speak(`next.${next.step}`, { id: next.id ?? '' }), below(next?.command)),
      ...line(report.retry?.do === 'healed' ? 'healed' : 'retry', retryOf(report, speak, timeZone, duration)),
      ...line('rollback', report.rollback && rollbackOf(report.rollback, report, speak)),
      ...report.changes.flatMap((change) => line('change', changeOf(change, speak))),
      ...line('definition', report.definition && speak('definition.changed', report.definition)),
      ...line('since', sinceOf(report, speak, timeZone, duration)),
      ...line('run', runOf(report, speak, duration)),
      ...line('owner', report.owner),
      ...line('missing', missingOf(report, speak)),
    ],
    links: report.links.map(({ to, url }) => ({ label: speak(`link.${to}`), url })),
    ending: endingOf(report, speak, timeZone),
  };
}

/** Where it happened: `Build > Compile`, or the stage, or nothing. */
export function placeOf(report: Report): string | undefined {
  const action = report.action ?? (report.kind === 'pipeline' ? report.failedActions[0]?.action : undefined);
  return [report.stage, action].filter((part) => part !== undefined).join(' > ') || undefined;
}

/** What comes late says how long ago it was. */
export function ago(text: string, { lateMs }: Report, speak: Speak, language: Settings['language']): string {
  return lateMs === undefined
    ? text
    : speak('late.ago', { text, duration: formatDuration(lateMs, language) });
}

/** The code and the summary of a failed action, as the service gives them. */
export function reasonOf(
  result: Report['failedActions'][number]['result'],
  speak: Speak,
): string | undefined {
  const { code, summary } = result;
  if (code !== undefined && summary !== undefined) return speak('why.reason', { code, summary });
  return code ?? summary;
}

function below(command: string | undefined): readonly string[] | undefined {
  return command === undefined ? undefined : [command];
}

function headlineOf(report: Report, speak: Speak): string {
  const headline = speak(`headline.${report.headline}`, { name: report.name, state: report.state });
  const place = placeOf(report);
  return place === undefined ? headline : speak('headline.at', { headline, place });
}

function whysOf(report: Report, speak: Speak): readonly string[] {
  if (report.why !== undefined) return [speak(`why.${report.why}`)];
  const several = report.failedActions.length > 1;
  const reasons = report.failedActions.map(({ action, result }) => {
    const reason = reasonOf(result, speak) ?? speak('why.none');
    return several ? speak('why.of-action', { action, reason }) : reason;
  });
  return report.moreFailedActions > 0
    ? [...reasons, speak('why.more', { count: report.moreFailedActions })]
    : reasons;
}

function changeOf(change: Change, speak: Speak): string {
  let text = speak('change.revision', { revision: shortRevision(change.revision) });
  for (const part of ['title', 'author', 'branch', 'tag'] as const) {
    const value = change[part];
    if (value !== undefined) text = speak(`change.${part}`, { text, [part]: value });
  }
  return text;
}

function missingOf(report: Report, speak: Speak): string {
  return report.missing
    .map(({ what, reason, operation }) =>
      speak('missing.because', {
        what: speak(`missing.${what}`),
        reason: speak(`missing.${reason}`, { permission: operation }),
      }),
    )
    .join(speak('list.separator'));
}
