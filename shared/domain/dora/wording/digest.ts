import { cutMiddle, sentence } from '../../text.ts';
import { BANDS_YEAR } from '../bands.ts';
import type { Digest, Fill, Listed, PipelineSummary, StageFailures } from '../report/report.ts';
import type { Summary } from '../report/summary.ts';
import type { Worsening } from '../report/worsening.ts';
import type { Voice } from './voice.ts';

/** Lines under a title, or without one. */
export interface Section {
  readonly title?: string;
  readonly lines: readonly string[];
}

/** So that a line stays a line. */
const MAX_NAME = 40;
const MAX_NAMES = 3;

/** A digest in the order in which it is read. */
export function digestSections(
  { fleet, failedStages, pipelines, worst, fill }: Digest,
  voice: Voice,
): readonly Section[] {
  const { say } = voice;
  return [
    { title: say('title.fleet'), lines: [...fleetLines(fleet, voice), ...stageLines(failedStages, voice)] },
    { title: say('title.worst'), lines: worst.map((it) => worseningLine(it, voice)) },
    {
      title: say('title.pipelines'),
      lines: listedLines(pipelines, (it) => pipelineLine(it, voice), voice),
    },
    { lines: [say('line.bands', { year: BANDS_YEAR }), ...fillLines(fill, voice)] },
  ];
}

/** `checkout: build time 12 min (was 6 min)` */
export function worseningLine({ pipeline, name, ...it }: Worsening, { say, figure }: Voice): string {
  return say('line.figures', {
    name: short(pipeline),
    figures: say(`short.${name}`, { value: figure({ name, ...it }) }),
  });
}

/** The lines of a list, and how many there are beside them. */
export function listedLines<T>({ shown, more }: Listed<T>, line: (it: T) => string, { say }: Voice) {
  return more === 0 ? shown.map(line) : [...shown.map(line), say('line.more', { count: more })];
}

/** A name of which the ends are to be seen. */
export function short(name: string): string {
  return cutMiddle(name, MAX_NAME);
}

/** `a, b, c and 4 more`, each once. */
export function namesOf(names: readonly string[], more: number, { say }: Voice): string {
  const each = [...new Set(names)];
  const list = each.slice(0, MAX_NAMES).map(short).join(say('list.separator'));
  const count = Math.max(0, each.length - MAX_NAMES) + more;
  return count === 0 ? list : say('list.more', { list, count });
}

function fleetLines(summary: Summary, { say, figure, measure, duration }: Voice): readonly string[] {
  const { runs, builds, retries } = summary;
  const counts = [
    ['also.open', summary.openFailures],
    ['also.healed', summary.healed],
    ['also.untimed', summary.revisionsWithoutTime],
    ['also.retries', retries?.started ?? 0],
    ['also.retried', retries?.healed ?? 0],
  ] as const;
  const parts = counts.flatMap(([key, count]) => (count === 0 ? [] : [say(key, { count })]));
  const within = ({ p50, p90 }: { readonly p50: number; readonly p90: number }) => ({
    half: duration(p50 * 1000),
    most: duration(p90 * 1000),
  });
  return [
    ...summary.measures.map((it) =>
      say('line.figure', { label: sentence(measure(it.name)), value: figure(it) }),
    ),
    ...(parts.length === 0 ? [] : [say('line.also', { parts: parts.join(say('list.separator')) })]),
    ...(runs ? [say('line.runs', within(runs))] : []),
    ...(builds ? [say('line.builds', within(builds))] : []),
  ];
}

function pipelineLine({ pipeline, figures: { measures } }: PipelineSummary, { say, figure }: Voice): string {
  const figures = measures
    .filter(({ value, previous }) => value !== undefined || previous !== undefined)
    .map((it) => say(`short.${it.name}`, { value: figure(it) }));
  return say('line.figures', { name: short(pipeline), figures: figures.join(say('list.figures')) });
}

function stageLines(failed: readonly StageFailures[], { say }: Voice): readonly string[] {
  if (failed.length === 0) return [];
  const separator = say('list.separator');
  const stages = failed.map(({ stage, count, kinds }) => {
    const causes = kinds.map((it) => say('stage.kind', { kind: say(`kind.${it.kind}`), count: it.count }));
    return causes.length === 0
      ? say('stage.count', { stage: short(stage), count })
      : say('stage.kinds', { stage: short(stage), count, kinds: causes.join(separator) });
  });
  return [say('line.stages', { stages: stages.join(separator) })];
}

function fillLines(fill: Fill | undefined, voice: Voice): readonly string[] {
  if (fill === undefined) return [];
  const { complete, of, unread, unfinished } = fill;
  const named = (key: 'line.unread' | 'line.unfinished', { shown, more }: Fill['unread']) =>
    shown.length === 0 ? [] : [voice.say(key, { names: namesOf(shown, more, voice) })];
  const isFilling = complete + unread.shown.length + unread.more < of;
  return [
    ...(isFilling ? [voice.say('line.fill', { complete, of })] : []),
    ...named('line.unread', unread),
    ...named('line.unfinished', unfinished),
  ];
}
