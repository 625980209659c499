/** As many series as a graph can show and a person can look at; a search finds up to 500. */
const WORST = 50;
const DAY_SECONDS = 24 * 60 * 60;
/** Logs Insights takes as many beginnings of names. */
const MAX_PREFIXES = 5;

/**
 * The worst series of a metric, whatever their names: by their highest values, or by their lowest.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 * @param {string} schema the namespace and the names of the dimensions, and more to search for
 * @param {string} metric
 * @param {string} statistic
 * @param {'ASC' | 'DESC'} order
 */
export function search(schema, metric, statistic, order = 'DESC') {
  const found = `SEARCH('${schema} MetricName="${metric}"', '${statistic}', ${DAY_SECONDS})`;
  return `SORT(${found}, ${order === 'DESC' ? 'MAX' : 'MIN'}, ${order}, ${WORST})`;
}

/**
 * @param {string} title
 * @param {readonly string[]} expressions
 */
export function graph(title, expressions) {
  return series(
    title,
    expressions.map((expression, index) => [{ expression, id: `e${index + 1}` }]),
  );
}

/**
 * How much lies in some queues of the stack.
 * @param {string} title
 * @param {readonly string[]} queues their logical ids
 */
export function queueGraph(title, queues) {
  const stat = { stat: 'Maximum' };
  return series(
    title,
    queues.map((id) => [
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      'QueueName',
      `\${${id}.QueueName}`,
      stat,
    ]),
  );
}

/**
 * @param {string} title
 * @param {readonly (readonly unknown[])[]} metrics
 */
function series(title, metrics) {
  return {
    type: 'metric',
    properties: {
      title,
      region: '${AWS::Region}',
      view: 'timeSeries',
      stat: 'Sum',
      period: DAY_SECONDS,
      metrics,
      yAxis: { left: { min: 0 } },
    },
  };
}

/**
 * @param {string} title
 * @param {readonly string[]} names
 */
export function alarmWidget(title, names) {
  const arns = names.map(
    (name) => `arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:${name}`,
  );
  return { type: 'alarm', properties: { title, alarms: arns } };
}

/**
 * The newest lines that tell of an error, in the log groups that begin like those of config.yml.
 * @param {string} title
 * @param {readonly string[]} logGroups
 */
export function logWidget(title, logGroups) {
  const beginnings = new Set(logGroups.map((group) => group.split('*')[0] ?? ''));
  const prefixes = [...beginnings].slice(0, MAX_PREFIXES).map((prefix) => `'${prefix}'`);
  const query = [
    `SOURCE logGroups(namePrefix: [${prefixes.join(', ')}])`,
    'fields @timestamp, @log, @message',
    'filter @message like /(?i)\\b(error|exception|fatal|failed)\\b/',
    'sort @timestamp desc',
    'limit 50',
  ].join(' | ');
  return { type: 'log', properties: { title, region: '${AWS::Region}', view: 'table', query } };
}
