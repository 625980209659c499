import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { PublishMetrics } from '../ports/metric-sink.ts';
import { sdkOptions } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { toServiceError } from './service-error.ts';

const NAMESPACE = 'Custom/CICD';
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html, with room for what is around them. */
const MAX_POINTS = 1000;
const MAX_BYTES = 900_000;
/** What a dimension may hold: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html */
const ALLOWED = /^(?=.*\S)[ -~]{1,1024}$/u;

/** Publishes data points in as few calls as the service's limits allow; one call that fails does not keep the others back. */
export function cloudWatchMetrics(options: ClientOptions): PublishMetrics {
  const client = new CloudWatchClient(sdkOptions(options));
  return async (points) => {
    // One point that is refused would take its whole call with it.
    const allowed = points.filter(({ pipeline }) => ALLOWED.test(pipeline));
    const data = allowed.map(({ pipeline, name, unit, value, at }): MetricDatum => ({
      MetricName: name,
      Dimensions: [{ Name: 'Pipeline', Value: pipeline }],
      Timestamp: new Date(at),
      Unit: unit,
      Value: value,
    }));
    let taken = 0;
    let code = allowed.length < points.length ? 'DimensionNotAllowed' : undefined;
    for (const MetricData of batchesOf(data)) {
      try {
        await client.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData }));
        taken += MetricData.length;
      } catch (error) {
        ({ code } = toServiceError('cloudwatch:PutMetricData', error));
      }
    }
    return { taken, of: points.length, code };
  };
}

function batchesOf(data: readonly MetricDatum[]): readonly MetricDatum[][] {
  const batches: MetricDatum[][] = [];
  let bytes = Infinity;
  for (const datum of data) {
    const more = JSON.stringify(datum).length + 1;
    if (bytes + more > MAX_BYTES || (batches.at(-1)?.length ?? 0) >= MAX_POINTS) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(datum);
    bytes += more;
  }
  return batches;
}
