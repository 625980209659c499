import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/aws/aws-error.ts';
import type { Fault } from '../../../local/aws/faults.ts';
import { schedulerPlanner } from '../../../shared/adapters/scheduler-planner.ts';
import type { Due } from '../../../shared/domain/retry/situation.ts';
import type { Planner } from '../../../shared/ports/planner.ts';
import { ACCOUNT, NOON, REGION, startTestAws } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let planner: Planner;
let tries = 0;
const MINUTE = 60_000;
const target = {
  functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pipewatch-retry`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/pipewatch-scheduler`,
  group: 'pipewatch',
  deadLetterArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-dead-letters`,
};

beforeAll(async () => {
  aws = await startTestAws();
  aws.scheduler.createGroup('pipewatch');
  planner = schedulerPlanner(target, () => aws.clock.now, { ...aws.options, requestTimeoutMs: 200 });
});
afterEach(() => {
  aws.faults.clear();
  aws.clock.now = NOON;
  aws.scheduler.settings.visibleMs = 5 * MINUTE;
  aws.scheduler.settings.quota = 1_000_000;
});
afterAll(() => aws.close());

/** A try of its own for each test. */
function newDue(more: Partial<Due> = {}): Due {
  const executionId = '5b1f8e02-9d34-4c7a-8b16-e0a7d2c9f461';
  return { pipeline: 'checkout-pipeline', executionId, stage: 'Build', slot: 1, try: ++tries, ...more };
}

const planned = (due: Due) => aws.scheduler.pending().find(({ input }) => (input as Due).try === due.try);

describe('planning a try', () => {
  it('makes a schedule that hands the try to the function at a full minute, once, and is deleted then', async () => {
    const due = newDue();

    expect(await planner.plan(due, NOON + 3 * MINUTE - 1)).toEqual({
      outcome: 'planned',
      at: NOON + 3 * MINUTE,
    });
    const schedule = planned(due);
    expect(schedule).toMatchObject({ group: 'pipewatch', at: NOON + 3 * MINUTE, input: due });
    expect(schedule?.name).toMatch(/^pw-[0-9a-f]{61}$/u);
    const input = { Name: schedule?.name, GroupName: 'pipewatch' };
    const call = { operation: 'scheduler:GetSchedule', region: REGION, input, protocol: 'rest' } as const;
    expect(aws.run(call)).toMatchObject({
      ScheduleExpression: 'at(2026-11-23T12:03:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: {
        Arn: target.functionArn,
        RoleArn: target.roleArn,
        DeadLetterConfig: { Arn: target.deadLetterArn },
      },
    });
  });

  it('is always at least a minute ahead, and never sooner than asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -10 * MINUTE, max: 120 * MINUTE }),
        fc.integer({ min: 0, max: MINUTE }),
        async (ahead, clock) => {
          aws.clock.now = NOON + clock;
          const asked = aws.clock.now + ahead;

          const { at = 0 } = await planner.plan(newDue(), asked);

          expect(at % MINUTE).toBe(0);
          expect(at).toBeGreaterThanOrEqual(Math.max(asked, aws.clock.now + MINUTE));
          expect(at).toBeLessThan(Math.max(asked, aws.clock.now + MINUTE) + MINUTE);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('has a name of its own for each part of a try, however the names run together', async () => {
    const dues = [
      newDue({ pipeline: 'a', stage: 'bc', try: 901 }),
      newDue({ pipeline: 'ab', stage: 'c', try: 901 }),
      newDue({ pipeline: 'a', stage: 'bc', try: 902 }),
      newDue({ pipeline: 'a', stage: 'bc', slot: 2, try: 901 }),
      newDue({ pipeline: 'x'.repeat(100), stage: 'y'.repeat(100), try: 901 }),
      newDue({ executionId: '00000000-0000-4000-8000-000000000000', try: 901 }),
    ];

    for (const due of dues) expect((await planner.plan(due, NOON)).outcome).toBe('planned');
    expect((await planner.plan({ ...newDue(), ...dues[0] }, NOON)).outcome).toBe('taken');
  });
});

describe('a try whose name is taken', () => {
  it('is planned already: it says for when', async () => {
    const due = newDue();
    await planner.plan(due, NOON + 10 * MINUTE);

    expect(await planner.plan(due, NOON + 20 * MINUTE)).toEqual({
      outcome: 'taken',
      at: NOON + 10 * MINUTE,
    });
  });

  it('has fired a short while ago: it says when it was due, or nothing where that can no longer be read', async () => {
    const due = newDue();
    await planner.plan(due, NOON + MINUTE);
    aws.clock.now = NOON + MINUTE;
    aws.scheduler.fireDue();

    expect(await planner.plan(due, NOON + 9 * MINUTE)).toEqual({ outcome: 'taken', at: NOON + MINUTE });
    aws.scheduler.settings.visibleMs = 0;
    expect(await planner.plan(due, NOON + 9 * MINUTE)).toEqual({ outcome: 'taken', at: undefined });
    aws.clock.now += 5 * MINUTE;
    expect((await planner.plan(due, NOON + 9 * MINUTE)).outcome).toBe('planned');
  });

  it('is no answer where it cannot be read', async () => {
    const due = newDue();
    await planner.plan(due, NOON);
    aws.faults.inject('scheduler:GetSchedule', 'throttled');

    await expect(planner.plan(due, NOON)).rejects.toMatchObject({
      operation: 'scheduler:GetSchedule',
      reason: 'throttled',
    });
  });
});

describe('an answer that is lost', () => {
  it.each<Fault>(['lost-answer'])('after it took effect: what is there tells (%s)', async (fault) => {
    const due = newDue();
    aws.faults.inject('scheduler:CreateSchedule', fault);
    aws.calls.length = 0;

    expect(await planner.plan(due, NOON)).toEqual({ outcome: 'planned', at: NOON + MINUTE });
    expect(aws.calls).toEqual(['scheduler:CreateSchedule', 'scheduler:GetSchedule']);
    expect(planned(due)).toBeDefined();
  });

  it.each<[Fault, string]>([
    ['reset', 'ECONNRESET'],
    ['slow', 'ETIMEDOUT'],
    ['internal', 'InternalServerException'],
    [new AwsError('RequestTimeout', 'Late', 408), 'RequestTimeout'],
  ])('before it took effect, it throws (%s)', async (fault, code) => {
    const due = newDue();
    aws.faults.inject('scheduler:CreateSchedule', fault);

    await expect(planner.plan(due, NOON)).rejects.toMatchObject({
      name: 'ServiceError',
      operation: 'scheduler:CreateSchedule',
      code,
    });
    expect(planned(due)).toBeUndefined();
  });

  it('may hide that somebody else had planned it for another time', async () => {
    const due = newDue();
    await planner.plan(due, NOON + 10 * MINUTE);
    aws.faults.inject('scheduler:CreateSchedule', 'reset');

    expect(await planner.plan(due, NOON)).toEqual({ outcome: 'taken', at: NOON + 10 * MINUTE });
  });
});

describe('a call that is refused throws', () => {
  it.each<[Fault, string, string]>([
    ['denied', 'denied', 'AccessDeniedException'],
    ['throttled', 'throttled', 'ThrottlingException'],
    [new AwsError('ValidationException', 'Role cannot be assumed'), 'failed', 'ValidationException'],
  ])('%s', async (fault, reason, code) => {
    const due = newDue();
    aws.faults.inject('scheduler:CreateSchedule', fault);
    aws.calls.length = 0;

    await expect(planner.plan(due, NOON)).rejects.toMatchObject({ name: 'ServiceError', reason, code });
    expect(aws.calls).toEqual(['scheduler:CreateSchedule']);
  });

  it('where there are too many schedules, or the group is gone', async () => {
    aws.scheduler.settings.quota = 0;
    await expect(planner.plan(newDue(), NOON)).rejects.toMatchObject({
      code: 'ServiceQuotaExceededException',
    });

    const gone = schedulerPlanner({ ...target, group: 'nowhere' }, () => NOON, aws.options);
    await expect(gone.plan(newDue(), NOON)).rejects.toMatchObject({ reason: 'gone' });
  });
});
