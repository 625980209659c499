import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../shared/domain/report/report.ts';
import type { Language } from '../../../../shared/domain/settings.ts';
import { formatDuration } from '../../../../shared/domain/time.ts';
import { sinceOf } from '../../../../shared/domain/wording/since.ts';
import { speaker } from '../../../../shared/domain/wording/speak.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { report } from '../../../support/reports.ts';

const say = (more: Partial<Report>, language: Language = 'en') =>
  sinceOf(report(more), speaker(language), 'UTC', (ms) => formatDuration(ms, language));
const failing = { since: AT - 5 * MINUTE, inARow: 2, orMore: false, lastSuccess: AT - 60 * MINUTE };
const recovery = { failures: 3, orMore: false, durationMs: 65 * MINUTE };

describe('since when a pipeline fails', () => {
  it.each([
    [
      failing,
      'failing since 09:55, 2 in a row; last success 09:00',
      '自 09:55 起失败，连续 2 次；上次成功 09:00',
    ],
    [{ ...failing, lastSuccess: undefined }, 'failing since 09:55, 2 in a row', '自 09:55 起失败，连续 2 次'],
    [
      { ...failing, orMore: true, lastSuccess: undefined },
      'failing since 09:55 or earlier, 2 or more in a row',
      '自 09:55 或更早起失败，连续至少 2 次',
    ],
    [{ ...failing, since: AT, inARow: 1 }, 'first failure; last success 09:00', '首次失败；上次成功 09:00'],
    [
      { ...failing, inARow: 1 },
      'failing since 09:55, 1 in a row; last success 09:00',
      '自 09:55 起失败，连续 1 次；上次成功 09:00',
    ],
    [
      { ...failing, since: AT - 24 * 60 * MINUTE },
      'failing since 2026-11-22 10:00, 2 in a row; last success 09:00',
      '自 2026-11-22 10:00 起失败，连续 2 次；上次成功 09:00',
    ],
  ])('%o', (it, english, chinese) => {
    expect(say({ failing: it })).toBe(english);
    expect(say({ failing: it }, 'zh-CN')).toBe(chinese);
  });
});

describe('what a recovery ends', () => {
  it.each([
    [recovery, 'recovered after 3 failures and 1 h 5 min', '在 3 次失败、1 小时 5 分后恢复'],
    [
      { ...recovery, failures: 1 },
      'recovered after 1 failure and 1 h 5 min',
      '在 1 次失败、1 小时 5 分后恢复',
    ],
    [
      { ...recovery, orMore: true },
      'recovered after 3 failures or more and at least 1 h 5 min',
      '在至少 3 次失败、至少 1 小时 5 分后恢复',
    ],
  ])('%o', (it, english, chinese) => {
    expect(say({ recovery: it })).toBe(english);
    expect(say({ recovery: it }, 'zh-CN')).toBe(chinese);
  });
});

it('nothing is said of a run that neither fails nor recovers', () => {
  expect(say({})).toBeUndefined();
});
