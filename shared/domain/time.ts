import type { Language } from './settings.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** True if Node knows the zone's name. UTC needs no Intl, whose first use costs every start about 15 ms. */
export function isTimeZone(name: string): boolean {
  if (name === 'UTC') return true;
  try {
    return Boolean(formatterOf(name));
  } catch {
    return false;
  }
}

/** `2026-11-23 14:02 (UTC+9)`; offsets, because abbreviations are ambiguous and Node lacks many. */
export function formatTime(ms: number, timeZone: string): string {
  const { date, time, offset } = partsOf(ms, timeZone);
  return `${date} ${time} (${offset})`;
}

/** `14:02` on the same day as `reference`, else with the date. */
export function formatTimeNear(ms: number, reference: number, timeZone: string): string {
  const { date, time } = partsOf(ms, timeZone);
  return date === partsOf(reference, timeZone).date ? time : `${date} ${time}`;
}

const UNITS = {
  en: { days: ' d', hours: ' h', minutes: ' min', seconds: ' s' },
  'zh-CN': { days: ' 天', hours: ' 小时', minutes: ' 分', seconds: ' 秒' },
} as const;

/** A duration as people say it, its two largest units: `4 min 32 s`, `4 分 32 秒`. */
export function formatDuration(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const units = UNITS[language];
  const amounts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), units.days],
    [Math.floor(seconds / 3600) % 24, units.hours],
    [Math.floor(seconds / 60) % 60, units.minutes],
    [seconds % 60, units.seconds],
  ];
  const first = amounts.findIndex(([amount]) => amount > 0);
  if (first === -1) return `0${units.seconds}`;
  return amounts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(' ');
}

function partsOf(ms: number, timeZone: string): { date: string; time: string; offset: string } {
  if (timeZone === 'UTC') {
    const [date = '', time = ''] = new Date(ms).toISOString().split('T');
    return { date, time: time.slice(0, 5), offset: 'UTC' };
  }
  const parts = formatterOf(timeZone).formatToParts(ms);
  const part = (wanted: Intl.DateTimeFormatPartTypes): string =>
    parts.flatMap(({ type, value }) => (type === wanted ? value : [])).join('');
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    offset: part('timeZoneName').replace('GMT', 'UTC').replace(/\+0$/u, ''),
  };
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    // en-CA knows names such as EST; en with an offset style gives GMT+9 for every zone.
    timeZoneName: 'shortOffset',
  });
  formatters.set(timeZone, made);
  return made;
}
