import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderReport } from '../../../../../shared/domain/dora/message/render.ts';
import { digestOf } from '../../../../../shared/domain/dora/report/digest.ts';
import { gotWorseReport, standingReport } from '../../../../../shared/domain/dora/report/alerts.ts';
import { DAY_MS } from '../../../../../shared/domain/dora/window.ts';
import { better, busy, figures, occasion, REPORTS } from '../../../../support/dora-reports.ts';

const english = { language: 'en', timeZone: 'UTC' } as const;
const chinese = { language: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
const mail = (event: keyof typeof REPORTS, settings: typeof english | typeof chinese) =>
  renderReport(REPORTS[event], settings).bodies.email.split('\n');

describe('the digest as mailed', () => {
  it('is one screen in English', () => {
    expect(mail('digest', english)).toEqual([
      '📊 Deployments from 2026-03-02 to 2026-03-08: 7 successful, 4 failed; pipelines: 2',
      '',
      'All pipelines',
      'Deployment frequency: 1 a day (was 2.14 a day), Elite',
      'Lead time for changes: 4 h 30 min (was 1 h 45 min), Elite',
      'Change failure rate: 40 % (was 6.3 %), Low',
      'Recovery time: 1 h 25 min (was 30 min), High',
      'Rework rate: 28.6 % (was 0 %)',
      'Also: open failures 1, deployments that a retry healed 1, revisions without a time 2, automatic retries 3, stages that they healed 2',
      'Runs: half within 15 min, nine of ten within 25 min',
      'Builds: half within 5 min 40 s, nine of ten within 7 min',
      'Failed stages: Live 3 (a broken network connection 2, a deployment that did not become healthy 1), Test 1',
      '',
      'What got most worse',
      'checkout-pipeline: rework 28.6 % (was 0 %)',
      'checkout-pipeline: failed 40 % (was 6.3 %)',
      'checkout-pipeline: recovered in 1 h 25 min (was 30 min)',
      '',
      'Each pipeline, the most failures and deployments first',
      'checkout-pipeline: deployed 1 a day (was 2.14 a day), Elite; lead time 4 h 30 min (was 1 h 45 min), Elite; failed 40 % (was 6.3 %), Low; recovered in 1 h 25 min (was 30 min), High; rework 28.6 % (was 0 %)',
      'billing: deployed 0 a day, Low',
      '',
      'Bands by the DORA report of 2023, each metric by itself',
      'The first fill still lasts: 2 of 5 pipelines are complete, the others are left out so far',
      'The look-back is unfinished for billing',
      '',
      'As known at 2026-03-09 00:00 (UTC)',
    ]);
  });

  it('is one screen in Chinese', () => {
    expect(mail('digest', chinese)).toEqual([
      '📊 2026-03-02 至 2026-03-08 部署：成功 7 次，失败 4 次，管道 2 条',
      '',
      '全部管道',
      '部署频率：每天 1 次（此前：每天 2.14 次），精英级',
      '变更前置时间：4 小时 30 分（此前：1 小时 45 分），精英级',
      '变更失败率：40%（此前：6.3%），低级',
      '失败部署恢复时间：1 小时 25 分（此前：30 分），高级',
      '部署返工率：28.6%（此前：0%）',
      '另外：未恢复的失败 1 次，重试后成功的部署 1 次，没有提交时间的修订 2 个，自动重试 3 次，因此恢复的阶段 2 个',
      '执行时长：一半不超过 15 分，九成不超过 25 分',
      '构建时长：一半不超过 5 分 40 秒，九成不超过 7 分',
      '失败的阶段：Live 3 次（网络连接中断 2 次，部署后未能达到健康状态 1 次），Test 1 次',
      '',
      '变差最多的指标',
      'checkout-pipeline：返工率 28.6%（此前：0%）',
      'checkout-pipeline：失败率 40%（此前：6.3%）',
      'checkout-pipeline：恢复时间 1 小时 25 分（此前：30 分）',
      '',
      '各管道，失败和部署最多的在前',
      'checkout-pipeline：部署每天 1 次（此前：每天 2.14 次），精英级；前置时间 4 小时 30 分（此前：1 小时 45 分），精英级；失败率 40%（此前：6.3%），低级；恢复时间 1 小时 25 分（此前：30 分），高级；返工率 28.6%（此前：0%）',
      'billing：部署每天 0 次，低级',
      '',
      '等级依据 2023 年 DORA 报告，各指标分别评定',
      '首次读取历史尚未结束：5 条管道中已完成 2 条，其余暂不列入',
      '以下管道的历史回溯不完整：billing',
      '',
      '截至 2026-03-09 08:00 (UTC+8) 的情况',
    ]);
  });

  it('says where there is no data any more, and nothing of what there never was', () => {
    const quiet = digestOf(
      {
        pipelines: [{ pipeline: 'a', current: figures(), previous: better }],
        watched: 1,
        unread: [],
        unfinished: [],
      },
      occasion,
    );
    const lines = renderReport(quiet, english).bodies.email.split('\n');

    expect(lines).toContain('Lead time for changes: no data (was 1 h 45 min)');
    expect(lines.filter((line) => /^(?:Also|Runs|Builds|Failed stages|The )/u.test(line))).toEqual([]);
  });

  it('names what is unfinished once the first fill is over, and the fill alone where nothing is', () => {
    const lines = (watched: number, unfinished: readonly string[], unread: readonly string[] = []) =>
      renderReport(
        digestOf({ pipelines: [{ pipeline: 'a', current: busy }], watched, unread, unfinished }, occasion),
        english,
      ).bodies.email.split('\n');

    expect(lines(1, ['a']).at(-3)).toBe('The look-back is unfinished for a');
    expect(lines(1, ['a']).at(-4)).toMatch(/^Bands/u);
    expect(lines(2, []).at(-3)).toMatch(/^The first fill still lasts: 1 of 2/u);
    // One that is denied stays so: the fill is over.
    expect(lines(2, [], ['b']).at(-3)).toBe('Could not be read, and left out: b');
    expect(lines(2, [], ['b']).at(-4)).toMatch(/^Bands/u);
    expect(lines(3, [], ['b']).at(-4)).toMatch(/^The first fill still lasts: 1 of 3/u);
  });

  it('stays one screen for a thousand pipelines with the longest names', () => {
    const pipelines = Array.from({ length: 1000 }, (_, index) => ({
      pipeline: `${'p'.repeat(96)}${1000 + index}`,
      current: {
        ...busy,
        failedStages: busy.failedStages.map((it) => ({ ...it, stage: `${index}`.repeat(99) })),
      },
      previous: better,
    }));
    const unfinished = pipelines.map(({ pipeline }) => pipeline);
    const report = digestOf({ pipelines, watched: 4000, unread: unfinished, unfinished }, occasion);
    const { bodies } = renderReport(report, english);
    const lines = bodies.email.split('\n');

    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(400);
    expect(lines).toContain('and 992 more');
    expect(lines.at(-3)).toMatch(/^The look-back is unfinished for p{19}\.\.p{15}1000, .+ and 997 more$/u);
    expect(JSON.parse(bodies.https)).toMatchObject({ source: 'custom' });
    expect(bodies.sqs.length).toBeLessThan(30_000);
  });
});

describe('the other reports as mailed', () => {
  it('say what got worse', () => {
    expect(mail('got-worse', english)).toEqual([
      '📉 Worse than in the period before: checkout-pipeline',
      '',
      'What got worse by half',
      'checkout-pipeline: build time 5 min 40 s (was 3 min 30 s)',
      'checkout-pipeline: deployed 1 a day (was 2.14 a day)',
      '',
      'As known at 2026-03-09 00:00 (UTC)',
    ]);
  });

  it('say what stands', () => {
    expect(mail('standing', chinese)).toEqual([
      '⏰ 持续失败超过一天：checkout-pipeline；等待审批超过一天：checkout-pipeline',
      '',
      '持续失败',
      'checkout-pipeline：自 2026-03-06 20:00 (UTC+8) 起，已持续 2 天 12 小时',
      '',
      '等待审批',
      'checkout-pipeline，Live > Approve：自 2026-03-08 02:00 (UTC+8) 起，已等待 1 天 6 小时',
      '',
      '截至 2026-03-09 08:00 (UTC+8) 的情况',
    ]);
  });

  it('leave out a list that is empty', () => {
    const failing = standingReport(new Map([['a', figures({ failingSince: 0 })]]), occasion);
    const waiting = standingReport(
      new Map([['a', figures({ approvalsWaiting: busy.approvalsWaiting })]]),
      occasion,
    );

    expect(failing && renderReport(failing, english).bodies.email).not.toMatch(/approval/iu);
    expect(waiting && renderReport(waiting, english).bodies.email).not.toMatch(/failing/iu);
  });

  it('say who is above the threshold', () => {
    expect(mail('above-threshold', english)).toEqual([
      '⚠️ Change failure rate above 20 %: checkout-pipeline',
      '',
      'Above the threshold',
      'checkout-pipeline: 40 % of 10 deployments',
      '',
      'The threshold is 20 %, with at least 5 deployments',
      '',
      'As known at 2026-03-09 00:00 (UTC)',
    ]);
  });
});

describe('the message of a report', () => {
  it('has the attributes that filter policies look at', () => {
    const { subject, attributes, bodies } = renderReport(REPORTS.digest, english);

    expect(attributes).toEqual({ pipeline: 'ALL', state: 'DIGEST', severity: 'info', kind: 'report' });
    expect(subject).toBe('[ALL] DIGEST: 2026-03-02 to 2026-03-08');
    expect(bodies.default).toBe(bodies.email.split('\n')[0]);
    expect(bodies.lambda).toBe(bodies.sqs);
  });

  it('is the custom notification of Amazon Q, its titles in bold', () => {
    const chat = JSON.parse(renderReport(REPORTS.standing, english).bodies.https) as {
      content: { title: string; description: string };
    };

    expect(chat).toMatchObject({
      version: '1.0',
      content: { textType: 'client-markdown', keywords: ['checkout-pipeline', 'STANDING', 'warning'] },
      metadata: { threadId: 'standing-2026-03-08', eventType: 'report.STANDING' },
    });
    expect(chat.content.description).toContain('*Failing*\ncheckout-pipeline: since');
  });

  it('fits its protocols whatever the names are', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
      fc.constantFrom(
        '<!channel>',
        '*bold*`',
        '\u202Eevil',
        '@here',
        '[a](https://example.com)',
        'a\r\nSubject: b',
        '$&',
      ),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), (names) => {
        const pipelines = names.map((pipeline) => ({ pipeline, current: busy, previous: better }));
        const since = occasion.window.to - 2 * DAY_MS;
        const reports = [
          digestOf({ pipelines, watched: 99, unread: [], unfinished: names }, occasion),
          standingReport(new Map(names.map((it) => [it, { ...busy, failingSince: since }])), occasion),
          gotWorseReport(
            names.map((pipeline) => ({
              pipeline,
              name: 'BuildTime',
              unit: 'Seconds',
              value: 9,
              previous: 1,
            })),
            occasion,
          ),
        ].flatMap((report) => report ?? []);
        for (const report of reports) {
          const { subject, bodies } = renderReport(report, english);
          expect(subject).toMatch(/^\[[ -~]{1,50}\] [ -~]{1,45}$/u);
          expect(bodies.sms).toMatch(/^[ -~]{1,140}$/u);
          expect(renderReport(report, chinese).bodies.sms.length).toBeLessThanOrEqual(70);
          const { content } = JSON.parse(bodies.https) as { content: { title: string; description: string } };
          expect(content.title.length).toBeLessThanOrEqual(250);
          expect(content.description.length).toBeLessThanOrEqual(8000);
          expect(content.title + content.description).not.toMatch(/<[!@#]|@here|`|\]\(|\u202E/u);
          expect(bodies.email).not.toMatch(/\r|\u202E/u);
        }
      }),
      { numRuns: 300 },
    );
  });
});
