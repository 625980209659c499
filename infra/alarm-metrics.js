/**
 * @typedef {object} Metric
 * @property {string} Namespace
 * @property {string} MetricName
 * @property {readonly { Name: string, Value: unknown }[]} [Dimensions]
 */

const PERIOD_SECONDS = 5 * 60;
export const PERIODS_AN_HOUR = 3600 / PERIOD_SECONDS;
/** CloudWatch takes as many for one alarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const MAX_METRICS = 10;

/** How often something happened in five minutes. @param {Metric} metric */
export function countOf(metric) {
  return { ...metric, Statistic: 'Sum', Period: PERIOD_SECONDS };
}

/**
 * How often any of them happened in five minutes. Each is charged, so an alarm that needs just one has no sum.
 * @param {readonly Metric[]} metrics
 */
export function countOfAll(metrics) {
  return sumOf('Sum', metrics);
}

/** The highest values of five minutes, added up. @param {readonly Metric[]} metrics */
export function highestOfAll(metrics) {
  return sumOf('Maximum', metrics);
}

/**
 * @param {'Sum' | 'Maximum'} Stat
 * @param {readonly Metric[]} metrics
 */
function sumOf(Stat, metrics) {
  if (metrics.length > MAX_METRICS) throw new Error(`an alarm stands on ${MAX_METRICS} metrics at most`);
  const data = metrics.map((Metric, index) => ({
    Id: `m${index + 1}`,
    MetricStat: { Metric, Stat, Period: PERIOD_SECONDS },
    ReturnData: false,
  }));
  // Adds up those that have data, where m1 + m2 gives nothing unless both have.
  return { Metrics: [...data, { Id: 'all', Expression: 'SUM(METRICS())', Label: 'all' }] };
}

/** @param {string} MetricName @param {string} functionName @returns {Metric} */
export function ofFunction(MetricName, functionName) {
  return { Namespace: 'AWS/Lambda', MetricName, Dimensions: [{ Name: 'FunctionName', Value: functionName }] };
}

/** @param {string} MetricName @param {string} queue its logical id @returns {Metric} */
export function ofQueue(MetricName, queue) {
  const Value = { 'Fn::GetAtt': [queue, 'QueueName'] };
  return { Namespace: 'AWS/SQS', MetricName, Dimensions: [{ Name: 'QueueName', Value }] };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html @param {string} MetricName @param {string} group its logical id @returns {Metric} */
export function ofSchedules(MetricName, group) {
  return {
    Namespace: 'AWS/Scheduler',
    MetricName,
    Dimensions: [{ Name: 'ScheduleGroup', Value: { Ref: group } }],
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html @param {string} MetricName @param {string} rule @returns {Metric} */
export function ofRule(MetricName, rule) {
  return { Namespace: 'AWS/Events', MetricName, Dimensions: [{ Name: 'RuleName', Value: rule }] };
}

/** The suite's own health (shared/adapters/emf-health.ts). @param {string} MetricName @param {Readonly<Record<string, string>>} dimensions @returns {Metric} */
export function ofHealth(MetricName, dimensions = {}) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: 'Custom/CICD/Pipewatch', MetricName, Dimensions };
}

/** What dora publishes for the fleet. @param {string} MetricName @returns {Metric} */
export function ofFleet(MetricName) {
  return { Namespace: 'Custom/CICD', MetricName, Dimensions: [{ Name: 'Pipeline', Value: 'ALL' }] };
}
