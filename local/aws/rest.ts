import type { Input } from './service.ts';

/** Where a request goes. */
export interface RequestLine {
  readonly method: string;
  /** With the query, if there is one. */
  readonly path: string;
}

/** EventBridge Scheduler's operations: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html */
const SCHEDULES: Readonly<Record<string, string>> = {
  POST: 'CreateSchedule',
  GET: 'GetSchedule',
  DELETE: 'DeleteSchedule',
};

/** Reads a call whose operation is in the method and the path, and its parameters in path, query and body. */
export function readRest(
  { method, path }: RequestLine = { method: '', path: '/' },
  body: string,
): { readonly operation: string; readonly input: Input } {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  const name = /^\/schedules\/([^/]+)$/u.exec(pathname)?.[1];
  if (name === undefined) return { operation: `scheduler:${method} ${pathname}`, input: {} };
  const input = {
    ...(body === '' ? {} : (JSON.parse(body) as Input)),
    Name: decodeURIComponent(name),
    ...(searchParams.has('groupName') && { GroupName: searchParams.get('groupName') }),
  };
  return { operation: `scheduler:${SCHEDULES[method] ?? method}`, input };
}
