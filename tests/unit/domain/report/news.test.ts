import { describe, expect, it } from 'vitest';
import { render } from '../../../../shared/domain/message/message.ts';
import { newsIn, newsKey, reportNews } from '../../../../shared/domain/report/news.ts';
import type { StageRecord } from '../../../../shared/domain/retry/ledger-view.ts';
import { ROLLBACK_OBSTACLES } from '../../../../shared/domain/retry/decision.ts';
import { AT, MINUTE, RUN } from '../../../support/facts.ts';

const run = { pipeline: 'checkout-pipeline', executionId: RUN, stage: 'Build' };
const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
const withdrawn = { slot: 1, of: 2, at: AT + 5 * MINUTE, reason: 'not-latest' } as const;
const TARGET = '1f2e3d4c-0000-4000-8000-111122223333';

const told = (more: Partial<StageRecord>, language: 'en' | 'zh-CN' = 'en') => {
  const record: StageRecord = { version: 1, used: 2, decision: { do: 'stop', reason: 'used-up' }, ...more };
  return newsIn(record).map((news) => {
    const report = reportNews(run, news, { place, at: AT, now: AT, owner: 'team-checkout' });
    return { report, ...render(report, { language, timeZone: 'UTC', runbookUrl: undefined }) };
  });
};

describe('news of a failure', () => {
  it('is none while a record only says what the message of the failure says', () => {
    expect(told({})).toEqual([]);
    expect(newsIn(undefined)).toEqual([]);
    expect(told({ rollback: { state: 'called', targetId: TARGET } })).toEqual([]);
    expect(told({ rollback: { state: 'impossible', because: 'not-v2' } })).toEqual([]);
  });

  it('takes a promised retry back, and says when it was to be and why it is not', () => {
    const [message] = told({ withdrawn });

    expect(message?.subject).toBe('[checkout-pipeline] FAILED: no retry at Build');
    expect(message?.bodies.email).toContain(
      'Retry: Automatic retry 1 of 2, announced for 10:05, does not take place: a newer run is in the stage',
    );
    expect(message?.attributes).toEqual({
      pipeline: 'checkout-pipeline',
      state: 'FAILED',
      severity: 'warning',
      kind: 'retry',
      owner: 'team-checkout',
    });
    expect(told({ withdrawn }, 'zh-CN')[0]?.bodies.email).toContain('第 1 次自动重试（共 2 次）已取消');
  });

  it.each([
    ['paused', 'critical', true],
    ['too-old', 'critical', true],
    ['superseded', 'warning', false],
    ['not-failed', 'info', false],
  ] as const)('is as urgent as the reason: %s is %s', (reason, severity, needsPerson) => {
    const [message] = told({ withdrawn: { ...withdrawn, reason } });

    expect(message?.report).toMatchObject({ severity, needsPerson });
    expect(message?.bodies.email.includes('retry-stage-execution')).toBe(needsPerson);
  });

  it('announces a rollback', () => {
    const [message] = told({ rollback: { state: 'started', targetId: TARGET, executionId: 'e' } });

    expect(message?.subject).toBe('[checkout-pipeline] FAILED: rollback at Build');
    expect(message?.bodies.email).toContain(
      'Rollback: to the run 1f2e3d4c, the newest other change that succeeded in the stage',
    );
    expect(message?.report).toMatchObject({ severity: 'warning', needsPerson: false });
    expect(JSON.parse(message?.bodies.sqs ?? '')).toMatchObject({
      kind: 'retry',
      event: 'rolling-back',
      rollback: { state: 'started', targetId: TARGET, executionId: 'e' },
    });
  });

  it.each(ROLLBACK_OBSTACLES)('says of a rollback that was on its way why it is none: %s', (because) => {
    const rollback = { state: 'impossible', targetId: TARGET, because } as const;
    for (const language of ['en', 'zh-CN'] as const) {
      const [message] = told({ rollback }, language);

      expect(message?.bodies.email).toContain(language === 'en' ? 'Rollback: not done: ' : '回滚：未执行：');
      expect(message?.report).toMatchObject({ severity: 'critical', needsPerson: true });
    }
  });

  it('has a key of its own for each promise and each end of a rollback', () => {
    const keys = [
      ...newsIn({ version: 1, used: 1, withdrawn }),
      ...newsIn({ version: 1, used: 1, withdrawn: { ...withdrawn, slot: 2 } }),
      ...newsIn({ version: 1, used: 1, rollback: { state: 'started', targetId: TARGET } }),
      ...newsIn({ version: 1, used: 1, rollback: { state: 'impossible', targetId: TARGET } }),
    ].map((news) => newsKey(run, news).join(' '));

    expect(new Set(keys).size).toBe(4);
  });
});

describe('odd news', () => {
  it.each([
    ['en', 'checkout-pipeline is not retried after all at Build, 3 h ago'],
    ['zh-CN', '3 小时前'],
  ] as const)('of which the topic heard late says how long ago that was: %s', (language, words) => {
    const [news] = newsIn({ version: 1, used: 1, withdrawn });
    const bodiesAt = (now: number) =>
      news &&
      render(reportNews(run, news, { place, at: AT, now }), {
        language,
        timeZone: 'UTC',
        runbookUrl: undefined,
      }).bodies;

    const late = bodiesAt(AT + 180 * MINUTE);
    expect([late?.default.split('\n')[0], late?.sms, late?.email.split('\n')[0]]).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining(words) as string),
    );
    expect(bodiesAt(AT + 15 * MINUTE)?.default).not.toMatch(/ago|前/u);
  });

  it('of a retry that was about to start names no time', () => {
    const { at: _, ...soon } = withdrawn;

    expect(told({ withdrawn: soon })[0]?.bodies.email).toContain(
      'Automatic retry 1 of 2 does not take place: ',
    );
  });

  it('of a rollback that something came before names what', () => {
    const rollback = { state: 'impossible', targetId: TARGET, because: 'overtaken' } as const;
    const paused = { do: 'stop', reason: 'paused' } as const;

    expect(told({ rollback, decision: paused })[0]?.bodies.email).toContain(
      'Rollback: not done: retries are paused for all pipelines',
    );
    expect(
      told({ rollback: { state: 'impossible', targetId: TARGET }, decision: undefined })[0]?.bodies.email,
    ).toContain('Rollback: not done: whether it took effect is not known');
  });

  it('of a place that nobody knows has no link', () => {
    const [news] = newsIn({ version: 1, used: 1, withdrawn });

    expect(news && reportNews(run, news, { place: {}, at: AT, now: AT }).links).toEqual([]);
  });
});
