import { describe, expect, it } from 'vitest';
import { formatDuration, formatTime, formatTimeNear, isTimeZone } from '../../../shared/domain/time.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a duration', () => {
  it.each([
    [0, '0 s', '0 秒'],
    [499, '0 s', '0 秒'],
    [4 * MINUTE + 32 * SECOND, '4 min 32 s', '4 分 32 秒'],
    [59 * SECOND + 600, '1 min', '1 分'],
    [2 * HOUR + 5 * MINUTE + 59 * SECOND, '2 h 5 min', '2 小时 5 分'],
    [3 * DAY + 4 * HOUR, '3 d 4 h', '3 天 4 小时'],
    [400 * DAY, '400 d', '400 天'],
  ])('of %i ms is said as people say it: %s', (ms, english, chinese) => {
    expect(formatDuration(ms, 'en')).toBe(english);
    expect(formatDuration(ms, 'zh-CN')).toBe(chinese);
  });

  it('skips a unit that is zero instead of reaching for a third', () => {
    expect(formatDuration(DAY + 5 * MINUTE, 'en')).toBe('1 d');
  });

  it('is never negative: clocks of two services may differ by a second', () => {
    expect(formatDuration(-SECOND, 'en')).toBe('0 s');
  });
});

describe('a time', () => {
  const winter = Date.parse('2026-11-23T05:02:00Z');
  const summer = Date.parse('2026-07-23T05:02:00Z');

  it.each([
    ['UTC', winter, '2026-11-23 05:02 (UTC)'],
    ['Asia/Shanghai', winter, '2026-11-23 13:02 (UTC+8)'],
    ['Asia/Tokyo', winter, '2026-11-23 14:02 (UTC+9)'],
    ['Australia/Brisbane', winter, '2026-11-23 15:02 (UTC+10)'],
    ['Asia/Kolkata', winter, '2026-11-23 10:32 (UTC+5:30)'],
    ['America/St_Johns', winter, '2026-11-23 01:32 (UTC-3:30)'],
    ['Pacific/Kiritimati', winter, '2026-11-23 19:02 (UTC+14)'],
    ['Europe/London', winter, '2026-11-23 05:02 (UTC)'],
    ['Europe/London', summer, '2026-07-23 06:02 (UTC+1)'],
  ])('carries the offset of %s at that moment', (zone, ms, said) => {
    expect(formatTime(ms, zone)).toBe(said);
  });

  it('is told apart by its offset when an hour comes twice', () => {
    const first = Date.parse('2026-10-25T00:30:00Z');

    expect(formatTime(first, 'Europe/Berlin')).toBe('2026-10-25 02:30 (UTC+2)');
    expect(formatTime(first + HOUR, 'Europe/Berlin')).toBe('2026-10-25 02:30 (UTC+1)');
  });

  it('is written from 00 to 23 at midnight', () => {
    expect(formatTime(Date.parse('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-23 00:00 (UTC+8)');
  });
});

describe('a time near another', () => {
  const noon = Date.parse('2026-11-23T12:00:00Z');

  it('is the hour alone on the same day', () => {
    expect(formatTimeNear(noon - 3 * HOUR, noon, 'UTC')).toBe('09:00');
  });

  it('has its date on another day', () => {
    expect(formatTimeNear(noon - DAY, noon, 'UTC')).toBe('2026-11-22 12:00');
  });

  it('takes the day of the configured zone, not that of UTC', () => {
    const evening = Date.parse('2026-11-23T15:30:00Z');

    expect(formatTimeNear(evening, evening + HOUR, 'UTC')).toBe('15:30');
    expect(formatTimeNear(evening, evening + HOUR, 'Asia/Shanghai')).toBe('2026-11-23 23:30');
  });
});

it.each([
  ['UTC', true],
  ['Asia/Shanghai', true],
  ['Mars/Olympus', false],
  ['', false],
])('the zone %j is known: %s', (zone, known) => {
  expect(isTimeZone(zone)).toBe(known);
});
