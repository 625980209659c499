import { AwsError } from './aws-error.ts';

/** What can go wrong with a call: refused in three ways, cut off before or after it took effect, or never answered. */
export const FAULTS = ['denied', 'throttled', 'internal', 'reset', 'lost-answer', 'slow'] as const;
/** One of those, or the very error that the service answers. */
export type Fault = (typeof FAULTS)[number] | AwsError;

/** The faults that are set, by operation (`sns:Publish`) or service (`sns`). */
export function createFaults() {
  const set = new Map<string, { readonly fault: Fault; left: number }>();
  return {
    /** Makes the next `times` calls fail. */
    inject: (target: string, fault: Fault, times = Infinity): void => {
      set.set(target, { fault, left: times });
    },
    /** Ends every fault. */
    clear: (): void => {
      set.clear();
    },
    /** The fault of this call, which is then used up. */
    next: (operation: string): Fault | undefined => {
      const found = set.get(operation) ?? set.get(operation.split(':')[0] ?? '');
      if (!found || found.left <= 0) return undefined;
      found.left--;
      return found.fault;
    },
  };
}

/** The error with which a service refuses; undefined for a fault that is no refusal. */
export function refusalFor(fault: Fault, operation: string): AwsError | undefined {
  if (fault instanceof AwsError) return fault;
  const query = operation.startsWith('sns:');
  const rest = operation.startsWith('scheduler:');
  switch (fault) {
    case 'denied':
      return query
        ? new AwsError('AuthorizationError', 'User is not authorized to perform this action', 403)
        : new AwsError(
            'AccessDeniedException',
            `User is not authorized to perform: ${operation}`,
            rest ? 403 : 400,
          );
    case 'throttled':
      return new AwsError(query ? 'Throttling' : 'ThrottlingException', 'Rate exceeded', rest ? 429 : 400);
    case 'internal': {
      const code = query ? 'InternalError' : rest ? 'InternalServerException' : 'InternalServerError';
      return new AwsError(code, 'An internal error occurred', 500);
    }
    case 'reset':
    case 'lost-answer':
    case 'slow':
      return undefined;
  }
}
