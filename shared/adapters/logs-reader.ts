import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogReader } from '../ports/logs.ts';
import { byRegion } from './by-region.ts';
import type { ClientOptions } from './client-options.ts';
import { asServiceError } from './service-error.ts';

/** What the service gives at most; a page also ends at 1 MB. */
const MAX_EVENTS = 10_000;
/** A page may be empty although there are events before it. */
const MAX_PAGES = 3;

/** Reads the ends of log streams: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export function logsReader(options: ClientOptions): LogReader {
  const clientIn = byRegion((config) => new CloudWatchLogsClient(config), options);
  return {
    tail: async ({ region, group, stream }, abortSignal) => {
      let nextToken: string | undefined;
      for (let page = 0; page < MAX_PAGES; page++) {
        const command = new GetLogEventsCommand({
          logGroupName: group,
          logStreamName: stream,
          limit: MAX_EVENTS,
          startFromHead: false,
          nextToken,
        });
        const call = clientIn(region).send(command, { abortSignal });
        const { events = [], nextBackwardToken } = await asServiceError('logs:GetLogEvents', call);
        if (events.length > 0)
          return events.map(({ timestamp = 0, message = '' }) => ({ at: timestamp, message }));
        // The same token again says that the stream begins here.
        if (nextBackwardToken === undefined || nextBackwardToken === nextToken) break;
        nextToken = nextBackwardToken;
      }
      return [];
    },
  };
}
