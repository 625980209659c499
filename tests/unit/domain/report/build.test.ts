import { describe, expect, it } from 'vitest';
import { reportBuild } from '../../../../shared/domain/report/build.ts';
import { AT, buildFact, MINUTE } from '../../../support/facts.ts';

const phase = { name: 'BUILD', reason: 'COMMAND_EXECUTION_ERROR: exit status 1' };

describe('a build outside a pipeline', () => {
  it.each([
    ['FAILED', 'build-failed', 'critical', '❌', true],
    ['FAULT', 'build-failed', 'critical', '❌', true],
    ['TIMED_OUT', 'build-failed', 'critical', '❌', true],
    ['STOPPED', 'build-other', 'warning', '⚠️', false],
    ['SUCCEEDED', 'build-other', 'info', '✅', false],
    ['IN_PROGRESS', 'build-other', 'info', '⚠️', false],
  ])('that is %s: %s, %s', (state, headline, severity, emoji, needsPerson) => {
    expect(reportBuild(buildFact({ state }), AT)).toMatchObject({ headline, severity, emoji, needsPerson });
  });

  it('says in which phase it failed, why, how long it took, and how to build again', () => {
    const fact = buildFact({
      failedPhase: phase,
      startedAt: AT - 2 * MINUTE,
      logUrl: 'https://example.com/log',
    });

    expect(reportBuild(fact, AT)).toMatchObject({
      runId: 'image-scan:4d7e1f90',
      stage: 'BUILD',
      failedActions: [{ action: 'BUILD', result: { summary: phase.reason } }],
      why: undefined,
      durationMs: 2 * MINUTE,
      next: {
        step: 'retry-build',
        command: 'aws codebuild retry-build --id image-scan:4d7e1f90 --region eu-west-1',
      },
      links: [{ to: 'log', url: 'https://example.com/log' }],
    });
  });

  it.each([
    ['no phase is named', undefined],
    ['the phase says nothing', { name: 'BUILD' }],
  ])('says that no reason was given where %s', (_what, failedPhase) => {
    expect(reportBuild(buildFact({ failedPhase }), AT)).toMatchObject({ why: 'none', links: [] });
  });

  it('that was stopped has no failed phase, and nothing to do next', () => {
    const told = reportBuild(buildFact({ state: 'STOPPED', failedPhase: phase }), AT);

    expect([told.stage, told.failedActions, told.why, told.next]).toEqual([
      undefined,
      [],
      undefined,
      undefined,
    ]);
  });

  it('that says it started after it ended has no duration', () => {
    expect(reportBuild(buildFact({ startedAt: AT + 1 }), AT).durationMs).toBeUndefined();
  });
});
