import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../shared/domain/diagnosis/diagnose.ts';
import type { Sources } from '../../../../shared/domain/diagnosis/diagnosis.ts';
import { RULES } from '../../../../shared/domain/diagnosis/rules/rules.ts';

const because = (sources: Partial<Sources>) =>
  diagnose({ action: { action: 'Compile', result: {} }, ...sources }, { user: [], own: RULES });

describe('what a build tells', () => {
  it('is the first phase that failed, though later ones ran and failed too', () => {
    const { failedPhase, phases, cause } = because({
      build: {
        id: 'app:1',
        status: 'FAILED',
        phases: [
          { name: 'INSTALL', status: 'SUCCEEDED', durationMs: 4000, contexts: [] },
          {
            name: 'PRE_BUILD',
            status: 'FAILED',
            durationMs: 1000,
            contexts: [{ message: 'toomanyrequests: You have reached your pull rate limit.' }],
          },
          { name: 'POST_BUILD', status: 'FAILED', contexts: [{ code: 'COMMAND_EXECUTION_ERROR' }] },
          { name: 'COMPLETED', contexts: [] },
        ],
      },
    });

    expect(failedPhase).toBe('PRE_BUILD');
    expect(phases).toEqual([
      { name: 'INSTALL', durationMs: 4000 },
      { name: 'PRE_BUILD', durationMs: 1000 },
    ]);
    expect(cause).toMatchObject({ class: 'transient', kind: 'registry-rate-limit' });
  });

  it.each([
    ['a phase that says no more', [{ name: 'BUILD', status: 'TIMED_OUT', contexts: [] }], 'FAILED'],
    ['a status without a phase', [], 'TIMED_OUT'],
    ['a phase without a status', [{ name: 'BUILD', contexts: [] }], 'TIMED_OUT'],
  ])('may be %s', (_, phases, status) => {
    expect(because({ build: { id: 'app:1', status, phases } }).cause.kind).toBe('timeout');
  });

  it('is nothing where all phases of a build that succeeded did so', () => {
    const build = { id: 'app:1', status: 'SUCCEEDED', phases: [] };

    expect(because({ build }).cause).toEqual({ class: 'unknown', kind: 'unknown' });
  });

  it('is a phase whose status is not known, as it stands', () => {
    const phases = [{ name: 'BUILD', status: 'CLIENT_ERROR', contexts: [] }];

    expect(because({ build: { id: 'app:1', status: 'FAILED', phases } }).failedPhase).toBe('BUILD');
  });
});

describe('what needs no evidence', () => {
  it.each([
    ['Approval', 'approval-rejected'],
    ['Condition', 'condition'],
  ])('an action of the category %s is permanent, whatever else is said', (category, kind) => {
    const action = { action: 'Gate', category, result: { summary: 'npm error code ECONNRESET' } };

    expect(because({ action }).cause).toMatchObject({ class: 'permanent', kind });
  });
});

describe('what a deployment tells', () => {
  it('is its code, its alarms, its rollback and the log of the life-cycle event', () => {
    const { cause, alarms, rollbackId, excerpt } = because({
      deployment: {
        error: { code: 'HEALTH_CONSTRAINTS', message: 'too few healthy instances' },
        rollbackId: 'd-2',
        alarms: ['checkout-5xx'],
      },
      targets: [
        {
          id: 'i-1',
          status: 'Failed',
          events: [
            { name: 'ValidateService', status: 'Failed', code: 'ScriptFailed', logTail: 'curl: (7) refused' },
            { name: 'AfterInstall', status: 'Failed' },
          ],
        },
      ],
    });

    expect(cause.class).toBe('permanent');
    expect({ alarms, rollbackId }).toEqual({ alarms: ['checkout-5xx'], rollbackId: 'd-2' });
    expect(excerpt?.lines).toContain('curl: (7) refused');
  });
});

describe('what the log tells', () => {
  it('is said to be cut where the command began before what was read', () => {
    const log = [
      'npm error code E429',
      '[Container] 2026/11/23 05:02:00.123456 Phase complete: INSTALL State: FAILED',
    ];

    expect(because({ log: log.map((message) => ({ at: 1, message })) }).excerpt).toMatchObject({
      lines: ['npm error code E429'],
      cut: true,
    });
  });
});

describe('a command that failed', () => {
  const phases = [
    {
      name: 'BUILD',
      status: 'FAILED',
      contexts: [
        {
          code: 'COMMAND_EXECUTION_ERROR',
          message: 'Error while executing command: npm ci. Reason: exit status 1',
        },
      ],
    },
  ];
  const build = { id: 'app:1', status: 'FAILED', phases };
  const stream = { group: '/aws/codebuild/app', stream: '1' };

  it('is a cause where its log says nothing, and none where the log could not be read', () => {
    expect(because({ build, stream, log: [] }).cause).toMatchObject({ class: 'permanent', kind: 'command' });
    expect(because({ build, stream }).cause).toEqual({ class: 'unknown', kind: 'unknown' });
  });
});
