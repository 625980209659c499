import { Readable } from 'node:stream';
import type { HttpHandlerOptions, HttpRequest } from '@smithy/types';
import type { createAws } from '../../local/aws/aws.ts';
import { AwsError } from '../../local/aws/aws-error.ts';
import { refusalFor } from '../../local/aws/faults.ts';
import type { createFaults } from '../../local/aws/faults.ts';
import { answerOf, readCall, refusalOf } from '../../local/aws/wire.ts';
import type { Answer, Call } from '../../local/aws/wire.ts';
import type { Connection } from '../../shared/adapters/client-options.ts';
import { REGION } from './aws.ts';

/**
 * The embedded AWS without sockets: calls are answered in the same turn, and what is slow waits on the clock of the
 * test, so that minutes pass in no time. The table takes every write, and remembers none.
 */
export function virtualNetwork(aws: ReturnType<typeof createAws>, faults: ReturnType<typeof createFaults>) {
  const calls: string[] = [];
  const answer = (call: Call): Answer => {
    const output = call.operation.startsWith('dynamodb:') ? {} : aws.run(call);
    return answerOf(call, output);
  };
  const handle = async (request: HttpRequest, options: HttpHandlerOptions, requestTimeoutMs: number) => {
    const { method, path, query = {} } = request;
    const line = {
      method,
      path: `${path}?${new URLSearchParams(query as Record<string, string>).toString()}`,
    };
    const call = readCall(request.headers, bodyOf(request), line);
    calls.push(call.operation);
    const fault = faults.next(call.operation);
    const refusal = fault && refusalFor(fault, call.operation);
    if (refusal) return response(refusalOf(call.protocol, refusal));
    if (fault === 'reset') throw broken();
    if (fault === 'slow') await tooLong(requestTimeoutMs, options.abortSignal as AbortSignal | undefined);
    try {
      const given = answer(call);
      if (fault === 'lost-answer') throw broken();
      return response(given);
    } catch (error) {
      if (error instanceof AwsError) return response(refusalOf(call.protocol, error));
      throw error;
    }
  };
  const connection: Connection = {
    endpoint: 'http://virtual.example.com',
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    handler: (requestTimeoutMs) => ({
      handle: (request: HttpRequest, options: HttpHandlerOptions = {}) =>
        handle(request, options, requestTimeoutMs),
      httpHandlerConfigs: () => ({}),
      updateHttpClientConfig: () => undefined,
    }),
  };
  return { connection, calls };
}

function bodyOf({ body = '' }: HttpRequest): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
}

function response({ status, contentType, headers, body }: Answer) {
  return {
    response: {
      statusCode: status,
      headers: { 'content-type': contentType, ...headers },
      body: Readable.from([Buffer.from(body)]),
    },
  };
}

/** As Node's HTTP handler ends a call that takes too long, or that is given up. */
async function tooLong(ms: number, signal: AbortSignal | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(Object.assign(new Error('no answer'), { name: 'TimeoutError', code: 'ETIMEDOUT' }));
  }, ms);
  signal?.addEventListener('abort', () => {
    reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
  });
  return promise.finally(() => {
    clearTimeout(timer);
  });
}

function broken(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
