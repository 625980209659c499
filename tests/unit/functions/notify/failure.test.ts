import { describe, expect, it } from 'vitest';
import type { Build } from '../../../../shared/domain/diagnosis/build.ts';
import { AT, attempt, pastRun } from '../../../support/facts.ts';
import { buildEvent, deploymentEvent, pipelineEvent } from '../../../support/events.ts';
import { startNotify } from '../../../support/notify.ts';
import type { World } from '../../../support/notify.ts';

const STREAM = { group: '/aws/codebuild/checkout-build', stream: '6b1f8a52' };
const build = (message: string, code = 'COMMAND_EXECUTION_ERROR'): Build => ({
  id: 'checkout-build:6b1f8a52',
  status: 'FAILED',
  phases: [
    { name: 'INSTALL', status: 'SUCCEEDED', durationMs: 31_000, contexts: [] },
    { name: 'BUILD', status: 'FAILED', durationMs: 84_000, contexts: [{ code, message }] },
  ],
  log: STREAM,
});
const lines = (...texts: string[]) => texts.map((message) => ({ at: AT, message: `${message}\n` }));
const failed = (more: Parameters<typeof attempt>[0] = {}) =>
  attempt({
    provider: 'CodeBuild',
    result: { code: 'JobFailed', externalId: 'checkout-build:6b1f8a52' },
    ...more,
  });
const rateLimited: World = {
  attempts: [failed()],
  builds: [build('Error while executing command: docker build. Reason: exit status 1')],
  log: lines('#2 ERROR: toomanyrequests: You have reached your pull rate limit.'),
};

async function mailOf(world: World, config: object = {}, event: object = pipelineEvent('FAILED')) {
  const notify = startNotify(config, world);
  await notify.tell(event);
  const [message] = notify.messages;
  return { ...notify, mail: message?.bodies.email ?? '', message };
}

