import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../shared/domain/report/report.ts';
import type { Language } from '../../../../shared/domain/settings.ts';
import { formatDuration } from '../../../../shared/domain/time.ts';
import { runOf } from '../../../../shared/domain/wording/run.ts';
import { speaker } from '../../../../shared/domain/wording/speak.ts';
import { report } from '../../../support/reports.ts';

const say = (more: Partial<Report>, language: Language = 'en') =>
  runOf(report(more), speaker(language), (ms) => formatDuration(ms, language));

describe('a run is told', () => {
  it('by its duration, attempt and trigger', () => {
    const all = { durationMs: 272_000, attempt: 1, trigger: { type: 'Push' } };

    expect(say(all)).toBe('4 min 32 s, attempt 1, started by a push');
    expect(say(all, 'zh-CN')).toBe('4 分 32 秒，第 1 次尝试，由推送触发');
  });

  it('by what of these is known, or not at all', () => {
    expect(say({ attempt: 2 })).toBe('attempt 2');
    expect(say({ durationMs: 0 })).toBe('0 s');
    expect(say({})).toBe('');
  });
});

describe('what started a run is said in words', () => {
  it.each([
    ['StartPipelineExecution', 'hand or API'],
    ['CreatePipeline', 'the creation of the pipeline'],
    ['PollForSourceChanges', 'a push'],
    ['Webhook', 'a push'],
    ['WebhookV2', 'a push'],
    ['CloudWatchEvent', 'an event'],
    ['PutActionRevision', 'a new revision'],
    ['ManualRollback', 'a rollback that was asked for'],
    ['AutomatedRollback', 'an automatic rollback'],
  ])('%s: %s', (type, words) => {
    expect(say({ trigger: { type } })).toBe(`started by ${words}`);
  });

  it('with the role, where somebody started it', () => {
    const trigger = { type: 'StartPipelineExecution', role: 'deployer' };

    expect(say({ trigger })).toBe('started by hand or API (role deployer)');
    expect(say({ trigger }, 'zh-CN')).toBe('由手动或 API（角色 deployer）触发');
    expect(say({ trigger: { ...trigger, type: 'Webhook' } })).toBe('started by a push');
  });

  it.each(['SomethingNew', 'constructor', '__proto__', 'toString'])(
    'as the service calls it, if it is not known here: %s',
    (type) => {
      expect(say({ trigger: { type } })).toBe(`started by ${type}`);
    },
  );
});
