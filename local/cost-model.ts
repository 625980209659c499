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
}

export type Group = 'core' | 'receiving' | 'watching' | 'metrics';
export interface Item {
  readonly id: string;
  readonly group: Group;
  readonly quantity: number;
  readonly dollars: number;
}

const DAYS = 365 / 12;
const GB_OF_FUNCTION = 0.5;
/** Seconds as billed, cold starts spread over all: told without a look-up, with a diagnosis, and decided. */
const SECONDS = { told: 0.12, diagnosed: 1.5, decided: 1.5 };
/** By the calls that the package tests count. */
const WRITES = { told: 2, failure: 1, decided: 3, measured: 1 };
const READS = { recovery: 1, decided: 4 };
const ITEM_GB = 0.5e-6;
const KEPT_DAYS = 16;
const LOG_GB_A_CALL = 1.5e-6;
/** Calls for one pipeline's history and new executions a day, and how many a second are made. */
const CALLS_A_PIPELINE = 4;
const CALLS_A_SECOND = 5;
const METRICS_A_PIPELINE = 9;
const HEALTH_METRICS = 12;
/** Metrics that alarms stand on, for three functions; see infra/alarms.js. */
const ALARM_METRICS = 29;

/** A month's cost, item by item. */
export function costOf({ pipelines, runsPerDay, failed, addresses }: Activity): readonly Item[] {
  const runs = pipelines * runsPerDay * DAYS;
  const failures = (runs * failed) / 100;
  const told = runs * 2;
  // Each failure is decided twice: at once, and when its delay has passed.
  const decided = failures * 2;
  const measuredSeconds = ((pipelines * CALLS_A_PIPELINE) / CALLS_A_SECOND) * DAYS;
  const chunks = Math.ceil(pipelines / 100) * DAYS;
  const gbSeconds =
    GB_OF_FUNCTION *
    ((told - failures) * SECONDS.told +
      failures * SECONDS.diagnosed +
      decided * SECONDS.decided +
      measuredSeconds);
  const calls = told + decided + chunks;
  const writes =
    told * WRITES.told + failures * WRITES.failure + decided * WRITES.decided + runs * WRITES.measured;
  const reads = failures * READS.recovery + decided * READS.decided + runs;
  const kept = (told / DAYS) * KEPT_DAYS + runs * 3;
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
    item('table-storage', 'core', kept * ITEM_GB, PRICE.tableGb),
    item('queues', 'core', chunks * 3, PRICE.queueRequest),
    item('events', 'core', told + failures, PRICE.event),
    item('schedules', 'core', failures + DAYS, PRICE.schedule),
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