describe('a failure is told with', () => {
  it('its cause, the lines of the log, advice and the page of the runbook', async () => {
    const { mail, message } = await mailOf(rateLimited, { runbookUrl: 'https://wiki.example.com/runbook' });

    expect(mail).toMatch(/^Cause: a registry's rate limit; trying again can help$/mu);
    expect(mail).toMatch(/^Log: .*\n {2}#2 ERROR: toomanyrequests: /mu);
    expect(mail).toMatch(/^Advice: .*https:\/\/wiki\.example\.com\/runbook#registry-rate-limit$/mu);
    expect(mail).toContain('Open the log: https://eu-west-1.console.aws.amazon.com/cloudwatch/home');
    expect(message?.attributes).toMatchObject({ cause: 'registry-rate-limit', severity: 'warning' });
    expect(message?.bodies.sms).toContain("a registry's rate limit");
    expect(JSON.parse(message?.bodies.sqs ?? '')).toMatchObject({
      cause: { class: 'transient', kind: 'registry-rate-limit' },
      failedPhase: 'BUILD',
      phases: [
        { name: 'INSTALL', durationSeconds: 31 },
        { name: 'BUILD', durationSeconds: 84 },
      ],
      log: { cut: false },
    });
  });

  it('the cause in Chinese', async () => {
    const { mail } = await mailOf(rateLimited, { language: 'zh-CN' });

    expect(mail).toMatch(/^根因：.+；.+$/mu);
    expect(mail).toMatch(/^建议：.+docs\/runbook\.zh-CN\.md#registry-rate-limit$/mu);
  });

  it('the class that config.yml gives the kind, and with a rule of the user', async () => {
    const ours = { id: 'no-licence', kind: 'quota', class: 'permanent', line: 'no seat left' };

    const stricter = await mailOf(rateLimited, {
      diagnosis: { classes: { 'registry-rate-limit': 'permanent' } },
    });
    const own = await mailOf(
      { ...rateLimited, log: lines('No seat left') },
      { diagnosis: { rules: [ours] } },
    );

    expect(stricter.mail).toContain('trying again will not help');
    expect(own.message?.attributes['cause']).toBe('quota');
  });

  it("the change of the pipeline's definition since the last success", async () => {
    const { mail } = await mailOf({
      history: { executions: [pastRun('Succeeded', 30)], complete: true },
      execution: (id) => ({ changes: [], version: id === 'run-30' ? 6 : 7 }),
    });

    expect(mail).toMatch(/^Definition: changed since the last success \(version 6 → 7\)$/mu);
  });

  it('the rule of the stage condition that failed, where no action did', async () => {
    const rule = { stage: 'Release', rule: 'NoAlarm', startedAt: AT, updatedAt: AT, summary: 'Alarm is on' };

    const { mail, message } = await mailOf({ attempts: [attempt({ status: 'Succeeded' })], rules: [rule] });

    expect(mail).toContain('failed at Release > NoAlarm');
    expect(mail).toContain('Why: Alarm is on');
    expect(message?.attributes['cause']).toBe('condition');
  });

  it('the permission that the diagnosis lacks, step by step', async () => {
    const noLog = await mailOf({ ...rateLimited, denied: ['logs:GetLogEvents'] });
    const noBuild = await mailOf({ ...rateLimited, denied: ['codebuild:BatchGetBuilds'] });

    expect(noLog.mail).toMatch(/^Missing: the log \(access denied: logs:GetLogEvents\)$/mu);
    expect(noLog.mail).toContain('Cause: ');
    expect(noBuild.mail).toMatch(/^Missing: the build \(access denied: codebuild:BatchGetBuilds\)$/mu);
  });

  it('what the service gives, where the diagnosis itself goes wrong', async () => {
    const { deps, messages, tell, codes } = startNotify({}, rateLimited);
    Object.assign(deps, { diagnoser: () => Promise.reject(new TypeError('broken')) });

    await tell(pipelineEvent('FAILED'));

    expect(messages[0]?.bodies.email).toContain('Why: JobFailed');
    expect(codes()).toContain('DIAGNOSIS_FAILED');
  });
});

describe('a recovery', () => {
  const history = { executions: [pastRun('Failed', 20), pastRun('Succeeded', 60)], complete: true };
  const success = pipelineEvent('SUCCEEDED', { time: '2026-11-23T10:30:00Z' });

  it('is as urgent as the failure that it ends, and once', async () => {
    const notify = startNotify({}, { ...rateLimited, history });

    await notify.tell(pipelineEvent('FAILED'));
    await notify.tell(success);

    expect(notify.messages.map(({ attributes }) => attributes['severity'])).toEqual(['warning', 'warning']);
    expect(notify.memory.kept.size).toBe(0);
  });

  it('is critical where the table does not say how urgent it was, and is told all the same', async () => {
    const notify = startNotify({}, { ...rateLimited, history });
    notify.memory.reachable = false;

    await notify.tell(pipelineEvent('FAILED'));
    await notify.tell(success);

    expect(notify.messages.map(({ attributes }) => attributes['severity'])).toEqual(['warning', 'critical']);
    expect(notify.codes()).toContain('SEVERITY_NOT_KEPT');
  });
});

describe('outside a pipeline', () => {
  it('a build is told with the lines of its log', async () => {
    const { mail, message } = await mailOf(
      { builds: [build('x')], log: lines('npm error code E404') },
      {},
      buildEvent(),
    );

    expect(mail).toContain('  npm error code E404');
    expect(message?.attributes['cause']).toBe('dependency-resolution');
  });

  it('a deployment is told with the targets on which it failed', async () => {
    const event = {
      name: 'ValidateService',
      status: 'Failed',
      code: 'ScriptFailed',
      message: 'exit code 7',
      logTail: 'curl: (7) Failed to connect to localhost port 8080: Connection refused\n',
    };
    const { mail, asked } = await mailOf(
      {
        deployment: { creator: 'user', status: 'Failed', error: { code: 'HEALTH_CONSTRAINTS' } },
        targets: [{ id: 'i-0abc', status: 'Failed', events: [event] }],
        deployedIds: [],
      },
      {},
      deploymentEvent('FAILURE'),
    );

    expect(mail).toContain('Target: i-0abc failed at ValidateService: ScriptFailed: exit code 7');
    expect(mail).toContain('  curl: (7) Failed to connect to localhost port 8080');
    expect(asked.filter((what) => what === 'deployment')).toHaveLength(1);
  });
});
