import { expect, it } from 'vitest';
import { periodSeconds, twoRuns } from '../../../infra/period.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

it.each([
  ['rate(1 day)', DAY],
  ['rate(12 hours)', 12 * HOUR],
  ['rate(30 minutes)', HOUR / 2],
  ['cron(0 6 * * ? *)', DAY],
  ['cron(0 * * * ? *)', HOUR],
  ['cron(0 */6 * * ? *)', 6 * HOUR],
  ['cron(0 6 ? * MON *)', 7 * DAY],
  ['cron(0 6 ? * MON-FRI *)', 7 * DAY],
  ['cron(0 6 1 * ? *)', Infinity],
  ['cron(0 6 ? * MON#1 *)', Infinity],
  ['cron(0 6 ? JAN MON *)', Infinity],
  ['cron(0 6 * * ? 2027)', Infinity],
])('the runs of %s are at most so far apart', (expression, seconds) => {
  expect(periodSeconds(expression)).toBe(seconds);
});

it.each([
  ['rate(1 day)', DAY, 2],
  ['rate(30 minutes)', HOUR, 1],
  ['cron(0 */6 * * ? *)', HOUR, 12],
  ['rate(3 days)', DAY, 6],
  ['cron(0 6 ? * MON *)', DAY, 7],
])(
  'two missed runs of %s are as many periods, seven days at most',
  (expression, Period, EvaluationPeriods) => {
    expect(twoRuns(expression)).toEqual({ Period, EvaluationPeriods });
  },
);

it.each(['rate(8 days)', 'cron(0 6 1 * ? *)', 'cron(0 6 ? * 6L *)'])(
  'two missed runs of %s are farther back than an alarm looks',
  (expression) => {
    expect(twoRuns(expression)).toBeUndefined();
  },
);
