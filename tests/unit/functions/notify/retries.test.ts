import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../shared/domain/retry/decision.ts';
import type { StageRecord } from '../../../../shared/domain/retry/ledger-view.ts';
import { AT, attempt, MINUTE, pastRun, RUN } from '../../../support/facts.ts';
import { pipelineEvent } from '../../../support/events.ts';
import { startNotify } from '../../../support/notify.ts';
import type { World } from '../../../support/notify.ts';

const later = { do: 'later', slot: 1, of: 2, at: AT + 122 * MINUTE, because: 'delay' } as const;
const retried = { do: 'retry', slot: 1, of: 2, mode: 'FAILED_ACTIONS' } as const;
const recordOf = (decision: Decision, more: Partial<StageRecord> = {}): StageRecord => ({
  version: 1,
  used: 0,
  decision,
  decidedAt: AT,
  ...more,
});
const settled = { slot: { number: 1, state: 'settled', tries: 1 } } as const;
const failure: World = { attempts: [attempt()] };

async function tellWith(records: World['records'], { config = {}, world = failure, event = 'FAILED' } = {}) {
  const notify = startNotify(config, { ...world, ...(records && { records }) });
  await notify.tell(
    pipelineEvent(event, { time: '2026-11-23T10:00:00Z', without: 'pipeline-execution-attempt' }),
  );
  const [message] = notify.messages;
  const reads = notify.asked.filter((what) => what === 'retry').length;
  return { ...notify, message, mail: message?.bodies.email ?? '', reads };
}

describe('a failure is told with what retry has decided', () => {
  it('about the failed stage of the execution', async () => {
    const { mail, message, runs } = await tellWith([recordOf(later)]);

    expect(runs).toEqual([{ pipeline: 'checkout-pipeline', executionId: RUN, stage: 'Build' }]);
    // The clock of the test stands at noon.
    expect(mail).toMatch(/^Retry: Automatic retry 1 of 2 at 12:02, in 2 min$/mu);
    expect(mail).not.toMatch(/^Next:/mu);
    expect(message?.attributes['severity']).toBe('warning');
    expect(message?.bodies.sms).toMatch(/\. Retry 1 of 2 at 12:02\.$/u);
    expect(JSON.parse(message?.bodies.https ?? '')).toMatchObject({
      content: { nextSteps: ['Automatic retry 1 of 2 at 12:02, in 2 min'] },
    });
    expect(JSON.parse(message?.bodies.sqs ?? '')).toMatchObject({
      needsPerson: false,
      retry: { do: 'planned', slot: 1, of: 2, at: '2026-11-23T12:02:00.000Z', reason: 'delay' },
    });
  });

  it('a stop below what to do', async () => {
    const { mail, message } = await tellWith([recordOf({ do: 'stop', reason: 'day-budget' })]);

    expect(mail).toMatch(
      /^Next: nothing runs by itself\. .*\n {2}aws .*\nRetry: Not retried: the pipeline has used up today's retries$/mu,
    );
    expect(message?.attributes['severity']).toBe('critical');
  });

  it('of a stage, where that is told', async () => {
    const notify = startNotify({}, { ...failure, records: [recordOf(later)] });
    await notify.tell(pipelineEvent('FAILED', { level: 'Stage', stage: 'Build' }));

    expect(notify.messages[0]?.bodies.email).toContain('Retry: Automatic retry 1 of 2');
  });

  it('of the stage whose condition was not met', async () => {
    const rule = { stage: 'Release', rule: 'NoAlarm', startedAt: AT - 2, updatedAt: AT - 1 };
    const world = { attempts: [attempt({ status: 'Succeeded' })], rules: [rule] };
    const { mail, runs } = await tellWith([recordOf({ do: 'stop', reason: 'condition' })], { world });

    expect(runs).toMatchObject([{ stage: 'Release' }]);
    expect(mail).toContain('Retry: Not retried: a stage condition was not met');
  });

  it('in Chinese', async () => {
    const { mail } = await tellWith([recordOf(later)], { config: { language: 'zh-CN' } });

    expect(mail).toMatch(/^重试：将于 12:02 自动重试（第 1 次，共 2 次），2 分后$/mu);
  });
});

