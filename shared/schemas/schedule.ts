import { WEEKDAYS } from '../domain/settings.ts';

/** The fields of `cron(…)`: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
const MINUTE = '[0-5]?\\d';
const HOUR = '(?:[01]?\\d|2[0-3])';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)';
const WEEKDAY = '(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)';
const YEAR = '(?:19[7-9]\\d|2[01]\\d\\d)';

const DAYS = fieldOf(DAY, ['L(?:-\\d{1,2})?', 'LW', `${DAY}W`]);
const WEEKDAYS_FIELD = fieldOf(WEEKDAY, [`${WEEKDAY}?L`, `${WEEKDAY}#[1-5]`]);
// One of the two fields for days is ?, and only one.
const DATES = `(?:${DAYS} ${fieldOf(MONTH)} \\?|\\? ${fieldOf(MONTH)} ${WEEKDAYS_FIELD})`;

/** `rate(…)` or `cron(…)` as EventBridge Scheduler takes it: what it would refuse, it refuses in the middle of a deployment. */
export const SCHEDULE = new RegExp(
  `^(?:rate\\([1-9]\\d{0,3} (?:minutes?|hours?|days?)\\)|cron\\(${fieldOf(MINUTE)} ${fieldOf(HOUR)} ${DATES} ${fieldOf(YEAR)}\\))$`,
  'u',
);

/** A list of values, ranges and steps. */
function fieldOf(value: string, others: readonly string[] = []): string {
  const one = `(?:(?:\\*|${value}(?:-${value})?)(?:/\\d{1,4})?|${['(?!)', ...others].join('|')})`;
  return `${one}(?:,${one})*`;
}

/**
 * False if the schedule names its days of the week, and this is none of them. Which days another one has depends on the
 * calendar, or on when it was made.
 */
export function mayRunOn(schedule: string, day: (typeof WEEKDAYS)[number]): boolean {
  const field = /^cron\(\S+ \S+ \? \S+ (\S+) /u.exec(schedule)?.[1] ?? '*';
  if (!/^[A-Z1-7,-]+$/u.test(field) || field.includes('L')) return true;
  return field.split(',').some((part) => {
    const [first = 0, last = first] = part.split('-').map(numberOf);
    const wanted = WEEKDAYS.indexOf(day);
    // From Friday to Monday goes through the end of the week.
    return first <= last ? first <= wanted && wanted <= last : first <= wanted || wanted <= last;
  });
}

/** Sunday is 0, and 1 in the field. */
function numberOf(name: string): number {
  const named = WEEKDAYS.findIndex((it) => it.startsWith(name.toLowerCase()));
  return named === -1 ? Number(name) - 1 : named;
}
