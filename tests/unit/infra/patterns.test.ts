import { describe, expect, it } from 'vitest';
import {
  approvalsPattern,
  areRetriesWanted,
  builds,
  deployments,
  failedStagesPattern,
  healedStagesPattern,
  pipelineStatesPattern,
} from '../../../infra/patterns.js';
import { matchesPattern } from '../../../local/aws/event-pattern.ts';
import { filled } from '../../../local/package.ts';
import { readConfiguration } from '../../../shared/schemas/configuration.ts';
import { buildEvent, deploymentEvent, pipelineEvent } from '../../support/events.ts';

const states = (config: object) => filled(pipelineStatesPattern(readConfiguration(config)));
const approvals = (config: object) => filled(approvalsPattern(readConfiguration(config)));
const failedStages = (config: object) => filled(failedStagesPattern(readConfiguration(config)));
const healedStages = (config: object) => filled(healedStagesPattern(readConfiguration(config)));
const approval = (state: string) =>
  pipelineEvent(state, { level: 'Action', stage: 'Release', action: 'Approve', category: 'Approval' });

describe('the rule for pipelines', () => {
  it.each(['STARTED', 'SUCCEEDED', 'FAILED', 'CANCELED', 'STOPPED', 'RESUMED', 'A_STATE_OF_THE_FUTURE'])(
    'lets %s through',
    (state) => {
      expect(matchesPattern(states({}), pipelineEvent(state))).toBe(true);
    },
  );

  it.each(['STOPPING', 'SUPERSEDED'])('leaves %s out, as config.yml does by default', (state) => {
    expect(matchesPattern(states({}), pipelineEvent(state))).toBe(false);
  });

  it('mutes nothing where nothing is muted', () => {
    expect(matchesPattern(states({ notify: { mutedStates: [] } }), pipelineEvent('STOPPING'))).toBe(true);
  });

  it('leaves stages and actions out: the message of the pipeline says where it failed', () => {
    expect(matchesPattern(states({}), pipelineEvent('FAILED', { level: 'Stage', stage: 'Build' }))).toBe(
      false,
    );
    expect(matchesPattern(states({}), approval('FAILED'))).toBe(false);
  });

  it.each([
    [{ include: ['checkout-pipeline'] }, true],
    [{ include: ['checkout-*'] }, true],
    [{ include: ['billing', '*-pipeline'] }, true],
    [{ include: ['billing'] }, false],
    [{ include: ['checkout'] }, false],
    [{ exclude: ['checkout-pipeline'] }, false],
    [{ exclude: ['check*'] }, false],
    [{ exclude: ['checkout'] }, true],
    [{ exclude: ['billing', '*-sandbox'] }, true],
    [{ include: ['*'], exclude: ['*-pipeline'] }, false],
    [{ include: ['checkout-*'], exclude: ['*-sandbox'] }, true],
  ])('takes includes and excludes: %o', (pipelines, wanted) => {
    expect(matchesPattern(states({ pipelines }), pipelineEvent('FAILED'))).toBe(wanted);
  });
});

describe('the rule for approvals', () => {
  it.each([
    ['STARTED', true],
    ['FAILED', true],
    ['ABANDONED', true],
    ['SUCCEEDED', false],
  ])('%s', (state, wanted) => {
    expect(matchesPattern(approvals({}), approval(state))).toBe(wanted);
  });

  it('leaves other actions and unwatched pipelines out', () => {
    const build = pipelineEvent('FAILED', {
      level: 'Action',
      stage: 'Build',
      action: 'Compile',
      category: 'Build',
    });

    expect(matchesPattern(approvals({}), build)).toBe(false);
    expect(matchesPattern(approvals({ pipelines: { exclude: ['checkout-*'] } }), approval('STARTED'))).toBe(
      false,
    );
  });
});

