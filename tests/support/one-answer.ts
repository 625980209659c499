import { Readable } from 'node:stream';
import type { ClientOptions } from '../../shared/adapters/client-options.ts';

/** The same options, of a JSON service that answers this text to whatever it is asked. */
export function oneAnswer(options: ClientOptions, body: string): ClientOptions {
  const answer = { statusCode: 200, headers: { 'content-type': 'application/x-amz-json-1.1' } };
  const handler = () => ({
    handle: () => Promise.resolve({ response: { ...answer, body: Readable.from([Buffer.from(body)]) } }),
    httpHandlerConfigs: () => ({}),
    updateHttpClientConfig: () => undefined,
  });
  const { connection } = options;
  return { ...options, connection: connection && { ...connection, handler } };
}
