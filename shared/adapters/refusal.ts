/** True where the service itself says that the call is at fault: it has changed nothing, and a repeat won't help. */
export function isRefusal(error: unknown): boolean {
  const { name, $metadata } = error as {
    readonly name?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? 0;
  // A request that took too long to arrive is answered as if the caller were at fault, too.
  return status >= 400 && status < 500 && !(typeof name === 'string' && name.startsWith('RequestTimeout'));
}