describe('a decision that is not there yet', () => {
  it('is looked for once, after a second and a half', async () => {
    const { mail, waits, reads } = await tellWith([undefined]);

    expect(waits).toEqual([1500]);
    expect(reads).toBe(1);
    expect(mail).toMatch(
      /^Next: unless it is retried, .*\n.*\nRetry: Pipewatch is deciding whether to retry$/mu,
    );
  });

  it('is not that about an earlier failure', async () => {
    const { mail } = await tellWith([recordOf(later, { decidedAt: AT - 9 * MINUTE })]);

    expect(mail).toContain('Retry: Pipewatch is deciding whether to retry');
  });

  it('is still to come while a retry is about to be called', async () => {
    const about = recordOf(retried, { slot: { number: 1, state: 'reserved', tries: 0 } });

    expect((await tellWith([about])).mail).toContain('1 of 2 is about to start');
    expect((await tellWith([recordOf(retried, settled)])).mail).toContain('1 of 2 has started');
  });
});

describe('nothing is asked', () => {
  it.each([
    ['disabled', { retry: { enabled: false } }, 'automatic retries are disabled for it'],
    [
      'disabled for the stage',
      { retry: { overrides: [{ stage: 'Build', enabled: false }] } },
      'are disabled',
    ],
    ['excluded', { retry: { exclude: ['checkout-*'] } }, 'config.yml excludes the pipeline'],
  ])('where retries are %s', async (_what, config, reason) => {
    const { mail, reads, waits } = await tellWith([recordOf(later)], { config });

    expect([reads, waits]).toEqual([0, []]);
    expect(mail).toMatch(new RegExp(`^Retry: Not retried: .*${reason}`, 'mu'));
  });

  it('where nobody knows the stage, of which retry may hear all the same', async () => {
    const { mail, reads } = await tellWith([recordOf(later)], { world: {} });

    expect(reads).toBe(0);
    expect(mail).toContain('Retry: Pipewatch is deciding whether to retry');
  });

  it.each(['STARTED', 'STOPPED', 'CANCELED'])('about %s', async (event) => {
    const { mail, reads } = await tellWith([recordOf(retried, settled)], { event });

    expect(reads).toBe(0);
    expect(mail).not.toContain('Retry:');
  });
});

it('a ledger that may not be read is missing from the message, and named', async () => {
  const { mail } = await tellWith([], { world: { ...failure, denied: ['dynamodb:GetItem'] } });

  expect(mail).toMatch(/^Missing: the automatic retries \(access denied: dynamodb:GetItem\)$/mu);
  expect(mail).toMatch(/^Retry: Not known, /mu);
});

describe('after a retry', () => {
  const failed = attempt({ startedAt: -9 * MINUTE });
  const again: World = { attempts: [failed, attempt({ status: 'InProgress' })] };
  const ended: World = {
    attempts: [failed, attempt({ status: 'Succeeded' })],
    history: { executions: [pastRun('Succeeded', 60)], complete: true },
  };

  it('the run that goes on says which try it is', async () => {
    const { mail, reads } = await tellWith([recordOf(retried, settled)], { world: again, event: 'RESUMED' });

    expect(mail).toContain('\nRetry: retry 1 of 2 by Pipewatch, stage Build\n');
    expect(reads).toBe(1);
  });

  it('the success says that it healed, after how many and how long', async () => {
    const { mail, message, reads, waits } = await tellWith([recordOf(retried, settled)], {
      world: ended,
      event: 'SUCCEEDED',
    });

    expect(mail).toContain(
      'Healed: Build went green with retry 1 of 2 by Pipewatch, 8 min after it first failed',
    );
    expect(JSON.parse(message?.bodies.lambda ?? '')).toMatchObject({
      retry: { do: 'healed', slot: 1, of: 2, stage: 'Build', durationSeconds: 480 },
    });
    expect([reads, waits]).toEqual([1, []]);
  });

  it.each(['RESUMED', 'SUCCEEDED'])('%s of a retry by somebody else says nothing of it', async (event) => {
    const { mail } = await tellWith([recordOf({ do: 'stop', reason: 'permanent' })], { world: ended, event });

    expect(mail).not.toMatch(/^(?:Retry|Healed):/mu);
  });

  it('a success without a failure asks for nothing', async () => {
    const { reads } = await tellWith([], {
      world: { attempts: [attempt({ status: 'Succeeded' })] },
      event: 'SUCCEEDED',
    });

    expect(reads).toBe(0);
  });

  it('a success asks for nothing where retries are disabled', async () => {
    const config = { retry: { enabled: false } };
    const { reads } = await tellWith([], { world: ended, event: 'SUCCEEDED', config });

    expect(reads).toBe(0);
  });
});
