import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../../../shared/domain/diagnosis/diagnosis.ts';
import type { Language } from '../../../../shared/domain/settings.ts';
import { adviceOf, causeOf, logOf, targetsOf } from '../../../../shared/domain/wording/diagnosis.ts';
import { speaker } from '../../../../shared/domain/wording/speak.ts';

const diagnosis = (more: Partial<Diagnosis> = {}): Diagnosis => ({
  action: 'Compile',
  cause: { class: 'transient', kind: 'registry-rate-limit' },
  phases: [],
  targets: [],
  alarms: [],
  ...more,
});
const excerpt = { lines: ['npm error code E429'], cut: false, at: undefined };
const said = (more: Partial<Diagnosis>, language: Language = 'en') =>
  logOf(diagnosis({ excerpt, ...more }), speaker(language));

describe('above the lines of a log', () => {
  it('stands the command and how it ended, else the phase, else nothing but that it is the end', () => {
    expect(said({ command: 'npm ci', exitStatus: 1, failedPhase: 'BUILD' })).toBe('npm ci (exit status 1)');
    expect(said({ command: 'npm ci', failedPhase: 'BUILD' })).toBe('npm ci');
    expect(said({ failedPhase: 'BUILD' })).toBe('phase BUILD');
    expect(said({})).toBe('the end of it');
  });

  it('stands that it is cut, in either language', () => {
    expect(said({ command: 'npm ci', excerpt: { ...excerpt, cut: true } })).toBe(
      'npm ci; cut to the lines that matter',
    );
    expect(said({ command: 'npm ci', exitStatus: 1 }, 'zh-CN')).toBe('npm ci（退出状态 1）');
  });

  it('stands nothing where there are no lines', () => {
    expect(said({ excerpt: undefined, command: 'npm ci' })).toBeUndefined();
  });
});

describe('the cause and the advice', () => {
  it('name the kind, whether trying again can help, and the page of the runbook', () => {
    expect(causeOf(diagnosis(), speaker('en'))).toMatch(/rate limit/i);
    expect(adviceOf(diagnosis(), speaker('en'), 'https://wiki.example.com/runbook')).toContain(
      'https://wiki.example.com/runbook#registry-rate-limit',
    );
    expect(adviceOf(diagnosis(), speaker('zh-CN'), undefined)).toContain(
      'docs/runbook.zh-CN.md#registry-rate-limit',
    );
  });
});

describe('where CodeDeploy failed', () => {
  const target = (id: string, code?: string, message?: string) => ({
    id,
    status: 'Failed',
    events: [{ name: 'ValidateService', status: 'Failed', code, message }],
  });
  const told = (more: Partial<Diagnosis>) => targetsOf(diagnosis(more), speaker('en'));

  it('is said with the reason where there is one, of at most three targets', () => {
    const targets = [
      target('i-1', 'ScriptFailed', 'exited with 1'),
      target('i-2', 'ScriptTimedOut'),
      target('i-3'),
      target('i-4'),
    ];

    expect(told({ targets })).toEqual([
      'i-1 failed at ValidateService: ScriptFailed: exited with 1',
      'i-2 failed at ValidateService: ScriptTimedOut',
      'i-3 failed at ValidateService',
    ]);
  });

  it('is said with the alarms that stopped it and the deployment that undoes it', () => {
    expect(told({ alarms: ['checkout-5xx', 'checkout-p99'], rollbackId: 'd-2' })).toEqual([
      'stopped by alarm checkout-5xx, checkout-p99',
      'CodeDeploy rolls back by itself (deployment d-2)',
    ]);
  });

  it('is nothing without a diagnosis', () => {
    expect(targetsOf(undefined, speaker('en'))).toEqual([]);
  });
});
