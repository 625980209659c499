/** How one AWS client behaves: everything is shorter than a function's own time. */
export interface ClientOptions {
  readonly maxAttempts: number;
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** The SDK's form of the options; endpoint, Region and credentials come from the SDK's own environment variables. */
export function sdkOptions({ maxAttempts, connectionTimeoutMs, requestTimeoutMs }: ClientOptions) {
  return {
    maxAttempts,
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  };
}
