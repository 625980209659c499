import { createHash } from 'node:crypto';
import { CreateScheduleCommand, GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { Due } from '../domain/retry/situation.ts';
import type { Planner } from '../ports/planner.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { isRefusal } from './refusal.ts';
import { asServiceError, toServiceError } from './service-error.ts';

const MINUTE_MS = 60_000;
const NAME_CHARACTERS = 64;

/** Which function a due schedule calls, and by which means. */
export interface ScheduleTarget {
  readonly functionArn: string;
  /** The role that the scheduler takes on to call it. */
  readonly roleArn: string;
  readonly group: string;
  /** The queue for what could not be delivered. */
  readonly deadLetterArn: string;
}

/**
 * Plans each try as a one-time schedule that is deleted after it has fired:
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function schedulerPlanner(
  target: ScheduleTarget,
  now: () => number,
  options: Omit<ClientOptions, 'maxAttempts'>,
): Planner {
  // One attempt: a repeat after a lost answer would find our own schedule, and take it for another's.
  const client = new SchedulerClient(sdkOptions({ ...options, maxAttempts: 1 }));

  /** When the schedule of this name is or was due; undefined where there is none. */
  const dueTimeOf = async (Name: string): Promise<{ readonly at: number | undefined } | undefined> => {
    try {
      const command = new GetScheduleCommand({ Name, GroupName: target.group });
      const answer = await asServiceError('scheduler:GetSchedule', client.send(command));
      return { at: timeOf(answer.ScheduleExpression ?? '') };
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ResourceNotFoundException') return undefined;
      throw error;
    }
  };

  return {
    plan: async (due, at) => {
      const name = scheduleName(due);
      const minute = fullMinute(at, now());
      try {
        await client.send(commandFor(name, minute, due, target));
        return { outcome: 'planned', at: minute };
      } catch (error) {
        const failure = toServiceError('scheduler:CreateSchedule', error);
        if (failure.code === 'ConflictException')
          return { outcome: 'taken', at: (await dueTimeOf(name))?.at };
        if (isRefusal(error)) throw failure;
        // The answer was lost: what is there tells whether it took effect.
        const found = await dueTimeOf(name);
        if (!found) throw failure;
        return { outcome: found.at === minute ? 'planned' : 'taken', at: found.at };
      }
    },
  };
}

function commandFor(
  name: string,
  at: number,
  due: Due,
  { functionArn, roleArn, group, deadLetterArn }: ScheduleTarget,
): CreateScheduleCommand {
  const { pipeline, executionId, stage, slot, try: number } = due;
  return new CreateScheduleCommand({
    Name: name,
    GroupName: group,
    ScheduleExpression: `at(${new Date(at).toISOString().slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: functionArn,
      RoleArn: roleArn,
      Input: JSON.stringify({ pipeline, executionId, stage, slot, try: number }),
      DeadLetterConfig: { Arn: deadLetterArn },
    },
  });
}

/** Names of pipelines, stages and executions together are longer than the name of a schedule may be. */
function scheduleName({ pipeline, executionId, stage, slot, try: number }: Due): string {
  const key = JSON.stringify([pipeline, executionId, stage, slot, number]);
  return `pw-${createHash('sha256').update(key).digest('hex')}`.slice(0, NAME_CHARACTERS);
}

/** Schedules know full minutes, and what lies less than a minute ahead may be in the past when it arrives. */
function fullMinute(at: number, now: number): number {
  return Math.ceil(Math.max(at, now + MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
}

function timeOf(expression: string): number | undefined {
  const text = /^at\(([\dT:-]+)\)$/u.exec(expression)?.[1];
  const at = Date.parse(`${text ?? ''}Z`);
  return Number.isNaN(at) ? undefined : at;
}
