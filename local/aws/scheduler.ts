import { AwsError } from './aws-error.ts';
import { dueTimeOf, identityOf } from './schedule-input.ts';
import type { Input, Service } from './service.ts';

const MINUTE_MS = 60_000;

/** A one-time schedule; times in milliseconds since the epoch. */
interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly arn: string;
  readonly at: number;
  readonly createdAt: number;
  readonly given: Input;
  firedAt?: number;
}

/** What a schedule that is due hands to its target. */
export interface Fired {
  readonly name: string;
  readonly group: string;
  /** The time that it was scheduled for. */
  readonly at: number;
  readonly targetArn: string;
  /** The input, parsed. */
  readonly input: unknown;
}

/** How the scheduler behaves where the service promises little; times in milliseconds. */
export interface SchedulerSettings {
  /** How long the name of a schedule that has fired stays taken, and how long of that time it can be read. */
  takenMs: number;
  visibleMs: number;
  /** How late each schedule fires: at most a minute. */
  lateMs: (name: string) => number;
  /** How many schedules there may be. */
  quota: number;
}

/** One-time schedules, which fire when they are told to: https://docs.aws.amazon.com/scheduler/latest/UserGuide/ */
export function createScheduler(now: () => number) {
  const schedules = new Map<string, Schedule>();
  const groups = new Set(['default']);
  const settings: SchedulerSettings = {
    takenMs: 5 * MINUTE_MS,
    visibleMs: 5 * MINUTE_MS,
    lateMs: () => 0,
    quota: 1_000_000,
  };
  const keyOf = ({ name, group }: Pick<Schedule, 'name' | 'group'>): string => `${group}/${name}`;
  const age = ({ firedAt }: Schedule): number => (firedAt === undefined ? -1 : now() - firedAt);
  const sweep = (): void => {
    for (const [key, it] of schedules)
      if (isDeleted(it) && age(it) >= settings.takenMs) schedules.delete(key);
  };
  const found = (input: Input): Schedule => {
    sweep();
    const { name, group } = identityOf(input);
    const schedule = schedules.get(keyOf({ name, group }));
    if (schedule && !(isDeleted(schedule) && age(schedule) >= settings.visibleMs)) return schedule;
    throw new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);
  };

  const service: Service = {
    CreateSchedule: (input, region) => {
      sweep();
      const { name, group } = identityOf(input);
      const at = dueTimeOf(input, now());
      if (!groups.has(group))
        throw new AwsError('ResourceNotFoundException', `Schedule group ${group} does not exist.`, 404);
      if (schedules.has(keyOf({ name, group })))
        throw new AwsError('ConflictException', `Schedule ${name} already exists.`, 409);
      if (schedules.size >= settings.quota)
        throw new AwsError('ServiceQuotaExceededException', 'The limit of schedules is reached.', 402);
      const account = String((input['Target'] as Input)['RoleArn']).split(':')[4] ?? '';
      const arn = `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`;
      schedules.set(keyOf({ name, group }), { name, group, arn, at, createdAt: now(), given: input });
      return { ScheduleArn: arn };
    },
    GetSchedule: (input) => {
      const { name, group, arn, createdAt, given } = found(input);
      return {
        State: 'ENABLED',
        ScheduleExpressionTimezone: 'UTC',
        ActionAfterCompletion: 'NONE',
        ...given,
        ClientToken: undefined,
        Arn: arn,
        Name: name,
        GroupName: group,
        CreationDate: createdAt / 1000,
        LastModificationDate: createdAt / 1000,
      };
    },
    DeleteSchedule: (input) => {
      schedules.delete(keyOf(found(input)));
      return {};
    },
  };
  return {
    service,
    settings,
    createGroup: (name: string) => groups.add(name),
    /** Those that have not fired yet, the next one first. */
    pending: (): readonly Omit<Fired, 'targetArn'>[] =>
      [...schedules.values()]
        .filter(({ firedAt }) => firedAt === undefined)
        .sort((a, b) => a.at - b.at)
        .map(firedOf),
    /** Fires what is due, the earliest first, each schedule once; `at`: now, if it isn't given. */
    fireDue: (at = now()): readonly Fired[] => {
      const due = [...schedules.values()]
        .filter((it) => it.firedAt === undefined && it.given['State'] !== 'DISABLED')
        .filter((it) => it.at + Math.min(settings.lateMs(it.name), MINUTE_MS) <= at)
        .sort((a, b) => a.at - b.at);
      for (const schedule of due) schedule.firedAt = at;
      return due.map(firedOf);
    },
  };
}

/** True for a schedule that the service deletes by and by: it has fired, and was to be deleted then. */
function isDeleted({ firedAt, given }: Schedule): boolean {
  return firedAt !== undefined && given['ActionAfterCompletion'] === 'DELETE';
}

function firedOf({ name, group, at, given }: Schedule): Fired {
  const { Arn, Input: text } = given['Target'] as { Arn: string; Input?: string };
  // Without an input a default event arrives, whose detail is a text.
  const input: unknown = text === undefined ? { source: 'aws.scheduler', detail: '{}' } : JSON.parse(text);
  return { name, group, at, targetArn: Arn, input };
}
