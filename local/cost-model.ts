/** List prices in dollars of us-east-1, without free tiers, as they stood at that time; the one place to change them. */
export const PRICES_AS_OF = '2025-12';
const PRICE = {
  lambdaRequest: 0.2 / 1e6,
  /** A second of a gigabyte on arm64. */
  lambdaGbSecond: 0.0000133334,
  /** On demand: a write of up to 1 KB, a read of up to 4 KB. */
  tableWrite: 0.625 / 1e6,
  tableRead: 0.125 / 1e6,
  /** A gigabyte for a month, with what point-in-time recovery takes. */
  tableGb: 0.25 + 0.2,
  queueRequest: 0.4 / 1e6,
  /** AWS's own events and their rules cost nothing. */
  event: 0,
  schedule: 1 / 1e6,
  publish: 0.5 / 1e6,
  mail: 2 / 1e5,
  logGb: 0.5 + 0.03,
  alarmMetric: 0.1,
  /** A metric for a month; charged by the hours in which it is written. */
  metric: 0.3,
  metricHours: 730,
  putMetric: 0.01 / 1e3,
  dashboard: 3,
  key: 1,
  keyRequest: 0.03 / 1e4,
} as const;

/** What happens in a month. */
export interface Activity {
  readonly pipelines: number;
  readonly runsPerDay: number;
  /** Of 100 runs. */
  readonly failed: number;
  readonly addresses: number;
  /** Deployments of CodeDeploy, by pipelines or not: notify.deployments is called for each that ends. */
  readonly deploymentsPerRun: number;
}

export type Group = 'core' | 'deployments' | 'receiving' | 'watching' | 'metrics';
export interface Item {
  readonly id: string;
  readonly group: Group;
  readonly quantity: number;
  readonly dollars: number;
}

const DAYS = 365 / 12;
const GB_OF_FUNCTION = 0.5;
/** Of 100 failures so many are retried, once, and heal; the others have a cause that a retry can't mend. */
const RETRIED = 50;
/** As billed, with cold starts spread over all. A failure waits 1.5 s for what retry decides about it. */
const SECONDS = { started: 0.1, lookedUp: 0.3, failed: 2, decided: 1, healed: 0.3, deployed: 0.3 };
/** What the functions write and read in the table, item by item; a package test counts. */
export const WRITES = { told: 2, failed: 1, recovered: 1, decided: 2, retried: 6, healed: 2, deployed: 2 };
export const READS = { failed: 1, recovered: 2, resumed: 1, decided: 5, healed: 10 };
/** For one pipeline and day: the items of its last two days, in units of 1 KB, and those of the days that dora looks back. */
const MEASURED = { writes: 6, reads: 26, gb: 0.1e-3 };
/** With the 100 bytes that DynamoDB adds. */
const ITEM_GB = 0.25e-6;
const KEPT_DAYS = 16;
const LOG_GB_A_CALL = 1.5e-6;
/** Beside one for each new execution, and one for each hundred of those that dora looks back on. */
const CALLS_A_PIPELINE = 3;
const LOOK_BACK_DAYS = 24;
const CALLS_A_SECOND = 5;
const INVOCATION_SECONDS = 860;
/** Lambda asks a queue with five pollers, which wait 20 s each: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const POLLS_A_DAY = 5 * 3 * 60 * 24;
const METRICS_A_PIPELINE = 9;
const HEALTH_METRICS = 12;
/** Metrics that alarms stand on, for three functions; see infra/alarms.js. */
const ALARM_METRICS = 38;

