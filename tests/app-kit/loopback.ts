import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Serves on a free port of 127.0.0.1 until the test ends; returns the address. */
export async function serve(
  answer: RequestListener,
  {
    port = 0,
    tls,
  }: { readonly port?: number; readonly tls?: { readonly key: string; readonly cert: string } } = {},
): Promise<string> {
  const server = tls ? createSecureServer(tls, answer) : createServer(answer);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Answers with these statuses, one a request, the last one ever after. */
export function statuses(...codes: readonly number[]): RequestListener {
  let asked = 0;
  return (_, response) => {
    response.statusCode = codes[Math.min(asked, codes.length - 1)] ?? 500;
    asked += 1;
    response.end(`status ${response.statusCode}`);
  };
}
