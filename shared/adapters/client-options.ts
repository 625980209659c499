import type { SNSClientConfig } from '@aws-sdk/client-sns';

/** How one AWS client behaves: everything is shorter than a function's own time. */
export interface ClientOptions {
  readonly maxAttempts: number;
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Where the service is, if not where the SDK's own environment variables say: tests only. */
  readonly connection?: Connection | undefined;
}

export interface Connection {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Takes the place of HTTP; `requestTimeoutMs` is what it has to keep. */
  readonly handler?: (requestTimeoutMs: number) => NonNullable<SNSClientConfig['requestHandler']>;
}

/** The SDK's form of the options; endpoint, Region and credentials come from the SDK's own environment variables. */
export function sdkOptions({
  maxAttempts,
  connectionTimeoutMs,
  requestTimeoutMs,
  connection,
}: ClientOptions) {
  const { handler, ...place } = connection ?? {};
  return {
    ...place,
    maxAttempts,
    requestHandler: handler?.(requestTimeoutMs) ?? {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  };
}