/** A month's cost, item by item. */
export function costOf(activity: Activity): readonly Item[] {
  const { pipelines, runsPerDay, failed, addresses, deploymentsPerRun } = activity;
  const runs = pipelines * runsPerDay * DAYS;
  // Most are a watched pipeline's, of which nothing is told but by its own message.
  const deployments = runs * deploymentsPerRun;
  const failures = (runs * failed) / 100;
  const retried = (failures * RETRIED) / 100;
  // A run starts and ends; one that is retried is resumed and ends once more.
  const told = 2 * (runs + retried);
  const recovered = failures;
  // At once, and where it is retried again when the delay has passed.
  const decided = failures + retried;
  const callsADay =
    pipelines * (CALLS_A_PIPELINE + runsPerDay + Math.ceil((runsPerDay * LOOK_BACK_DAYS) / 100));
  const measuredSeconds = (callsADay / CALLS_A_SECOND) * DAYS;
  const measurements = Math.max(1, Math.ceil(measuredSeconds / DAYS / INVOCATION_SECONDS)) * DAYS;
  const gbSeconds =
    GB_OF_FUNCTION *
    (runs * SECONDS.started +
      (told - runs - failures) * SECONDS.lookedUp +
      failures * SECONDS.failed +
      decided * SECONDS.decided +
      retried * SECONDS.healed +
      measuredSeconds);
  const calls = told + decided + retried + measurements;
  const writes =
    told * WRITES.told +
    failures * (WRITES.failed + WRITES.decided) +
    recovered * WRITES.recovered +
    retried * (WRITES.retried + WRITES.healed) +
    pipelines * DAYS * MEASURED.writes;
  const reads =
    failures * READS.failed +
    recovered * READS.recovered +
    retried * (READS.resumed + READS.healed) +
    decided * READS.decided +
    pipelines * DAYS * MEASURED.reads;
  const storedGb = ((told + decided) / DAYS) * KEPT_DAYS * ITEM_GB + pipelines * MEASURED.gb;
  const deployedGb = (deployments / DAYS) * KEPT_DAYS * ITEM_GB;
  const metrics = (pipelines + 1) * METRICS_A_PIPELINE;
  const item = (id: string, group: Group, quantity: number, price: number): Item => ({
    id,
    group,
    quantity,
    dollars: quantity * price,
  });
  return [
    item('lambda-requests', 'core', calls, PRICE.lambdaRequest),
    item('lambda-time', 'core', gbSeconds, PRICE.lambdaGbSecond),
    item('table-writes', 'core', writes, PRICE.tableWrite),
    item('table-reads', 'core', reads, PRICE.tableRead),
    item('table-storage', 'core', storedGb, PRICE.tableGb),
    item('queues', 'core', POLLS_A_DAY * DAYS + measurements * 3, PRICE.queueRequest),
    item('events', 'core', told + failures, PRICE.event),
    item('schedules', 'core', retried + DAYS, PRICE.schedule),
    item('deployment-requests', 'deployments', deployments, PRICE.lambdaRequest),
    item(
      'deployment-time',
      'deployments',
      deployments * SECONDS.deployed * GB_OF_FUNCTION,
      PRICE.lambdaGbSecond,
    ),
    item('deployment-writes', 'deployments', deployments * WRITES.deployed, PRICE.tableWrite),
    item('deployment-storage', 'deployments', deployedGb, PRICE.tableGb),
    item('deployment-logs', 'deployments', deployments * LOG_GB_A_CALL, PRICE.logGb),
    item('publishes', 'receiving', told, PRICE.publish),
    item('mails', 'receiving', failures * 2 * addresses, PRICE.mail),
    item('key', 'receiving', 1, PRICE.key),
    // A data key serves for five minutes, for each of two functions.
    item('key-requests', 'receiving', Math.min(told, DAYS * 288 * 2) * 2, PRICE.keyRequest),
    item('logs', 'watching', calls * LOG_GB_A_CALL, PRICE.logGb),
    item('alarms', 'watching', ALARM_METRICS, PRICE.alarmMetric),
    item('dashboard', 'watching', 1, PRICE.dashboard),
    // Written in a few hours of a day.
    item('health', 'watching', (HEALTH_METRICS * 8 * DAYS) / PRICE.metricHours, PRICE.metric),
    // Written once a day, so charged for one hour of it.
    item('dora-metrics', 'metrics', (metrics * DAYS) / PRICE.metricHours, PRICE.metric),
    item('dora-puts', 'metrics', Math.ceil(metrics / 1000) * DAYS, PRICE.putMetric),
  ];
}

/** What some items cost together. */
export function sumOf(items: readonly Item[], group?: Group): number {
  return items
    .filter((it) => group === undefined || it.group === group)
    .reduce((sum, { dollars }) => sum + dollars, 0);
}
