import { AwsError } from './aws-error.ts';
import { isIn } from './service.ts';
import type { Input, Service } from './service.ts';

/** Of a page: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
/** What each event counts beside its text. */
const EVENT_BYTES = 26;

/** An event to be put there, at a time in milliseconds since the epoch. */
interface LogEvent {
  readonly at: number;
  readonly message: string;
}

interface StreamOptions {
  /** Where alone it can be seen; everywhere without it. */
  readonly region?: string;
  /** How many pages come empty before the first that holds events, as they may. */
  readonly emptyPages?: number;
}

interface Stream extends StreamOptions {
  readonly events: readonly LogEvent[];
}

/** Log streams as they were put there, read page by page in both directions. */
export function createLogs(now: () => number) {
  const groups = new Map<string, Map<string, Stream>>();
  const service: Service = {
    GetLogEvents: (input, region) => {
      const limit = wholeNumber(input, 'limit', 1, MAX_EVENTS) ?? MAX_EVENTS;
      const range = {
        startTime: wholeNumber(input, 'startTime', 0, Number.MAX_SAFE_INTEGER) ?? 0,
        endTime: wholeNumber(input, 'endTime', 0, Number.MAX_SAFE_INTEGER) ?? Infinity,
      };
      const stream = streamOf(groups, input, region);
      const place = placeOf(stream, input, range);
      const [from, to] = place.empty > 0 ? [place.at, place.at] : pageOf(stream.events, place, limit);
      const ingestionTime = now();
      return {
        events: stream.events
          .slice(from, to)
          .map(({ at: timestamp, message }) => ({ timestamp, message, ingestionTime })),
        nextBackwardToken: tokenOf('b', from, place.empty),
        nextForwardToken: tokenOf('f', to, place.empty),
      };
    },
  };
  return {
    service,
    /** Puts a stream there in place of what it held; plain text is an event of the present time. */
    putLog: (
      group: string,
      stream: string,
      events: readonly (LogEvent | string)[],
      options: StreamOptions = {},
    ) => {
      const at = now();
      const whole = events.map((event) => (typeof event === 'string' ? { at, message: event } : event));
      const streams = groups.get(group) ?? new Map<string, Stream>();
      groups.set(group, streams.set(stream, { ...options, events: whole.sort((a, b) => a.at - b.at) }));
    },
  };
}

function streamOf(
  groups: ReadonlyMap<string, ReadonlyMap<string, Stream>>,
  input: Input,
  region: string,
): Stream {
  const name = text(input, 'logGroupName', /^[.\-_/#A-Za-z0-9]{1,512}$/u);
  const identifier = text(input, 'logGroupIdentifier', /^[\w#+=/:,.@-]{1,2048}$/u);
  const stream = text(input, 'logStreamName', /^[^:*]{1,512}$/u);
  if ((name === undefined) === (identifier === undefined))
    throw invalid('Exactly one of logGroupName and logGroupIdentifier is required');
  if (stream === undefined) throw invalid("Value at 'logStreamName' must not be null");
  const streams = groups.get(name ?? identifier?.replace(/^arn:[^/]*:log-group:/u, '') ?? '');
  if (![...(streams?.values() ?? [])].some((it) => isIn(it.region, region))) throw missing('group');
  const found = streams?.get(stream);
  if (!found || !isIn(found.region, region)) throw missing('stream');
  return found;
}

/** Where a page begins or ends, which way it goes, and how many empty ones come first. */
interface PagePlace {
  readonly at: number;
  readonly forward: boolean;
  readonly empty: number;
  /** The first event of the time range, and the first after it. */
  readonly bounds: readonly [number, number];
}

function placeOf(
  { events, emptyPages = 0 }: Stream,
  input: Input,
  { startTime, endTime }: { readonly startTime: number; readonly endTime: number },
): PagePlace {
  const fromHead = input['startFromHead'] === true;
  const bounds = [
    events.filter(({ at }) => at < startTime).length,
    events.filter(({ at }) => at < endTime).length,
  ] as const;
  const token = text(input, 'nextToken', /^[^]{1,2048}$/u);
  if (token === undefined)
    return { at: fromHead ? bounds[0] : bounds[1], forward: fromHead, empty: emptyPages, bounds };
  const [, direction, at, empty] = /^([fb])\/(\d+)\/(\d+)$/u.exec(token) ?? [];
  if (direction === undefined) throw invalid('The specified nextToken is invalid.');
  if (direction === 'f' && !fromHead) throw invalid('nextForwardToken needs startFromHead');
  return { at: Number(at), forward: direction === 'f', empty: Number(empty), bounds };
}

/** As many events as a page holds, from a place forwards or backwards: the first, and the one after the last. */
function pageOf(
  events: readonly LogEvent[],
  { at, forward, bounds: [first, end] }: PagePlace,
  limit: number,
): readonly [number, number] {
  let [from, to, bytes] = [at, at, 0];
  while (to - from < limit && (forward ? to < end : from > first)) {
    const { message = '' } = events[forward ? to : from - 1] ?? {};
    bytes += Buffer.byteLength(message) + EVENT_BYTES;
    if (bytes > MAX_BYTES && to > from) break;
    if (forward) to++;
    else from--;
  }
  return [from, to];
}

/** Never null, and the same as the one that came in once there is nothing further. */
function tokenOf(direction: 'b' | 'f', at: number, empty: number): string {
  return `${direction}/${String(at).padStart(56, '0')}/${Math.max(0, empty - 1)}`;
}

function wholeNumber(input: Input, name: string, least: number, most: number): number | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw invalid(`Value ${JSON.stringify(value)} at '${name}' must be between ${least} and ${most}`);
}

function text(input: Input, name: string, form: RegExp): string | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && form.test(value)) return value;
  throw invalid(`Value at '${name}' failed to satisfy constraint: ${form.source}`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

function missing(what: 'group' | 'stream'): AwsError {
  return new AwsError('ResourceNotFoundException', `The specified log ${what} does not exist.`);
}
