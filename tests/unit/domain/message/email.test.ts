import { describe, expect, it } from 'vitest';
import { emailBody } from '../../../../shared/domain/message/email.ts';
import type { Report } from '../../../../shared/domain/report/report.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import { word } from '../../../../shared/domain/wording/word.ts';
import { fullReport, report } from '../../../support/reports.ts';

type Where = Pick<Settings, 'language' | 'timeZone'>;
const write = (it: Report, where: Where) => emailBody(it, word(it, where), where.language);

describe("an e-mail's body", () => {
  it('tells what happened, why, what next, the change, since when, the run, and then the links', () => {
    expect(write(fullReport, { language: 'en', timeZone: 'Asia/Tokyo' }).split('\n')).toEqual([
      '❌ checkout-pipeline failed at Build > Compile',
      '',
      'When: 2026-11-23 19:00 (UTC+9)',
      'Why: JobFailed: Build terminated with state: FAILED',
      'Next: nothing runs by itself. Push a fix, or retry the stage:',
      '  aws codepipeline retry-stage-execution --stage-name Build',
      'Change: 3f9c2ab "Upgrade the base image" by Li Wei on main',
      'Since: failing since 18:53, 2 in a row; last success 18:00',
      'Run: 4 min 32 s, attempt 1, started by a push',
      'Owner: team-checkout',
      'Open the run: https://example.com/run',
      'Open the failed action: https://example.com/build',
      'Open the commit: https://example.com/commit',
    ]);
  });

  it('tells the same in Chinese', () => {
    expect(write(fullReport, { language: 'zh-CN', timeZone: 'Asia/Shanghai' }).split('\n')).toEqual([
      '❌ checkout-pipeline 失败：Build > Compile',
      '',
      '时间：2026-11-23 18:00 (UTC+8)',
      '原因：JobFailed：Build terminated with state: FAILED',
      '下一步：不会自动重试。请推送修复，或重试该阶段：',
      '  aws codepipeline retry-stage-execution --stage-name Build',
      '变更：3f9c2ab “Upgrade the base image”，作者 Li Wei，分支 main',
      '持续情况：自 17:53 起失败，连续 2 次；上次成功 17:00',
      '执行：4 分 32 秒，第 1 次尝试，由推送触发',
      '负责人：team-checkout',
      '打开本次执行：https://example.com/run',
      '打开失败的操作：https://example.com/build',
      '打开提交：https://example.com/commit',
    ]);
  });

  it('has no line for a fact that is not known', () => {
    const bare = report({ headline: 'started', emoji: '🚀', state: 'STARTED' });

    expect(write(bare, { language: 'en', timeZone: 'UTC' })).toBe(
      '🚀 checkout-pipeline started\n\nWhen: 2026-11-23 10:00 (UTC)',
    );
  });
});
