const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** As far as an alarm looks back: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST_SECONDS = 7 * DAY_SECONDS;
const UNITS = { minute: MINUTE_SECONDS, hour: HOUR_SECONDS, day: DAY_SECONDS };

/**
 * How long it takes at most, in seconds, from one run of a schedule to the next: `rate(…)`, or `cron(…)` as far as it is
 * daily or more often. What runs on some days of the week only is taken for weekly; what names days of the month, months or
 * years may pause for longer than any alarm looks back.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * @param {string} expression
 */
export function periodSeconds(expression) {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/u.exec(expression);
  if (rate) return Number(rate[1]) * UNITS[/** @type {keyof typeof UNITS} */ (rate[2])];
  const [, hour = '', date = '', month = '', weekday = '', year = ''] =
    /^cron\((.*)\)$/u.exec(expression)?.[1]?.split(' ') ?? [];
  if ([date, month, year].some(isSome) || /[#L]/iu.test(weekday)) return Infinity;
  if (isSome(weekday)) return LONGEST_SECONDS;
  if (hour === '*') return HOUR_SECONDS;
  const every = /^(?:\*|0)\/(\d+)$/u.exec(hour)?.[1];
  return every === undefined ? DAY_SECONDS : Number(every) * HOUR_SECONDS;
}

/** @param {string} field of `cron(…)` */
function isSome(field) {
  return field !== '*' && field !== '?';
}

/**
 * The periods of an alarm on two missed runs, seven days at most, since it can't look back farther; undefined where seven
 * days without a run may be as they should.
 * @param {string} expression
 */
export function twoRuns(expression) {
  const period = periodSeconds(expression);
  if (period > LONGEST_SECONDS) return undefined;
  const span = Math.min(2 * period, LONGEST_SECONDS);
  const Period = span < DAY_SECONDS ? HOUR_SECONDS : DAY_SECONDS;
  return { Period, EvaluationPeriods: Math.ceil(span / Period) };
}
