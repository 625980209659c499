import type { Settings } from '../../settings.ts';
import type { DoraReport, Listed, Standing } from '../report/report.ts';
import { DAY_MS } from '../window.ts';
import type { Window } from '../window.ts';
import { digestSections, listedLines, namesOf, short, worseningLine } from './digest.ts';
import type { Section } from './digest.ts';
import { voiceOf } from './voice.ts';
import type { Voice } from './voice.ts';

/** A report in one language: what each body for people is made from. */
export interface ReportWording {
  readonly headline: string;
  readonly sections: readonly Section[];
}

/** Words a report; sections without lines are left out. */
export function wordReport(
  { content, window }: DoraReport,
  { language, timeZone }: Pick<Settings, 'language' | 'timeZone'>,
): ReportWording {
  const voice = voiceOf(language, timeZone);
  const known = { lines: [voice.say('line.known', { time: voice.time(window.to) })] };
  const { headline, sections } = worded(content, window, voice);
  return { headline, sections: [...sections, known].filter(({ lines }) => lines.length > 0) };
}

/** The first and the last day of a window, in UTC. */
export function periodOf({ from, to }: Window): { readonly from: string; readonly to: string } {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return { from: day(from), to: day(to - DAY_MS) };
}

function worded(content: DoraReport['content'], window: Window, voice: Voice): ReportWording {
  const { say, value } = voice;
  switch (content.event) {
    case 'digest': {
      const { successful, failed } = content.fleet;
      const counts = { successful, failed, count: content.pipelineCount };
      return {
        headline: say('headline.digest', { ...periodOf(window), ...counts }),
        sections: digestSections(content, voice),
      };
    }
    case 'got-worse':
      return {
        headline: say('headline.got-worse', { names: pipelinesOf(content.worse, voice) }),
        sections: [
          {
            title: say('title.worse'),
            lines: listedLines(content.worse, (it) => worseningLine(it, voice), voice),
          },
        ],
      };
    case 'standing':
      return {
        headline: standingHeadline(content, voice),
        sections: standingSections(content, window, voice),
      };
    case 'above-threshold': {
      const { above, threshold } = content;
      const rate = value(threshold.rate, 'Percent');
      return {
        headline: say('headline.above-threshold', { rate, names: pipelinesOf(above, voice) }),
        sections: [
          {
            title: say('title.above'),
            lines: listedLines(
              above,
              (it) =>
                say('line.above', {
                  name: short(it.pipeline),
                  rate: value(it.rate, 'Percent'),
                  count: it.deployments,
                }),
              voice,
            ),
          },
          { lines: [say('line.threshold', { rate, count: threshold.minDeployments })] },
        ],
      };
    }
  }
}

function standingHeadline({ failing, approvals }: Standing, voice: Voice): string {
  const parts = [
    ...(failing.shown.length === 0
      ? []
      : [voice.say('headline.failing', { names: pipelinesOf(failing, voice) })]),
    ...(approvals.shown.length === 0
      ? []
      : [voice.say('headline.waiting', { names: pipelinesOf(approvals, voice) })]),
  ];
  return parts.join(voice.say('list.figures'));
}

function standingSections(
  { failing, approvals }: Standing,
  window: Window,
  voice: Voice,
): readonly Section[] {
  const { say, time, duration } = voice;
  const since = (it: { readonly pipeline: string; readonly since: number }) => ({
    name: short(it.pipeline),
    time: time(it.since),
    duration: duration(window.to - it.since),
  });
  return [
    {
      title: say('title.failing'),
      lines: listedLines(failing, (it) => say('line.failing', since(it)), voice),
    },
    {
      title: say('title.approvals'),
      lines: listedLines(
        approvals,
        (it) => say('line.approval', { ...since(it), place: `${short(it.stage)} > ${short(it.action)}` }),
        voice,
      ),
    },
  ];
}

function pipelinesOf({ shown, more }: Listed<{ readonly pipeline: string }>, voice: Voice): string {
  return namesOf(
    shown.map(({ pipeline }) => pipeline),
    more,
    voice,
  );
}
