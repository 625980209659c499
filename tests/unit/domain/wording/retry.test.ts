import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../../shared/domain/diagnosis/diagnosis.ts';
import type { Report } from '../../../../shared/domain/report/report.ts';
import type { Retry } from '../../../../shared/domain/report/retry.ts';
import { STOP_REASONS } from '../../../../shared/domain/retry/decision.ts';
import type { Language } from '../../../../shared/domain/settings.ts';
import { word } from '../../../../shared/domain/wording/word.ts';
import { AT, MINUTE } from '../../../support/facts.ts';
import { report } from '../../../support/reports.ts';

const planned = { do: 'planned', slot: 1, of: 2, at: AT + 247 * MINUTE, reason: 'delay' } as const;
const saying = (retry: Retry, language: Language = 'en', more: Partial<Report> = {}) =>
  word(report({ retry, ...more }), { language, timeZone: 'Asia/Shanghai' });
const lineOf = (...given: Parameters<typeof saying>) =>
  saying(...given).lines.find(({ name }) => name === 'retry' || name === 'healed');
const because = (kind: Diagnosis['cause']['kind'], itsClass: Diagnosis['cause']['class']) => ({
  diagnosis: { cause: { kind, class: itsClass }, action: 'x', phases: [], targets: [], alarms: [] },
});

describe('the line about a retry', () => {
  it.each<[Retry, string, string]>([
    [
      { ...planned, inMs: 2 * MINUTE },
      'Automatic retry 1 of 2 at 22:07, in 2 min',
      '将于 22:07 自动重试（第 1 次，共 2 次），2 分后',
    ],
    [planned, 'Automatic retry 1 of 2 at 22:07', '将于 22:07 自动重试（第 1 次，共 2 次）'],
    [
      { ...planned, reason: 'outage' },
      'Automatic retry 1 of 2 waits for an outage to end; retry at 22:07',
      '等待故障结束，将于 22:07 自动重试（第 1 次，共 2 次）',
    ],
    [
      { do: 'starting', slot: 1, of: 2 },
      'Automatic retry 1 of 2 is about to start',
      '即将自动重试（第 1 次，共 2 次）',
    ],
    [
      { do: 'started', slot: 1, of: 2 },
      'Automatic retry 1 of 2 has started',
      '已开始自动重试（第 1 次，共 2 次）',
    ],
    [
      { do: 'stop', reason: 'used-up', slot: 2, of: 2 },
      'Retries used up (2 of 2): needs a person',
      '重试次数已用完（2/2）：需要人工处理',
    ],
    [
      { do: 'stop', reason: 'used-up' },
      'Not retried: no retries are left for such a cause',
      '不重试：此类原因没有可用的重试次数',
    ],
    [
      { do: 'stop', reason: 'disabled' },
      'Not retried: automatic retries are disabled for it',
      '不重试：未启用自动重试',
    ],
    [{ do: 'deciding' }, 'Pipewatch is deciding whether to retry', 'Pipewatch 正在决定是否重试'],
    [{ do: 'unread' }, 'Not known, it could not be read', '未知，无法读取'],
    [
      { do: 'resumed', slot: 1, of: 2, stage: 'Build' },
      'retry 1 of 2 by Pipewatch, stage Build',
      'Pipewatch 正在重试 Build（第 1 次，共 2 次）',
    ],
    [
      { do: 'healed', slot: 2, of: 2, stage: 'Build', durationMs: 12 * MINUTE },
      'Build went green with retry 2 of 2 by Pipewatch, 12 min after it first failed',
      'Pipewatch 在 Build 首次失败 12 分后重试成功（第 2 次，共 2 次）',
    ],
  ])('says of %o: %s', (retry, english, chinese) => {
    expect(lineOf(retry)?.value).toBe(english);
    expect(lineOf(retry, 'zh-CN')?.value).toBe(chinese);
  });

  it('says what kind of a cause is permanent, where it is known', () => {
    const permanent = { do: 'stop', reason: 'permanent' } as const;

    expect(lineOf(permanent, 'en', because('permission', 'permanent'))?.value).toBe(
      'Not retried: a missing permission',
    );
    expect(lineOf(permanent, 'en', because('unknown', 'unknown'))?.value).toBe(
      'Not retried: trying again will not help',
    );
    expect(lineOf(permanent)?.value).toBe('Not retried: trying again will not help');
  });

  it.each(STOP_REASONS)('has words of its own for each reason: %s', (reason) => {
    expect(lineOf({ do: 'stop', reason })?.value).toMatch(/^Not retried: [^{}]+$/u);
  });

  it('stands below what happens next, and what healed before since when', () => {
    const more = { next: { step: 'retry-stage' }, failing: { since: AT, inARow: 1, orMore: false } } as const;
    const namesOf = (retry: Retry) => saying(retry, 'en', more).lines.map(({ name }) => name);

    expect(namesOf({ do: 'deciding' })).toEqual(['when', 'next', 'retry', 'since']);
    expect(namesOf({ do: 'healed', slot: 1, of: 2, stage: 'Build', durationMs: 1 })).toEqual([
      'when',
      'next',
      'healed',
      'since',
    ]);
    expect(lineOf({ do: 'deciding' })?.label).toBe('Retry');
  });
});

describe('the end of a text message', () => {
  const endOf = (retry: Retry | undefined, more: Partial<Report> = {}) =>
    word(report({ retry, needsPerson: false, ...more }), { language: 'en', timeZone: 'UTC' }).ending;

  it('is when it is retried, that somebody is needed, or nothing', () => {
    expect(endOf(planned)).toBe('. Retry 1 of 2 at 14:07.');
    expect(endOf({ do: 'started', slot: 1, of: 2 })).toBe('. Retry 1 of 2 has started.');
    expect(endOf({ do: 'stop', reason: 'paused' }, { needsPerson: true })).toBe('. Needs a person.');
    expect(endOf({ do: 'deciding' })).toBe('');
    expect(endOf(undefined)).toBe('');
  });
});
