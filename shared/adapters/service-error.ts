import { ServiceError } from '../domain/lookup.ts';
import type { MissingReason } from '../domain/lookup.ts';

const DENIED =
  /^(?:AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized|InvalidClientTokenId|UnrecognizedClient|ExpiredToken|MissingAuthenticationToken|InvalidSignature|SignatureDoesNotMatch)/u;
const THROTTLED =
  /^(?:Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|ProvisionedThroughputExceeded|LimitExceeded)/u;
const SLOW = /^(?:TimeoutError|AbortError|ETIMEDOUT|RequestTimeout)/u;
const GONE = /(?:NotFound|DoesNotExist)(?:Exception)?$/u;

/** Awaits a call of the SDK and turns its error into a ServiceError. */
export async function asServiceError<T>(operation: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw toServiceError(operation, error);
  }
}

/** Names the code of an error of the SDK or of the network, and what it means for whoever asked. */
export function toServiceError(operation: string, error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const { name, code } = error as { readonly name?: unknown; readonly code?: unknown };
  // The SDK calls a connection that broke a TimeoutError too; the network's own code tells them apart.
  const isNetworkCode = typeof code === 'string' && /^E[A-Z_]+$/u.test(code);
  const label = isNetworkCode ? code : typeof name === 'string' ? name : 'Unknown';
  return new ServiceError(operation, label, reasonOf(label), error);
}

function reasonOf(code: string): MissingReason {
  if (DENIED.test(code)) return 'denied';
  if (THROTTLED.test(code)) return 'throttled';
  if (SLOW.test(code)) return 'slow';
  return GONE.test(code) ? 'gone' : 'failed';
}
