import { AwsError } from './aws-error.ts';
import type { Input } from './service.ts';

const NAME = /^[0-9a-zA-Z-_.]{1,64}$/u;
const AT = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/u;
const LAMBDA = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,140}(?::[\w$-]+)?$/u;
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/u;
const QUEUE = /^arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/u;

/** Name and group of a schedule. */
export function identityOf(input: Input): { readonly name: string; readonly group: string } {
  const { Name: name, GroupName: group = 'default' } = input;
  return { name: matching(name, 'name', NAME), group: matching(group, 'groupName', NAME) };
}

/**
 * What CreateSchedule refuses, as far as one-time schedules of functions go, and when the schedule is due:
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function dueTimeOf(input: Input, now: number): number {
  const { ScheduleExpressionTimezone: zone = 'UTC', ActionAfterCompletion: after = 'NONE' } = input;
  const { Description: description = '', ClientToken: token = 'token', State: state = 'ENABLED' } = input;
  if (zone !== 'UTC') throw invalid('scheduleExpressionTimezone', 'only UTC is known here');
  matching(after, 'actionAfterCompletion', /^(?:NONE|DELETE)$/u);
  matching(state, 'state', /^(?:ENABLED|DISABLED)$/u);
  matching(description, 'description', /^.{0,512}$/su);
  matching(token, 'clientToken', /^[\w-]{1,64}$/u);
  checkWindow(objectIn(input, 'FlexibleTimeWindow'));
  checkTarget(objectIn(input, 'Target'));
  const expression = input['ScheduleExpression'];
  const text = AT.exec(typeof expression === 'string' ? expression : '')?.[1];
  const at = Date.parse(`${text ?? ''}Z`);
  // Date.parse takes the 31st of February for a day in March.
  if (text === undefined || Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) {
    throw new AwsError('ValidationException', `Invalid Schedule Expression ${String(expression)}.`);
  }
  // What the service does about a time in the past is not documented: here nobody shall rely on it.
  if (at <= now) throw new AwsError('ValidationException', 'The schedule lies in the past');
  return at;
}

function checkWindow({ Mode: mode, MaximumWindowInMinutes: minutes }: Input): void {
  matching(mode, 'flexibleTimeWindow.mode', /^(?:OFF|FLEXIBLE)$/u);
  if (mode === 'OFF' && minutes === undefined) return;
  if (mode !== 'FLEXIBLE') throw invalid('flexibleTimeWindow', 'a window is for the mode FLEXIBLE');
  within(minutes, 'flexibleTimeWindow.maximumWindowInMinutes', 1, 1440);
}

function checkTarget(target: Input): void {
  matching(target['Arn'], 'target.arn', LAMBDA);
  matching(target['RoleArn'], 'target.roleArn', ROLE);
  const { MaximumRetryAttempts: attempts = 0, MaximumEventAgeInSeconds: age = 60 } = optional(
    target,
    'RetryPolicy',
  );
  within(attempts, 'target.retryPolicy.maximumRetryAttempts', 0, 185);
  within(age, 'target.retryPolicy.maximumEventAgeInSeconds', 60, 86_400);
  const { Arn: queue } = optional(target, 'DeadLetterConfig');
  if (queue !== undefined) matching(queue, 'target.deadLetterConfig.arn', QUEUE);
  const { Input: text } = target;
  if (text === undefined) return;
  try {
    JSON.parse(matching(text, 'target.input', /[^]/u));
  } catch {
    throw invalid('target.input', 'the input of a function must be JSON');
  }
}

function objectIn(input: Input, name: string): Input {
  const value = input[name];
  if (typeof value === 'object' && value !== null) return value as Input;
  throw invalid(name, 'Member must not be null');
}

function optional(input: Input, name: string): Input {
  return input[name] === undefined ? {} : objectIn(input, name);
}

function matching(value: unknown, name: string, form: RegExp): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw invalid(name, `Member must satisfy regular expression pattern: ${form.source}`);
}

function within(value: unknown, name: string, least: number, most: number): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw invalid(name, `Member must be between ${least} and ${most}`);
}

function invalid(name: string, why: string): AwsError {
  return new AwsError('ValidationException', `Value at '${name}' failed to satisfy constraint: ${why}`);
}