describe('the rules of retry', () => {
  const stage = (state: string, more: object = {}) => {
    const event = pipelineEvent(state, { level: 'Stage', stage: 'Build' });
    return { ...event, detail: { ...event.detail, ...more } };
  };
  const retried = { 'stage-last-retry-attempt-time': '2026-11-23T09:58:00.000Z' };

  it.each([
    ['FAILED', {}, true, false],
    ['FAILED', retried, true, false],
    ['SUCCEEDED', {}, false, false],
    ['SUCCEEDED', retried, false, true],
    ['RESUMED', retried, false, false],
    ['STOPPED', {}, false, false],
  ])('let through failures, and successes after a retry: %s %o', (state, more, failed, healed) => {
    expect(matchesPattern(failedStages({}), stage(state, more))).toBe(failed);
    expect(matchesPattern(healedStages({}), stage(state, more))).toBe(healed);
  });

  it('leave pipelines and actions out', () => {
    expect(matchesPattern(failedStages({}), pipelineEvent('FAILED'))).toBe(false);
    expect(matchesPattern(failedStages({}), approval('FAILED'))).toBe(false);
  });

  it.each([
    [{ pipelines: { include: ['billing'] } }, false],
    [{ pipelines: { exclude: ['checkout-*'] } }, false],
    [{ retry: { exclude: ['checkout-*'] } }, false],
    [{ pipelines: { exclude: ['billing'] }, retry: { exclude: ['checkout-pipeline'] } }, false],
    [{ pipelines: { include: ['checkout-*'] }, retry: { exclude: ['billing'] } }, true],
  ])('take the includes, and the excludes of both kinds: %o', (config, wanted) => {
    expect(matchesPattern(failedStages(config), stage('FAILED'))).toBe(wanted);
    expect(matchesPattern(healedStages(config), stage('SUCCEEDED', retried))).toBe(wanted);
  });

  it.each([
    [{}, true],
    [{ enabled: false }, false],
    [{ enabled: false, overrides: [{ pipeline: 'checkout-*', enabled: true }] }, true],
    [{ enabled: false, overrides: [{ pipeline: 'checkout-*', production: true }] }, false],
  ])('are on where some stage may be retried: %o', (retry, wanted) => {
    expect(areRetriesWanted(readConfiguration({ retry }))).toBe(wanted);
  });
});

describe('the rules beside pipelines', () => {
  it.each([
    ['FAILURE', true],
    ['STOP', true],
    // It may be a rollback's, which only the API tells.
    ['SUCCESS', true],
    ['START', false],
  ])('deployments: %s', (state, wanted) => {
    expect(matchesPattern(deployments(), deploymentEvent(state))).toBe(wanted);
  });

  it.each([
    ['FAILED', 'deployer/li.wei', true],
    ['TIMED_OUT', 'rule/nightly', true],
    ['FAULT', 'deployer/li.wei', true],
    ['SUCCEEDED', 'deployer/li.wei', false],
    ['STOPPED', 'deployer/li.wei', false],
    ['FAILED', 'codepipeline/checkout-pipeline', false],
  ])('builds: %s by %s', (status, initiator, wanted) => {
    expect(matchesPattern(builds(), buildEvent({ status, initiator }))).toBe(wanted);
  });
});

describe('a pattern that EventBridge would refuse', () => {
  const names = (count: number, length: number) =>
    Array.from({ length: count }, (_, n) => `p${n}`.padEnd(length, 'x'));

  it('fails with the key and the limit', () => {
    const pipelines = { include: names(30, 80) };

    expect(() => states({ pipelines })).toThrow(
      /^config\.yml: pipelines makes an event pattern of \d{4} characters; allowed: 2048\./u,
    );
  });

  it('is counted with the longest partition and Region, which CloudFormation fills in later', () => {
    const wanted = (count: number) => () => approvals({ pipelines: { exclude: names(count, 40) } });

    expect(wanted(10)).not.toThrow();
    expect(wanted(20)).toThrow('allowed: 2048');
  });
});
