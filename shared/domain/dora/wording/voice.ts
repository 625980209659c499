import type { Language } from '../../settings.ts';
import { formatDuration, formatTime } from '../../time.ts';
import { fill } from '../../wording/fill.ts';
import type { Metric } from '../metrics.ts';
import type { Compared, MeasureName } from '../report/summary.ts';
import { en } from './en.ts';
import type { ReportCatalogue, ReportKey } from './en.ts';
import { zhCn } from './zh-cn.ts';

const CATALOGUES: Readonly<Record<Language, ReportCatalogue>> = { en, 'zh-CN': zhCn };

/** How a report is said in one language and time zone. */
export interface Voice {
  readonly say: (key: ReportKey, values?: Readonly<Record<string, string | number>>) => string;
  /** Of milliseconds. */
  readonly time: (ms: number) => string;
  readonly duration: (ms: number) => string;
  /** A figure's value: of a frequency a day, of percent, or of seconds. */
  readonly value: (value: number, unit: Metric['unit']) => string;
  /** A figure with what it was before, and its band. */
  readonly figure: (it: Compared) => string;
  readonly measure: (name: MeasureName) => string;
}

/** The voice of one language; times in the zone. */
export function voiceOf(language: Language, timeZone: string): Voice {
  const say: Voice['say'] = (key, values = {}) => fill(CATALOGUES[language][key], values);
  const duration: Voice['duration'] = (ms) => formatDuration(ms, language);
  const value: Voice['value'] = (number, unit) => {
    switch (unit) {
      case 'Count':
        return say('value.frequency', { number: rounded(number, 100) });
      case 'Percent':
        return say('value.percent', { number: rounded(number, 10) });
      case 'Seconds':
        return duration(number * 1000);
    }
  };
  return {
    say,
    duration,
    value,
    time: (ms) => formatTime(ms, timeZone),
    measure: (name) => say(`measure.${name}`),
    figure: ({ value: now, previous, unit, band }) => {
      const known = now === undefined ? say('value.none') : value(now, unit);
      const text =
        previous === undefined ? known : say('value.was', { value: known, previous: value(previous, unit) });
      return band === undefined ? text : say('value.band', { value: text, band: say(`band.${band}`) });
    },
  };
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
