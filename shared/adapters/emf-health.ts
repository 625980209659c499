import type { DoraHealth, Health } from '../ports/health.ts';

const NAMESPACE = 'Custom/CICD/Pipewatch';

/**
 * Counts in CloudWatch's embedded metric format, one line a count, which the function's log turns into metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfHealth(
  now: () => number,
  write: (line: string) => void = toStandardOutput,
): Health & DoraHealth {
  const count = (name: string, dimensions: Readonly<Record<string, string>> = {}): void => {
    const directive = {
      Namespace: NAMESPACE,
      // One set of dimensions, which may be empty; a list without a set makes no metric.
      Dimensions: [Object.keys(dimensions)],
      Metrics: [{ Name: name, Unit: 'Count' }],
    };
    const metadata = { Timestamp: now(), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ _aws: metadata, ...dimensions, [name]: 1 }));
  };
  return {
    decided: (what) => {
      count('RetryDecisions', { Reason: what });
      if (what === 'used-up') count('RetriesUsedUp');
    },
    retryStarted: () => {
      count('RetriesStarted');
    },
    healed: () => {
      count('HealedByRetry');
    },
    breakerOpened: () => {
      count('BreakerOpenings');
    },
    published: () => {
      count('DoraRuns');
    },
    unread: (reason) => {
      count('PipelinesUnread', { Reason: reason });
    },
  };
}

/** Not by `console`, before whose text Lambda may put a time: the line has to be JSON and nothing else. */
function toStandardOutput(line: string): void {
  process.stdout.write(`${line}\n`);
}
