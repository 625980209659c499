import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { CreateScheduleCommandInput } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sdkOptions } from '../../../shared/adapters/client-options.ts';
import { ACCOUNT, NOON, REGION, startTestAws } from '../../support/aws.ts';

let aws: Awaited<ReturnType<typeof startTestAws>>;
let client: SchedulerClient;
let names = 0;
const MINUTE = 60_000;
const Arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pipewatch-retry`;
const RoleArn = `arn:aws:iam::${ACCOUNT}:role/pipewatch/scheduler`;
const defaults = { takenMs: 5 * MINUTE, visibleMs: 5 * MINUTE, lateMs: () => 0, quota: 1_000_000 };

beforeAll(async () => {
  aws = await startTestAws();
  client = new SchedulerClient(sdkOptions(aws.options));
});
beforeEach(() => {
  aws.clock.now = NOON;
  Object.assign(aws.scheduler.settings, defaults);
});
afterAll(() => aws.close());

function input(more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput {
  return {
    Name: `schedule-${++names}`,
    ScheduleExpression: 'at(2026-11-23T12:05:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn, RoleArn, Input: '{"slot":1}' },
    ActionAfterCompletion: 'DELETE',
    ...more,
  };
}

async function create(more: Partial<CreateScheduleCommandInput> = {}): Promise<string> {
  const given = input(more);
  await client.send(new CreateScheduleCommand(given));
  return given.Name ?? '';
}

const read = (Name: string, GroupName?: string) => client.send(new GetScheduleCommand({ Name, GroupName }));

describe('a one-time schedule', () => {
  it('can be read as it was made', async () => {
    aws.scheduler.createGroup('pipewatch');
    const { ScheduleArn } = await client.send(new CreateScheduleCommand(input({ GroupName: 'pipewatch' })));
    const Name = `schedule-${names}`;

    expect(ScheduleArn).toBe(`arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/pipewatch/${Name}`);
    expect(await read(Name, 'pipewatch')).toMatchObject({
      Arn: ScheduleArn,
      Name,
      GroupName: 'pipewatch',
      ScheduleExpression: 'at(2026-11-23T12:05:00)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      CreationDate: new Date(NOON),
      Target: { Arn, RoleArn, Input: '{"slot":1}' },
    });
    await expect(read(Name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('fires once, when its time has come, the earliest first', async () => {
    const late = await create({ ScheduleExpression: 'at(2026-11-23T12:06:00)' });
    const soon = await create();
    expect(aws.scheduler.pending().map(({ name }) => name)).toEqual(expect.arrayContaining([soon, late]));
    const ours = () => aws.scheduler.fireDue().filter(({ name }) => [soon, late].includes(name));
    aws.clock.now = NOON + 5 * MINUTE - 1;
    expect(ours()).toEqual([]);
    aws.clock.now = NOON + 6 * MINUTE;

    expect(ours()).toEqual([
      { name: soon, group: 'default', at: NOON + 5 * MINUTE, targetArn: Arn, input: { slot: 1 } },
      { name: late, group: 'default', at: NOON + 6 * MINUTE, targetArn: Arn, input: { slot: 1 } },
    ]);
    expect(ours()).toEqual([]);
  });

  it('may be late by up to a minute', async () => {
    const name = await create();
    aws.scheduler.settings.lateMs = () => 90_000;
    const firesAt = (at: number): boolean => aws.scheduler.fireDue(at).some((it) => it.name === name);

    expect(firesAt(NOON + 6 * MINUTE - 1)).toBe(false);
    expect(firesAt(NOON + 6 * MINUTE)).toBe(true);
  });

  it('keeps its name for a while after it has fired, and can be read for a part of it', async () => {
    const name = await create();
    aws.scheduler.settings.visibleMs = MINUTE;
    aws.clock.now = NOON + 5 * MINUTE;
    aws.scheduler.fireDue();
    const again = { Name: name, ScheduleExpression: 'at(2026-11-23T13:00:00)' };

    expect((await read(name)).ScheduleExpression).toBe('at(2026-11-23T12:05:00)');
    await expect(create(again)).rejects.toMatchObject({ name: 'ConflictException' });
    aws.clock.now += MINUTE;
    await expect(read(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(create(again)).rejects.toMatchObject({ name: 'ConflictException' });
    aws.clock.now += 4 * MINUTE;
    await expect(create(again)).resolves.toBe(name);
  });

  it('stays for good unless it is to be deleted, or somebody deletes it', async () => {
    const name = await create({ ActionAfterCompletion: 'NONE' });
    aws.clock.now = NOON + 60 * MINUTE;
    aws.scheduler.fireDue();
    aws.clock.now += 60 * MINUTE;
    expect((await read(name)).ActionAfterCompletion).toBe('NONE');
    await client.send(new DeleteScheduleCommand({ Name: name }));

    await expect(read(name)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('does not fire while it is disabled, and without an input hands over the default event', async () => {
    const disabled = await create({ State: 'DISABLED' });
    const bare = await create({ Target: { Arn, RoleArn } });
    const fired = aws.scheduler.fireDue(NOON + 60 * MINUTE);

    expect(fired.some(({ name }) => name === disabled)).toBe(false);
    expect(fired.find(({ name }) => name === bare)?.input).toEqual({ source: 'aws.scheduler', detail: '{}' });
  });
});

describe('the embedded Scheduler refuses what Scheduler refuses', () => {
  const target = { Arn, RoleArn };

  it.each<[string, Partial<CreateScheduleCommandInput>]>([
    ['a name of 65 characters', { Name: 'x'.repeat(65) }],
    ['a name with a blank', { Name: 'a b' }],
    ['a group with a slash', { GroupName: 'a/b' }],
    ['a time with a zone letter', { ScheduleExpression: 'at(2026-11-23T12:05:00Z)' }],
    ['a time with a fraction', { ScheduleExpression: 'at(2026-11-23T12:05:00.000)' }],
    ['a day that does not exist', { ScheduleExpression: 'at(2027-02-30T12:05:00)' }],
    ['a time in the past', { ScheduleExpression: 'at(2026-11-23T12:00:00)' }],
    ['a rate, which is not known here', { ScheduleExpression: 'rate(5 minutes)' }],
    ['no expression', { ScheduleExpression: undefined }],
    ['a zone, which is not known here', { ScheduleExpressionTimezone: 'Asia/Shanghai' }],
    ['no window', { FlexibleTimeWindow: undefined }],
    ['a window of no mode', { FlexibleTimeWindow: { Mode: 'SOME' as 'OFF' } }],
    ['minutes without a window', { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 5 } }],
    ['a window of no minutes', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }],
    ['no target', { Target: undefined }],
    ['a target that is no function', { Target: { ...target, Arn: 'retry' } }],
    ['a role that is none', { Target: { ...target, RoleArn: Arn } }],
    ['an input that is no JSON', { Target: { ...target, Input: '{' } }],
    ['an empty input', { Target: { ...target, Input: '' } }],
    ['too many attempts', { Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 186 } } }],
    ['too short an age', { Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } } }],
    ['a queue that is none', { Target: { ...target, DeadLetterConfig: { Arn: RoleArn } } }],
    ['another action after completion', { ActionAfterCompletion: 'KEEP' as 'NONE' }],
    ['another state', { State: 'PAUSED' as 'ENABLED' }],
    ['a long description', { Description: 'x'.repeat(513) }],
    ['a long token', { ClientToken: 'x'.repeat(65) }],
  ])('%s', async (_what, more) => {
    await expect(create(more)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('takes what lies within the bounds', async () => {
    const more = { RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } };
    const DeadLetterConfig = { Arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:pipewatch-dead` };
    const FlexibleTimeWindow = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1440 } as const;

    await expect(
      create({ Name: 'x'.repeat(64), FlexibleTimeWindow, Target: { ...target, ...more, DeadLetterConfig } }),
    ).resolves.toHaveLength(64);
  });

  it('a group that does not exist, a name that is taken, and more than the quota', async () => {
    const Name = await create();

    await expect(create({ GroupName: 'nowhere' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(create({ Name })).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    aws.scheduler.settings.quota = 0;
    await expect(create()).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      $metadata: { httpStatusCode: 402 },
    });
  });

  it('a schedule that does not exist, an operation that it lacks, and a call that is not signed', async () => {
    const gone = client.send(new DeleteScheduleCommand({ Name: 'nowhere' }));
    await expect(gone).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(client.send(new ListSchedulesCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });

    const { status } = await fetch(`${aws.env.AWS_ENDPOINT_URL}/schedules/a`);
    expect(status).toBe(403);
  });
});
