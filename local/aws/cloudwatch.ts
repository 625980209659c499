import { AwsError } from './aws-error.ts';
import { checkDatum, checkNamespace, invalid } from './cloudwatch-input.ts';
import type { Datum } from './cloudwatch-input.ts';
import { page } from './service.ts';
import type { Input, Service } from './service.ts';

const MAX_DATA = 1000;
const MAX_BYTES = 1024 * 1024;
const MAX_QUERIES = 500;

/** One value of one metric, as it was published. */
export interface Point {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
  readonly unit: string;
}

/** Statistics of the values that fall into one period. */
const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Average: (values) => values.reduce((a, b) => a + b) / values.length,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  Sum: (values) => values.reduce((a, b) => a + b),
  SampleCount: ({ length }) => length,
};

/** Metrics that refuse what CloudWatch refuses: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html */
export function createCloudWatch(now: () => number) {
  const points: Point[] = [];
  const service: Service = {
    PutMetricData: (input) => {
      const namespace = checkNamespace(input['Namespace']);
      const data = input['MetricData'];
      if (!Array.isArray(data) || data.length === 0)
        throw new AwsError('MissingRequiredParameterException', 'The parameter MetricData is required.');
      if (data.length > MAX_DATA) throw invalid('MetricData', `at most ${MAX_DATA} members`);
      if (Buffer.byteLength(JSON.stringify(input)) > MAX_BYTES)
        throw new AwsError('RequestEntityTooLargeException', 'Request body is larger than 1 MB', 413);
      // All of them or none.
      const checked = (data as unknown[]).map((it, index) => checkDatum(it, index, now()));
      for (const datum of checked) points.push(...pointsOf(namespace, datum));
      return {};
    },
    ListMetrics: (input) => {
      const metrics = new Map(
        points.filter((it) => isWanted(it, input)).map((it) => [keyOf(it), shapeOf(it)]),
      );
      const { items, nextToken } = page([...metrics.values()], { nextToken: input['NextToken'] }, 500);
      return { Metrics: items, NextToken: nextToken };
    },
    GetMetricData: (input) => {
      const queries = input['MetricDataQueries'];
      if (!Array.isArray(queries) || queries.length === 0 || queries.length > MAX_QUERIES)
        throw invalid('MetricDataQueries', `1 to ${MAX_QUERIES} members`);
      const [from, to] = [timeIn(input, 'StartTime'), timeIn(input, 'EndTime')];
      return {
        MetricDataResults: (queries as Input[]).map((query) => resultOf(query, points, from, to)),
        Messages: [],
      };
    },
  };
  return { service, points };
}

function pointsOf(namespace: string, { MetricName, Dimensions, Timestamp, Unit, values }: Datum): Point[] {
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const point = { namespace, name: MetricName, dimensions, at: Timestamp * 1000, unit: Unit };
  return values.map((value) => ({ ...point, value }));
}

function resultOf(query: Input, points: readonly Point[], from: number, to: number): object {
  const { Metric, Period, Stat } = (query['MetricStat'] ?? {}) as Input;
  const statistic = STATISTICS[String(Stat)];
  if (statistic === undefined) throw invalid('MetricStat.Stat', Object.keys(STATISTICS).join(', '));
  if (typeof Period !== 'number' || Period % 60 !== 0 || Period < 60)
    throw invalid('MetricStat.Period', 'a multiple of 60');
  const metric = Metric as Input;
  const key = keyOf({
    namespace: String(metric['Namespace']),
    name: String(metric['MetricName']),
    dimensions: Object.fromEntries(
      ((metric['Dimensions'] ?? []) as Datum['Dimensions']).map(({ Name, Value }) => [Name, Value]),
    ),
  });
  const length = Period * 1000;
  const found = points.filter((it) => keyOf(it) === key && it.at >= from && it.at < to);
  const periods = [...Map.groupBy(found, ({ at }) => Math.floor(at / length) * length)].sort(
    ([a], [b]) => b - a,
  );
  return {
    Id: query['Id'],
    Label: metric['MetricName'],
    Timestamps: periods.map(([at]) => at / 1000),
    Values: periods.map(([, its]) => statistic(its.map(({ value }) => value))),
    StatusCode: 'Complete',
  };
}

/** A metric is its namespace, its name and its dimensions, in any order. */
function keyOf({ namespace, name, dimensions }: Pick<Point, 'namespace' | 'name' | 'dimensions'>): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}

function shapeOf({ namespace, name, dimensions }: Point): object {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: namespace, MetricName: name, Dimensions };
}

function isWanted({ namespace, name, dimensions }: Point, input: Input): boolean {
  const filters = (input['Dimensions'] ?? []) as { Name: string; Value?: string }[];
  return (
    namespace === (input['Namespace'] ?? namespace) &&
    name === (input['MetricName'] ?? name) &&
    filters.every(({ Name, Value }) => Name in dimensions && dimensions[Name] === (Value ?? dimensions[Name]))
  );
}

function timeIn(input: Input, name: string): number {
  const value = input[name];
  if (typeof value === 'number') return value * 1000;
  throw invalid(name, 'a time');
}
