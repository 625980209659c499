import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What a runtime and its handler took. */
export interface Figures {
  /** From the start of the process to the answer to its first event, in milliseconds. */
  readonly startMs: number;
  /** The median of the events after the first. */
  readonly warmMs: number;
  readonly memoryMiB: number;
}

const RUNTIME = join(import.meta.dirname, 'bench-runtime.js');
const TIME_LIMIT_MS = 60_000;

/** Starts a runtime with a handler in a process of its own, and gives it events through the Runtime API until none is left. */
export async function runStart(
  file: string,
  events: readonly object[],
  environment: Readonly<Record<string, string>>,
): Promise<Figures> {
  const waiting = events.map((event) => JSON.stringify(event));
  const told = Promise.withResolvers<Omit<Figures, 'startMs'>>();
  let answeredAt: number | undefined;
  const api = createServer((request, response) => {
    void answer(request, response);
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET') {
      response.setHeader('Lambda-Runtime-Aws-Request-Id', randomUUID());
      response.end(waiting.shift());
      return;
    }
    answeredAt ??= performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end();
    if (request.url?.endsWith('/figures'))
      told.resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Omit<Figures, 'startMs'>);
  };
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const { port } = api.address() as AddressInfo;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [RUNTIME], {
    env: { ...environment, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`, _HANDLER: file },
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
