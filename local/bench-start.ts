import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { LOCAL } from './package.ts';

/** What a runtime and its handler took. */
export interface Figures {
  /** From the start of the process to the answer to its first event, in milliseconds. */
  readonly startMs: number;
  /** The median of the events after the first. */
  readonly warmMs: number;
  readonly memoryMiB: number;
}

/** Or AWS's own, where it has been built: `LAMBDA_RIC=node_modules/aws-lambda-ric/index.mjs`, which tells a start and no more. */
const { LAMBDA_RIC: ric } = process.env;
const RUNTIME = ric ?? join(import.meta.dirname, 'bench-runtime.js');
const HANDLER = 'handler.handler';
/** What Lambda's runtime asks for. */
const RESERVED = {
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/bench',
  AWS_LAMBDA_LOG_STREAM_NAME: 'bench',
};
const FUNCTION_ARN = `arn:aws:lambda:${LOCAL.Region}:${LOCAL.AccountId}:function:bench`;
const TIME_LIMIT_MS = 60_000;

/** Starts a runtime with a handler in a process of its own, and gives it events through the Runtime API until none is left. */
export async function runStart(
  file: string,
  events: readonly object[],
  environment: Readonly<Record<string, string>>,
): Promise<Figures> {
  const waiting = events.slice(0, ric === undefined ? undefined : 1).map((event) => JSON.stringify(event));
  const told = Promise.withResolvers<Omit<Figures, 'startMs'>>();
  let answeredAt: number | undefined;
  const api = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET') {
      // AWS's own would wait for more.
      if (ric !== undefined && waiting.length === 0) return;
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Lambda-Runtime-Aws-Request-Id', randomUUID());
      response.setHeader('Lambda-Runtime-Deadline-Ms', Date.now() + TIME_LIMIT_MS);
      response.setHeader('Lambda-Runtime-Invoked-Function-Arn', FUNCTION_ARN);
      response.end(waiting.shift());
      return;
    }
    if (request.url?.endsWith('/error')) told.reject(new Error(`${file} failed at an event`));
    answeredAt ??= performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end();
    if (ric !== undefined) told.resolve({ warmMs: NaN, memoryMiB: NaN });
    if (request.url?.endsWith('/figures'))
      told.resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Omit<Figures, 'startMs'>);
  };
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const { port } = api.address() as AddressInfo;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [RUNTIME, HANDLER], {
    env: {
      ...RESERVED,
      ...environment,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      LAMBDA_TASK_ROOT: dirname(file),
      _HANDLER: HANDLER,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: TIME_LIMIT_MS,
  });
  // The functions' own warnings, of which only the last are of use, and only if it fails.
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-1000)));
  const ended = once(child, 'exit').then(([code]) => {
    told.reject(new Error(`${file} ended with ${code} before it had answered all events: ${said}`));
  });
  try {
    const figures = await told.promise;
    return { startMs: (answeredAt ?? NaN) - startedAt, ...figures };
  } finally {
    child.kill();
    // Else its end would slow down the start of the next.
    await ended;
    api.closeAllConnections();
    api.close();
  }
}
