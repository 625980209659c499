import { alarmActions } from './alarm-topic.js';
import { countOf, countOfAll, highestOfAll, PERIODS_AN_HOUR } from './alarm-metrics.js';
import { ofFleet, ofFunction, ofHealth, ofQueue, ofRule, ofSchedules } from './alarm-metrics.js';
import { describeAlarm } from './alarm-words.js';
import { loadConfiguration } from './configuration.js';
import { twoRuns } from './period.js';
import { FUNCTIONS, ruleNamesOf, stackName } from './functions.js';

/** @import { AlarmKind, Values } from './alarm-words.js' */
/** @import { Serverless } from './configuration.js' */
/** @import { Configuration } from '../shared/schemas/configuration.ts' */
/** @import { StackFunction } from './functions.js' */

const DAY_SECONDS = 24 * 60 * 60;
/**
 * When someone should have looked. A queue is active for six hours at most after the last touch, and no metric of it is
 * written after that: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-monitoring-using-cloudwatch.html
 */
const OLD_HOURS = 4;

/** @typedef {{ kind: AlarmKind, about?: string, values?: Values, on: Readonly<Record<string, unknown>> }} Alarm */

/**
 * The alarms about Pipewatch itself, straight to the topics: they must not depend on the functions that they watch.
 * @param {Serverless} serverless
 */
export async function resources(serverless) {
  const configuration = await loadConfiguration(serverless);
  return { Resources: alarmResources(configuration, await stackName(serverless)) };
}

/**
 * @param {Configuration} configuration
 * @param {string} stack
 */
export function alarmResources(configuration, stack) {
  const actions = alarmActions(configuration);
  const alarms = [
    ...FUNCTIONS.flatMap((it) => alarmsOfFunction(stack, it)),
    ...alarmsOfEvents(configuration, stack),
    ...alarmsOfRetry(),
    ...alarmsOfDora(stack, configuration),
  ];
  return Object.fromEntries(
    alarms.map(({ kind, about, values, on }) => [
      `${[about ?? '', ...kind.split('-')].map(capital).join('')}Alarm`,
      {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: [stack, about, kind].filter((part) => part !== undefined).join('-'),
          AlarmDescription: describeAlarm(configuration, kind, values),
          AlarmActions: actions,
          OKActions: actions,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          Threshold: 1,
          EvaluationPeriods: 1,
          // Most metrics are written only where there is something to count.
          TreatMissingData: 'notBreaching',
          ...on,
        },
      },
    ]),
  );
}

/**
 * @param {string} stack
 * @param {StackFunction} watched
 * @returns {readonly Alarm[]}
 */
function alarmsOfFunction(stack, watched) {
  const { name, failures, schedules } = watched;
  const full = `${stack}-${name}`;
  const about = { about: name, values: { name: full, queue: failures, group: schedules ?? '' } };
  // SQS stops writing when nobody has touched a queue for hours, whatever still lies in it.
  const asBefore = { TreatMissingData: 'ignore' };
  // What is being taken again is out of sight for minutes, and still there when it fails.
  const deadLetters = highestOfAll(
    ['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible'].map((metric) =>
      ofQueue(metric, failures),
    ),
  );
  return [
    { ...about, kind: 'errors', on: countOf(ofFunction('Errors', full)) },
    // A burst is taken up again within minutes; a limit that is too low is not.
    { ...about, kind: 'throttles', on: { ...countOf(ofFunction('Throttles', full)), EvaluationPeriods: 3 } },
    { ...about, kind: 'dead-letters', on: { ...deadLetters, ...asBefore } },
    // Not by the age of the oldest, which leaves out what has been taken three times in vain.
    {
      ...about,
      kind: 'old-dead-letters',
      on: { ...deadLetters, ...asBefore, EvaluationPeriods: OLD_HOURS * PERIODS_AN_HOUR },
    },
    {
      ...about,
      kind: 'undelivered',
      on: countOfAll([
        ...ruleNamesOf(stack, watched).map((rule) => ofRule('FailedInvocations', rule)),
        // Not AsyncEventsDropped, which counts what went to the dead-letter queue too.
        ofFunction('DestinationDeliveryFailures', full),
      ]),
    },
    ...onlyWith(schedules, (group) => ({
      ...about,
      kind: /** @type {const} */ ('schedules'),
      on: countOfAll(
        ['TargetErrorCount', 'InvocationDroppedCount', 'InvocationsFailedToBeSentToDeadLetterCount'].map(
          (metric) => ofSchedules(metric, group),
        ),
      ),
    })),
  ];
}

/**
 * Silence is no good news: a rule that is gone, disabled or too narrow makes no error. Looked at where each pipeline
 * shows up, before anything of Pipewatch's own runs.
 * @param {Configuration} configuration
 * @param {string} stack
 * @returns {readonly Alarm[]}
 */
function alarmsOfEvents({ alarms: { daysWithoutEvents: days } }, stack) {
  if (days === 0) return [];
  const on = {
    ...ofRule('Invocations', `${stack}-notify-rule-1`),
    Statistic: 'Sum',
    // CloudWatch looks back seven days at most, and only with periods of an hour or more.
    Period: DAY_SECONDS,
    EvaluationPeriods: days,
    ComparisonOperator: 'LessThanThreshold',
    // EventBridge writes this metric only where it is not zero.
    TreatMissingData: 'breaching',
  };
  return [{ kind: 'no-events', values: { days }, on }];
}

/** @returns {readonly Alarm[]} */
function alarmsOfRetry() {
  return [
    { kind: 'budget', on: countOf(ofHealth('RetryDecisions', { Reason: 'day-budget' })) },
    { kind: 'breaker', on: countOf(ofHealth('BreakerOpenings')) },
  ];
}

/**
 * @param {string} stack
 * @param {Pick<Configuration, 'dora'>} configuration
 * @returns {readonly Alarm[]}
 */
function alarmsOfDora(stack, { dora: { enabled, schedule } }) {
  if (!enabled) return [];
  const name = `${stack}-dora`;
  const silent = { ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' };
  const gauge = { Statistic: 'Maximum', Period: DAY_SECONDS };
  return [
    // Runs that have published: one that was called and came to nothing is missing too.
    ...onlyWith(twoRuns(schedule), (run) => ({
      kind: /** @type {const} */ ('dora-missing'),
      values: { name },
      on: { ...ofHealth('DoraRuns'), Statistic: 'Sum', ...run, ...silent },
    })),
    { kind: 'change-failure-rate', on: { ...ofFleet('PipelinesAboveFailureThreshold'), ...gauge } },
  ];
}

/**
 * @template Value
 * @template Made
 * @param {Value | undefined} value
 * @param {(value: Value) => Made} make
 */
function onlyWith(value, make) {
  return value === undefined ? [] : [make(value)];
}

/** @param {string} word */
function capital(word) {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
