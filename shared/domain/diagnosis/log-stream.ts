import type { LogStream } from './build.ts';

/** The log stream of an ARN `arn:…:log-group:<group>:log-stream:<stream>`, as Commands actions name it. */
export function logStreamOf(arn: string | undefined): LogStream | undefined {
  const parts = /^arn:[^:]+:logs:([a-z0-9-]+):\d*:log-group:([^:]+):log-stream:(.+)$/u.exec(arn ?? '');
  if (!parts) return undefined;
  const [, region, group = '', stream = ''] = parts;
  return { region, group, stream };
}
